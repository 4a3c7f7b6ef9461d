"""Run what the report shows of bargaining. Loading this loads the models, which takes a second or more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from longgame.case.case import Case
from longgame.core.errors import UsageError
from longgame.report.bargain.record import CALIBRATED, MEAN, Advice, Bargained, Driver, Pull, Scenario, Then
from longgame.report.bargain.then import then
from longgame.settle.encode import Encoded, encode
from longgame.settle.library import BY_NAME, MODELS
from longgame.settle.study.compiled import keep_compiled
from longgame.settle.study.levers import levers
from longgame.settle.study.result import IssueForecast
from longgame.settle.study.scenarios import compare
from longgame.settle.study.settle import OTHER_READINGS, settle
from longgame.settle.study.story import story
from longgame.settle.study.tornado import tornado

Progress = Callable[[str, int, int], None]
# Enough for whole points: with 128 draws the ends of an 80 % interval are known to about two.
DRAWS, COMPARED = 128, 64
SEED = 0
WORKERS = 2
# These take seconds for draws; in the report they are run at the best judgements alone.
SLOW = ("spatial_politics", "exchange", "equal_gain")
DRIVERS, LEVERS = 8, 2
STEPS = "bargaining"


def compute(case: Case, day: date, progress: Progress) -> Bargained:
    """Return what the models make of a case as of a day.

    Raises
    ------
    UsageError
        Nobody to bargain, or no coder.
    """
    keep_compiled()
    encoded = encode(case, day)
    fast = tuple(m.name for m in MODELS if m.name not in (*SLOW, *OTHER_READINGS))
    of = len(fast) + len(SLOW) + 4

    def told(offset: int) -> Callable[[str, int, int], None]:
        return lambda what, done, _of: progress(f"{STEPS}: {what.lower()}", min(offset + done, of), of)

    progress(STEPS, 0, of)
    drawn = settle(case, day, models=fast, draws=DRAWS, seed=SEED, workers=WORKERS, progress=told(0))
    best = settle(case, day, models=SLOW, draws=0, seed=SEED, workers=WORKERS, progress=told(len(fast)))
    progress(f"{STEPS}: what drives it", of - 4, of)
    mean = BY_NAME[MEAN]
    drivers = {i: _drivers(encoded, i) for i in encoded.issues}
    pulls = {i: tuple(Pull.model_validate(p.model_dump()) for p in story(encoded, mean, i).pulls) for i in encoded.issues}
    progress(f"{STEPS}: levers", of - 3, of)
    leaders = _leaders(case, encoded)
    advice = _advice(encoded, leaders)
    progress(f"{STEPS}: scenarios", of - 2, of)
    compared = compare(encoded, list(case.scenarios), [mean, BY_NAME[CALIBRATED]], DRAWS, SEED) if len(case.scenarios) else ()
    progress(f"{STEPS}: past days", of - 1, of)
    return Bargained(
        draws=DRAWS,
        seed=SEED,
        says=drawn.says,
        issues=tuple(_both(one, other) for one, other in zip(drawn.issues, best.issues, strict=True)),
        models=(*drawn.models, *best.models),
        without_draws=SLOW,
        exchanges=best.exchanges,
        effects=best.effects,
        left_out=drawn.left_out,
        leaders=leaders,
        drivers=drivers,
        pulls=pulls,
        advice=advice,
        scenarios=tuple(Scenario.model_validate(s.model_dump()) for s in compared),
        compared_draws=COMPARED,
        then=_then(case, day, encoded),
    )


def _both(one: IssueForecast, other: IssueForecast) -> IssueForecast:
    return one.model_copy(update={"models": (*one.models, *other.models)})


def _drivers(encoded: Encoded, issue: str) -> tuple[Driver, ...]:
    bars = tornado(encoded, BY_NAME[MEAN], issue).bars
    return tuple(Driver.model_validate(b.model_dump()) for b in bars[:DRIVERS] if b.swing)


def _leaders(case: Case, encoded: Encoded) -> tuple[str, ...]:
    """Return for the patron and the client, or the first two parties, the actor who brings most on average."""
    parties = sorted(case.about.parties, key=lambda p: p.role not in ("patron", "client"))[:2]
    party = {a.id: a.party for a in case.actors}
    found = []
    for one in parties:
        mine = [k for k, a in enumerate(encoded.actors) if party.get(a) == one.id]
        if mine:
            brings = {k: float(encoded.capability.best[k, encoded.present[k]].mean()) for k in mine}
            found.append(encoded.actors[max(mine, key=lambda k: brings[k])])
    return tuple(found)


def _advice(encoded: Encoded, leaders: Sequence[str]) -> tuple[Advice, ...]:
    made = []
    for actor in leaders:
        for issue in encoded.issues:
            if encoded.present[encoded.actors.index(actor), encoded.issues.index(issue)]:
                found = Advice.model_validate(levers(encoded, BY_NAME[MEAN], issue, actor, COMPARED, SEED).model_dump())
                made.append(found.model_copy(update={"levers": found.levers[:LEVERS]}))
    return tuple(made)


def _then(case: Case, day: date, encoded: Encoded) -> tuple[Then, ...]:
    problems = []
    for past in [d for d in case.about.days_to_settle if d < day]:
        try:
            problems.append(encode(case.as_of(past), past))
        except UsageError:  # nobody to bargain yet
            continue
    return then([*problems, encoded])
