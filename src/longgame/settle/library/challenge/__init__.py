"""The challenge model: actors weigh what they expect from challenging each other, and give way or not (expected utility).

Bueno de Mesquita's model as reconstructed by Scholz, Calbert and Smith. The reconstruction's equations and the code that has
been published for it differ; each named reading below says what it takes from where.
"""

from __future__ import annotations

from longgame.settle.library.challenge.readings import READINGS

__all__ = ["READINGS"]
