"""Contradictions between theses, found from their signed links, beside those that the case lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from longgame.case.case import Case
from longgame.case.contradictions import Contradiction
from longgame.case.theses import Thesis
from longgame.score.result import Listed, Opposed

SIGNS = {"+": 1, "-": -1, "0": 0}
WORDS = {1: "+", -1: "-", 0: "0"}


class Step(NamedTuple):
    """A link under one reading of its names.

    Attributes
    ----------
    cause, effect : str
        A name of the thesis, or a factor that it stands for.
    sign : int
        1, −1, or 0 where the thesis says that there is no effect; turned where a name means the opposite of the factor.
    said : tuple of str
        The names as the thesis has them.
    claims : tuple of str
    """

    cause: str
    effect: str
    sign: int
    said: tuple[str, str]
    claims: tuple[str, ...]


class Path(NamedTuple):
    """One thing moving another in a thesis, directly or over one thing between.

    Attributes
    ----------
    through : tuple of str
        Cause, perhaps one step between, effect; as read.
    sign : int
    said : tuple of str
        The same as the thesis has it.
    claims : tuple of str
    """

    through: tuple[str, ...]
    sign: int
    said: tuple[str, ...]
    claims: tuple[str, ...]


Readings = Mapping[str, Sequence[tuple[str, int]]]


def readings(case: Case) -> Readings:
    """Return what each name in links can be read as: itself, and each factor that it stands for, 1 or −1."""
    found: dict[str, list[tuple[str, int]]] = {}
    for factor in case.factors:
        for sign, names in ((1, factor.same), (-1, factor.opposite)):
            for name in names:
                # A name that is also a factor's id must not be read as that factor unless it is listed there.
                found.setdefault(name, [(name, 1)]).append((f"{factor.id} ({factor.title})", sign))
    return found


def paths(thesis: Thesis, read_as: Readings) -> Iterator[Path]:
    """Give every link of a thesis, and every two links that join, under every reading of their names; signs multiply.

    A link of no effect joins nothing: what has no effect passes none on, but another way may.
    """
    steps = [
        Step(cause, effect, SIGNS[link.sign] * one * other, (link.from_, link.to), _claims(link.claim))
        for link in thesis.links
        for cause, one in read_as.get(link.from_, ((link.from_, 1),))
        for effect, other in read_as.get(link.to, ((link.to, 1),))
        if cause != effect
    ]
    leaving = defaultdict(list)
    for step in steps:
        leaving[step.cause].append(step)
        yield Path((step.cause, step.effect), step.sign, step.said, step.claims)
    for first in steps:
        for second in leaving[first.effect]:
            if first.sign and second.sign and second.effect not in (first.cause, first.effect) and first.said != second.said:
                said = (*first.said, second.said[1])
                claims = tuple(dict.fromkeys((*first.claims, *second.claims)))
                yield Path((first.cause, first.effect, second.effect), first.sign * second.sign, said, claims)


def opposed(case: Case) -> tuple[Opposed, ...]:
    """Return every pair of theses that hold different signs for the same cause and effect.

    Names must be the same, or stand for one factor of the case: the program does not guess that two words mean one thing.
    What two theses say of one step is not listed again where the step leads on, and a pair of ways stands once however many
    readings of their names show it.

    Parameters
    ----------
    case : Case
        As of a day. Baselines that nobody holds are left out.
    """
    read_as, held = readings(case), {}
    for thesis in case.theses:
        if not thesis.baseline:
            by_ends: dict[tuple[str, str], list[Path]] = defaultdict(list)
            for path in paths(thesis, read_as):
                by_ends[path.through[0], path.through[-1]].append(path)
            held[thesis.id] = by_ends
    found: dict[tuple[object, ...], Opposed] = {}
    for one, other in combinations(sorted(held), 2):
        for ends in sorted(set(held[one]) & set(held[other])):
            for pair in _between(case, one, other, held[one][ends], held[other][ends]):
                found.setdefault((one, other, pair.one_path, pair.other_path), pair)
    return tuple(found.values())


def _between(case: Case, one: str, other: str, mine: list[Path], theirs: list[Path]) -> Iterator[Opposed]:
    for a in mine:
        for b in theirs:
            # Of two ways over the same step the contradiction is between their links.
            same_step = len(a.through) == len(b.through) == 3 and a.through == b.through
            if a.sign == b.sign or same_step:
                continue
            yield Opposed(
                cause=a.through[0],
                effect=a.through[-1],
                one=one,
                one_sign=WORDS[a.sign],
                one_path=a.said,
                one_claims=a.claims,
                other=other,
                other_sign=WORDS[b.sign],
                other_path=b.said,
                other_claims=b.claims,
                listed=tuple(c.id for c in case.contradictions if _is_about(c, one, a.claims, other, b.claims)),
            )


def listed(case: Case) -> tuple[Listed, ...]:
    """Return the contradictions that the case lists, with what had been seen, and whether signed links alone show them."""
    shown = {name for pair in opposed(case) for name in pair.listed}
    return tuple(
        Listed(
            id=c.id,
            topic=c.topic,
            sides=tuple(side.theses for side in c.sides),
            would_tell=c.would_tell,
            seen=c.seen[-1].what if c.seen else "",
            leans_to=c.seen[-1].leans_to if c.seen else (),
            found=c.id in shown,
        )
        for c in case.contradictions
    )


def _is_about(listed: Contradiction, one: str, mine: tuple[str, ...], other: str, theirs: tuple[str, ...]) -> bool:
    """Whether a listed contradiction has the two theses on different sides, by at least one of these claims."""
    first = [i for i, side in enumerate(listed.sides) if one in side.theses]
    second = [i for i, side in enumerate(listed.sides) if other in side.theses]
    named = any(set(mine) & set(listed.sides[i].claims) for i in first) or any(
        set(theirs) & set(listed.sides[j].claims) for j in second
    )
    return named and any(i != j for i in first for j in second)


def _claims(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for word in words for part in word.split(";") if part.strip()))
