"""A workbench for people who follow long negotiations between states."""

__version__ = "0.1.0"
