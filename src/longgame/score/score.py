"""Who was right: every forecast of a case scored against what happened, with receipts, as of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

import numpy as np

from longgame.case.case import Case
from longgame.case.forecasts import Forecast
from longgame.case.tables import Table
from longgame.core.hedges import DEFAULT, SCALES, normal, why_not, words
from longgame.core.made import Made
from longgame.score.ach import weigh
from longgame.score.baselines import BASELINES
from longgame.score.contradictions import listed, opposed
from longgame.score.groups import KEYS, grouped, side, unit
from longgame.score.hedges import losses
from longgame.score.ledger import Entry, entries
from longgame.score.measures import MEASURES
from longgame.score.paired import paired
from longgame.score.resolve import Found, resolve
from longgame.score.result import By, Loss, Method, Receipt, ScaleUsed, ScoreResult, UnknownHedge
from longgame.score.rules import OF_PROBABILITY, RULES

EVERY: tuple[By, ...] = tuple(KEYS)


def score(
    case: Case, scale: str = DEFAULT, by: Sequence[By] = EVERY, seed: int = 0, issued: Sequence[Forecast] = ()
) -> ScoreResult:
    """Resolve the questions of a case, score its forecasts, and set its theses side by side.

    Parameters
    ----------
    case : Case
        As of a day: ``case.as_of(day)``; else it is cut to the day up to which it was kept.
    scale : str
        By which hedge words stand for probabilities.
    by : sequence of str
        How forecasts are grouped; all of them together always are.
    seed : int
        Of the resamples for intervals and of consistency bands.
    issued : sequence of Forecast
        By the program's own engines; they stand beside those of the case, and in no figure of it. Of questions that are not there
        as of the day they are left out.

    Returns
    -------
    ScoreResult
        The same case, settings and seed give the same numbers, whatever the order of rows.

    Raises
    ------
    LonggameError
        If there is no such scale.
    """
    words(scale)
    day = case.day or case.newest
    whole = case if case.day is not None else case.as_of(day)
    found = resolve(whole)
    ledger = entries(whole, found, scale)
    beside = entries(replace(whole, forecasts=Table("forecasts", _there(whole, issued))), found, scale)
    settings: dict[str, str | int | float] = {"scale": scale, "by": ", ".join(by)}
    if beside:
        settings["models"] = sha256("\n".join(e.forecast.model_dump_json() for e in beside).encode()).hexdigest()
    return ScoreResult(
        made=Made(case=whole.about.id, digest=whole.digest, as_of=day, settings=settings, seed=seed),
        as_of=day,
        kept=whole.newest,
        title=whole.about.title,
        scale=ScaleUsed(**SCALES[scale]._asdict()),
        rules=tuple(Method(name=r.name, title=r.title, says=r.says, reference=r.reference) for r in RULES),
        measures=tuple(Method(name=m.name, title=m.title, says=m.says, reference=m.reference) for m in MEASURES),
        baselines=tuple(Method(name=b.name, title=b.title, says=b.says) for b in BASELINES),
        questions=tuple(f.state for f in found.values()),
        receipts=receipts(ledger, found),
        groups=tuple(grouped(ledger, tuple(dict.fromkeys(("all", *by))), seed)),
        due=tuple(name for name, f in found.items() if f.state.due),
        differences=tuple(name for name, f in found.items() if f.state.differs),
        early=tuple(name for name, f in found.items() if f.state.early),
        unknown_hedges=_unknown(ledger, scale),
        opposed=opposed(whole),
        contradictions=listed(whole),
        hypotheses=weigh(whole),
        model_receipts=receipts(beside, found),
        model_groups=tuple(g for g in grouped(beside, ("source",), seed) if g.by == "source"),
        paired=paired(ledger, beside, seed),
    )


def _there(case: Case, issued: Sequence[Forecast]) -> tuple[Forecast, ...]:
    """Return the forecasts by engines of questions that are there, made by the day of the case."""
    day = case.day or case.newest
    return tuple(f for f in issued if f.question in case.questions.by_key and f.date.last <= day)


def receipts(ledger: Sequence[Entry], found: Mapping[str, Found]) -> tuple[Receipt, ...]:
    """Return for every forecast what it was taken to say and how it did, in the order of the case.

    Parameters
    ----------
    ledger : sequence of Entry
    found : mapping
        From ``resolve``.
    """
    lost = _losses(ledger)
    return tuple(_receipt(entry, found[entry.question.id], loss) for entry, loss in zip(ledger, lost, strict=True))


def _losses(ledger: Sequence[Entry]) -> list[dict[str, Loss]]:
    """Return the losses of each forecast under each rule; those of categories are averaged by weight."""
    rows = [(i, *part) for i, entry in enumerate(ledger) for part in entry.parts]
    of = np.array([row[0] for row in rows], dtype=np.int64)
    low, mid, high, outcome, weight = np.array([row[1:] for row in rows], dtype=float).reshape(len(rows), 5).T
    found: list[dict[str, Loss]] = [{} for _ in ledger]
    for rule in OF_PROBABILITY:
        three = losses(rule, low, mid, high, outcome)
        columns = [np.round(np.bincount(of, column * weight, len(ledger)), 9).tolist() for column in three]
        for i in np.unique(of).tolist():
            # Of a hundred thousand forecasts, to check again what was just computed costs as much as to compute it.
            found[i][rule.name] = Loss.model_construct(best=columns[0][i], mid=columns[1][i], worst=columns[2][i])
    return found


def _receipt(entry: Entry, found: Found, lost: dict[str, Loss]) -> Receipt:
    forecast, question, hedge = entry.forecast, entry.question, entry.hedge
    return Receipt(
        forecast=forecast.id,
        question=question.id,
        source=forecast.forecaster,
        made=str(forecast.date),
        kind=forecast.kind,
        nature=question.nature,
        domain=question.domain,
        hedge=forecast.hedge,
        group_hedge=entry.group_hedge,
        horizon=entry.horizon,
        horizon_days=entry.days,
        says=forecast.says,
        speaks_of=forecast.answer,
        low=None if hedge is None else hedge.low,
        mid=None if hedge is None else hedge.mid,
        high=None if hedge is None else hedge.high,
        basis="" if hedge is None else hedge.basis,
        nearest="" if hedge is None else hedge.nearest,
        state=entry.state,
        why=entry.why,
        outcome=found.state.answer,
        right=side(entry),
        losses=lost,
        baselines={b.name: round(p, 9) for b, p in zip(BASELINES, entry.baseline, strict=False) if np.isfinite(p)},
        unit="" if entry.loss is None else unit(entry),
        crps=None if entry.loss is None else round(entry.loss, 9),
        crps_status_quo=None if entry.quo is None else round(entry.quo, 9),
    )


def _unknown(ledger: Sequence[Entry], scale: str) -> tuple[UnknownHedge, ...]:
    """Return the hedges that have no interval, with who used them; whether their questions are resolved or not."""
    users: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in ledger:
        forecast = entry.forecast
        if forecast.hedge and entry.hedge is None and not (forecast.quantiles or forecast.chances):
            users[normal(forecast.hedge), forecast.means].append(forecast.id)
    return tuple(
        UnknownHedge(hedge=word, why=why_not(word, scale, means), forecasts=tuple(users[word, means]))
        for word, means in sorted(users)
    )
