"""Run what the report shows of bargaining. Loading this loads the models, which takes a second or more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from threading import Lock
from typing import TypeVar

from longgame.case.case import Case
from longgame.case.record import Record
from longgame.core.errors import UsageError
from longgame.core.threads import threads
from longgame.report.bargain.across import across
from longgame.report.bargain.record import CALIBRATED, MEAN, Advice, Bargained, Driver, Pull, Scenario, TradeThen
from longgame.report.bargain.then import TRADER, Traded, forecast, then, traded
from longgame.settle.encode import Encoded, encode
from longgame.settle.library import BY_NAME, MODELS
from longgame.settle.study.compiled import keep_compiled
from longgame.settle.study.levers import levers
from longgame.settle.study.result import IssueForecast
from longgame.settle.study.scenarios import compare
from longgame.settle.study.settle import OTHER_READINGS, note, settle
from longgame.settle.study.story import story
from longgame.settle.study.tornado import tornado

Progress = Callable[[str, int, int], None]
T = TypeVar("T")
# Enough for whole points: with 128 draws the ends of an 80 % interval are known to about two.
DRAWS, COMPARED = 128, 64
SEED = 0
WORKERS = 2
# These take seconds for draws; in the report they are run at the best judgements alone.
SLOW = ("spatial_politics", "equal_gain")
DRIVERS, LEVERS, TRADES = 8, 2, 4
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
    past, mean, leaders = _past(case, day), BY_NAME[MEAN], _leaders(case, encoded)
    fast = tuple(m.name for m in MODELS if m.name not in (*SLOW, TRADER, *OTHER_READINGS))
    told = _Told(progress, of=len(fast) + len(SLOW) + 6)
    with threads(WORKERS) as pool:
        # The longest first, so that the last to end is a short one.
        drawn = pool.submit(settle, case, day, models=fast, draws=DRAWS, seed=SEED, progress=told.model)
        best = pool.submit(settle, case, day, models=SLOW, draws=0, seed=SEED, progress=told.model)
        trading = pool.submit(told.after("exchanges"), lambda: traded([*past, encoded], _ids(case.actors), _ids(case.issues)))
        advice = pool.submit(told.after("levers"), lambda: _advice(encoded, leaders))
        compared = pool.submit(told.after("scenarios"), lambda: _compared(case, encoded))
        pulls = pool.submit(told.after("who pulls"), lambda: {i: story(encoded, mean, i).pulls for i in encoded.issues})
        drivers = pool.submit(told.after("what drives it"), lambda: {i: _drivers(encoded, i) for i in encoded.issues})
        days = pool.submit(told.after("past days"), lambda: then([*past, encoded]))
    base, slow, traders = drawn.result(), best.result(), trading.result()
    return Bargained(
        draws=DRAWS,
        seed=SEED,
        says=base.says,
        issues=tuple(_all(one, other, traders[-1]) for one, other in zip(base.issues, slow.issues, strict=True)),
        models=(*base.models, *slow.models, note(BY_NAME[TRADER])),
        without_draws=(*SLOW, TRADER),
        exchanges=(*traders[-1].exchanges, *slow.exchanges),
        left_out=base.left_out,
        leaders=leaders,
        drivers=drivers.result(),
        pulls={i: tuple(Pull.model_validate(p.model_dump()) for p in found) for i, found in pulls.result().items()},
        advice=advice.result(),
        scenarios=compared.result(),
        compared_draws=COMPARED,
        then=days.result(),
        trades_then=_across(case, traders[:-1]),
    )


class _Told:
    """Counts what is done, from whichever thread, and tells it."""

    def __init__(self, progress: Progress, of: int) -> None:
        self.progress, self.of, self.done, self.lock = progress, of, 0, Lock()
        progress(STEPS, 0, of)

    def step(self, what: str) -> None:
        with self.lock:
            self.done += 1
            self.progress(f"{STEPS}: {what}", self.done, self.of)

    def model(self, title: str, _done: int, _of: int) -> None:
        self.step(title.lower())

    def after(self, what: str) -> Callable[[Callable[[], T]], T]:
        """Return what runs something and then tells that it is done."""

        def run(make: Callable[[], T]) -> T:
            made = make()
            self.step(what)
            return made

        return run


def _ids(rows: Iterable[Record]) -> list[str]:
    return [row.key for row in rows]


def _compared(case: Case, encoded: Encoded) -> tuple[Scenario, ...]:
    if not len(case.scenarios):
        return ()
    found = compare(encoded, list(case.scenarios), [BY_NAME[MEAN], BY_NAME[CALIBRATED]], DRAWS, SEED)
    return tuple(Scenario.model_validate(s.model_dump()) for s in found)


def _all(one: IssueForecast, other: IssueForecast, trader: Traded) -> IssueForecast:
    traded = forecast(trader, one.id, [p.at for p in one.scale])
    return one.model_copy(update={"models": (*one.models, *other.models, traded)})


# Parameters that are named keep everybody in place, so that all issues have one shape and are compiled once.
def _drivers(encoded: Encoded, issue: str) -> tuple[Driver, ...]:
    bars = tornado(encoded, BY_NAME[MEAN], issue, BY_NAME[MEAN].params).bars
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
    made, mean = [], BY_NAME[MEAN]
    for actor in leaders:
        for issue in encoded.issues:
            if encoded.present[encoded.actors.index(actor), encoded.issues.index(issue)]:
                found = Advice.model_validate(levers(encoded, mean, issue, actor, COMPARED, SEED, params=mean.params).model_dump())
                made.append(found.model_copy(update={"levers": found.levers[:LEVERS]}))
    return tuple(made)


def _past(case: Case, day: date) -> list[Encoded]:
    problems = []
    for past in [d for d in case.about.days_to_settle if d < day]:
        try:
            problems.append(encode(case.as_of(past), past))
        except UsageError:  # nobody to bargain yet
            continue
    return problems


def _across(case: Case, days: Sequence[Traded]) -> tuple[TradeThen, ...]:
    """Return the best exchanges of each day between two parties, on issues that different ones ask for."""
    kept = [(d.day, [e for e in d.exchanges if across(case, e)][:TRADES]) for d in days]
    return tuple(TradeThen(day=day, found=e) for day, found in kept for e in found)
