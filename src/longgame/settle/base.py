"""What every bargaining model declares: its source, its parameters, its claims, and its kernel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from longgame.settle.outcome import Outcome


class Claim(StrEnum):
    """A property that a model says it has; generic tests try to refute every claim of every model."""

    ABSENT_IGNORED = "an absent actor changes nothing"
    ORDER_FREE = "the order of the actors changes nothing"
    WITHIN_HULL = "the outcome lies between the lowest and the highest position present"
    UNANIMITY = "where all positions are equal, that is the outcome"
    REFLECTION = "turning the scale round turns the outcome round"
    CAPABILITY_SCALE = "multiplying all capabilities by one number changes nothing"
    MONOTONE = "an actor that moves up never moves the outcome down"
    ZERO_WEIGHT_IGNORED = "an actor without capability or salience changes nothing"


@dataclass(frozen=True)
class Reference:
    """Where a model was published."""

    key: str
    text: str
    doi: str = ""


@dataclass(frozen=True)
class Model:
    """A bargaining model.

    Attributes
    ----------
    name : str
        Short name, as on the command line; the name of its file unless a file holds named readings of one model.
    title : str
        Name in the literature.
    takes : str
        ``issue`` where the kernel takes an ``Issue``, ``package`` where it takes a ``Package``.
    kernel : callable
        ``kernel(problem, params) -> Outcome`` for one problem; pure JAX with static shapes, so that it can be run plain,
        jitted and mapped. ``params`` is hashable and static under ``jit``.
    params : Any
        The default parameters: a frozen dataclass.
    claims : frozenset of Claim
    references : tuple of Reference
    says : str
        One sentence on how it settles an issue, for a reader who knows no models.
    limits : str
        What it leaves out.
    many : callable or None
        ``many(problems, params) -> Outcome`` for problems with a first axis, where that is faster than mapping the kernel;
        the same outcomes, with less detail.
    linked : bool
        Of a model that takes packages: whether it is about trading one issue for another. Where not, every issue is settled by
        itself, as a package of one.
    grows : int
        Power of the number of stances with which the memory of one run grows; bounds how many are run together.
    emitters : int or None
        From how many actors on to compile with XLA's fusion emitters; None: never. They take up to twice as long, and only for
        some models faster code comes of it.
    """

    name: str
    title: str
    takes: Literal["issue", "package"]
    kernel: Callable[[Any, Any], Outcome]
    params: Any
    claims: frozenset[Claim]
    references: tuple[Reference, ...]
    says: str
    limits: str
    many: Callable[[Any, Any], Outcome] | None = None
    linked: bool = True
    grows: int = 3
    emitters: int | None = None
