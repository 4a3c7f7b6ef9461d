"""Competing hypotheses: theses weighed by what speaks against them, and what the order hangs on.

After Heuer (1999, "Psychology of Intelligence Analysis", chapter 8): evidence that fits every hypothesis tells nothing, so the
one with the least against it is in front, not the one with the most for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from longgame.case.case import Case
from longgame.score.digits import DIGITS
from longgame.score.result import Against, Cell, Hypotheses, LeftOut, Weighed
from longgame.score.rules.base import Floats

# By Admiralty grade, 1 confirmed to 6 cannot be judged: this program's convention.
WEIGHTS = {1: 1.0, 2: 0.8, 3: 0.5, 4: 0.25, 5: 0.0, 6: 0.25}
NEAR = 1e-9


def weigh(case: Case) -> Hypotheses | None:
    """Rank the theses of a case by the weight of evidence that is inconsistent with each.

    Parameters
    ----------
    case : Case
        As of a day. Theses of which no cell says anything are left out. Baselines, which nobody holds, are weighed as the others
        are and stay outside of the ranking: no order and no rank hangs on them.

    Returns
    -------
    Hypotheses or None
        None where there is no matrix.
    """
    cells = {(row.evidence, row.thesis): row for row in case.ach}
    said = {thesis for (_, thesis), row in cells.items() if row.fit != "not_applicable"}
    theses = [t.id for t in case.theses if t.id in said and not t.baseline]
    shown = theses + [t.id for t in case.theses if t.id in said and t.baseline]
    rows = [e for e in case.evidence if any((e.id, t) in cells for t in shown)]
    if not theses or not rows:
        return None
    weight = np.array([WEIGHTS[e.credibility] for e in rows])
    fit = [[cells[e.id, t].fit if (e.id, t) in cells else "not_applicable" for t in shown] for e in rows]
    everybody = np.array([[float(f == "inconsistent") for f in line] for line in fit]) * weight[:, None]
    judged = np.array([[float(f != "not_applicable") for f in line] for line in fit])
    against = everybody[:, : len(theses)]
    without = np.array([against.sum(axis=0) - line for line in against])
    matrix = tuple(
        Cell(evidence=e.id, thesis=t, fit=cells[e.id, t].fit, reason=cells[e.id, t].reason)
        for e in rows
        for t in shown
        if (e.id, t) in cells
    )
    sums = _against(shown, everybody, judged, judged * weight[:, None])
    ranking = _ranking(sums[: len(theses)], against, without)
    return Hypotheses(
        weights={e.id: WEIGHTS[e.credibility] for e in rows},
        evidence={e.id: e.what for e in rows},
        ranking=ranking,
        sensitivity=_sensitivity(theses, [e.id for e in rows], against.sum(axis=0), without),
        matrix=matrix,
        by_share=tuple(w.thesis for w in sorted(ranking, key=lambda w: (np.inf if w.share is None else w.share, w.thesis))),
        baselines=sums[len(theses) :],
    )


def ranks(total: Floats) -> list[int]:
    """Return the rank of each, 1 the least; equals share the better rank."""
    return [1 + int((total < value - NEAR).sum()) for value in total]


def _against(theses: list[str], against: Floats, judged: Floats, weighed: Floats) -> tuple[Against, ...]:
    total, all_ = against.sum(axis=0), weighed.sum(axis=0)
    return tuple(
        Against(
            thesis=name,
            inconsistent=round(float(total[i]), DIGITS),
            pieces=int((against[:, i] > 0).sum()),
            judged=int(judged[:, i].sum()),
            share=round(float(total[i] / all_[i]), DIGITS) if all_[i] > 0 else None,
        )
        for i, name in enumerate(theses)
    )


def _ranking(sums: Sequence[Against], against: Floats, without: Floats) -> tuple[Weighed, ...]:
    place = ranks(against.sum(axis=0))
    places = np.array([ranks(line) for line in without])
    found = [
        Weighed(
            **one.model_dump(),
            rank=place[i],
            best_rank=int(min(places[:, i].min(), place[i])),
            worst_rank=int(max(places[:, i].max(), place[i])),
        )
        for i, one in enumerate(sums)
    ]
    return tuple(sorted(found, key=lambda w: (w.rank, w.thesis)))


def _sensitivity(theses: list[str], evidence: list[str], total: Floats, without: Floats) -> tuple[LeftOut, ...]:
    def leaders(values: Floats) -> tuple[str, ...]:
        return tuple(sorted(theses[i] for i, rank in enumerate(ranks(values)) if rank == 1))

    def order(values: Floats) -> Counter[tuple[int, int, int]]:
        pairs = combinations(range(len(theses)), 2)
        return Counter((i, j, int(np.sign(np.round(values[i] - values[j], DIGITS)))) for i, j in pairs)

    whole, first = order(total), leaders(total)
    return tuple(
        LeftOut(
            evidence=name,
            leaders=leaders(line),
            changed=leaders(line) != first,
            moved=(whole - order(line)).total(),
        )
        for name, line in zip(evidence, without, strict=True)
    )
