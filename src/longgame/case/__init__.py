"""What an analyst writes: frozen, typed records, read from text and written back to it."""

from longgame.case.case import Case
from longgame.case.load import load
from longgame.case.save import save

__all__ = ["Case", "load", "save"]
