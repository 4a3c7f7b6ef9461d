"""Contradictions between theses, found from their signed links, beside those that the case lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from longgame.case.case import Case
from longgame.case.contradictions import Contradiction
from longgame.case.theses import Thesis
from longgame.score.result import Listed, Opposed

SIGNS = {"+": 1, "-": -1, "0": 0}
WORDS = {1: "+", -1: "-", 0: "0"}


class Path(NamedTuple):
    """One thing moving another in a thesis, directly or over one thing between.

    Attributes
    ----------
    through : tuple of str
        Cause, perhaps one step between, effect.
    sign : int
        1, −1, or 0 where the thesis says that there is no effect.
    claims : tuple of str
    """

    through: tuple[str, ...]
    sign: int
    claims: tuple[str, ...]


def paths(thesis: Thesis) -> Iterator[Path]:
    """Give every link of a thesis, and every two links that join; signs multiply.

    A link of no effect joins nothing: what has no effect passes none on, but another way may.
    """
    links = [(link.from_, link.to, SIGNS[link.sign], link.claim) for link in thesis.links]
    leaving = defaultdict(list)
    for cause, effect, sign, claim in links:
        leaving[cause].append((effect, sign, claim))
        yield Path((cause, effect), sign, _claims(claim))
    for cause, between, sign, claim in links:
        for effect, second, further in leaving[between]:
            if sign and second and effect not in (cause, between) and cause != between:
                yield Path((cause, between, effect), sign * second, _claims(claim, further))


def opposed(case: Case) -> tuple[Opposed, ...]:
    """Return every pair of theses that hold different signs for the same cause and effect.

    Names must be the same: the program does not guess that two words mean one thing. What follows from a contradiction
    between single links is not listed again.

    Parameters
    ----------
    case : Case
        As of a day. Baselines that nobody holds are left out.
    """
    held = {}
    for thesis in case.theses:
        if not thesis.baseline:
            by_ends: dict[tuple[str, str], list[Path]] = defaultdict(list)
            for path in paths(thesis):
                by_ends[path.through[0], path.through[-1]].append(path)
            held[thesis.id] = by_ends
    found: list[Opposed] = []
    for one, other in combinations(sorted(held), 2):
        for ends in sorted(set(held[one]) & set(held[other])):
            found += _between(case, one, other, held[one][ends], held[other][ends])
    return tuple(found)


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
                one_path=a.through,
                one_claims=a.claims,
                other=other,
                other_sign=WORDS[b.sign],
                other_path=b.through,
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
