"""Let the engines forecast the questions of a case, each as of the days on which others forecast it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

import longgame
from longgame.case.case import Case
from longgame.case.proxies import ANSWERS, ENGINES, Engine
from longgame.case.questions import Question
from longgame.case.rules import Atom, atoms, parse_rule
from longgame.core.errors import UsageError
from longgame.core.made import Made
from longgame.core.words import when
from longgame.score.verdict import Rows
from longgame.settle.study.result import SettleResult
from longgame.study.forecasts.chance import CannotError, Floats, chance
from longgame.study.forecasts.engines import CALIBRATED, Answers, Game, Plays, Settle, Track, known
from longgame.study.forecasts.inputs import inputs, wording
from longgame.study.forecasts.record import Fit, ForecastsResult, Issued, Run, Unanswered
from longgame.track.at_risk import record
from longgame.track.hazard import DRAWS as TRACK_DRAWS
from longgame.track.hazard import rates

SETTLE_DRAWS = 512
# No engine is surer than this: one answer in a thousand is left for what it does not know.
LEAST = 0.001
DIGITS = 6
Progress = Callable[[str, int, int], None]
NO_PLAY = "the long game was not solved as of that day"


@dataclass(frozen=True)
class Asked:
    """A question put to an engine as of a day, or why it cannot be.

    Attributes
    ----------
    rule, fit : str
        The question's own rule or that of a proxy.
    why : str
        Why it cannot be put; empty where it can.
    """

    question: Question
    engine: Engine
    day: date
    rule: str = ""
    fit: Fit = "own"
    why: str = ""


def issue(
    case: Case,
    engines: Sequence[Engine] = ENGINES,
    plays: Plays = lambda _case, _day: (None, NO_PLAY),
    seed: int = 0,
    progress: Progress = lambda _what, _done, _of: None,
) -> ForecastsResult:
    """Return what the engines forecast, and what they cannot.

    Parameters
    ----------
    case : Case
        As of a day: ``case.as_of(day)``; else it is cut to the day up to which it was kept. Nothing is forecast as of a later one.
    engines : sequence of str
    plays : callable
        Gives the result of the long game as of a day, from the case cut to it, or a clause that says why there is none.
    seed : int
        Of draws of the first two engines.
    progress : callable
        Called with what is being done, how many engines and days are done, and of how many.

    Returns
    -------
    ForecastsResult
        Frozen; each forecast from the case cut to its own day. The same case, settings and seed give the same figures.

    Raises
    ------
    UsageError
        If no engine is named, or the seed is negative.
    """
    if not engines or seed < 0:
        raise UsageError("name at least one engine" if not engines else f"the seed is {seed}; it is 0 or more")
    day = case.day or case.newest
    case = case if case.day is not None else case.as_of(day)
    asked = [one for engine in dict.fromkeys(engines) for one in _asked(case, engine)]
    batches: dict[tuple[Engine, date], list[Asked]] = defaultdict(list)
    for one in asked:
        if not one.why:
            batches[one.engine, one.day].append(one)
    runs: list[Run] = []
    issued: list[Issued] = []
    cannot = [Unanswered(question=a.question.id, engine=a.engine, day=a.day, why=a.why) for a in asked if a.why]
    for done, ((engine, on), some) in enumerate(sorted(batches.items(), key=lambda b: (ENGINES.index(b[0][0]), b[0][1]))):
        progress(f"{engine} as of {when(on)}", done, len(batches))
        then = case.as_of(on)
        answers, settings = _engine(engine, then, on, some, plays, seed)
        told = list(_issued(then, on, some, answers))
        issued += (one for one in told if isinstance(one, Issued))
        cannot += (one for one in told if isinstance(one, Unanswered))
        if any(isinstance(one, Issued) for one in told):
            runs.append(
                Run(
                    engine=engine, day=on, inputs=inputs(then, engine), version=f"longgame {longgame.__version__}",
                    seed=seed if engine != "play" else None, settings=settings, says=answers.says,
                )
            )  # fmt: skip
    order = {q.id: i for i, q in enumerate(case.questions)}
    return ForecastsResult(
        made=Made(case=case.about.id, digest=case.digest, as_of=day, seed=seed, settings={"engines": " ".join(engines)}),
        as_of=day,
        kept=case.newest,
        title=case.about.title,
        questions=len(case.questions),
        runs=tuple(runs),
        forecasts=tuple(sorted(issued, key=lambda f: (order[f.question], f.day, ENGINES.index(f.engine)))),
        unanswered=tuple(sorted(cannot, key=lambda f: (order[f.question], f.day, ENGINES.index(f.engine)))),
    )


def days_of(case: Case, question: Question) -> tuple[date, ...]:
    """Return the days on which others may first have forecast a question; of one that nobody forecast the day on which it opens."""
    made = {f.date.first for f in case.forecasts if f.question == question.id and not f.by_model}
    return tuple(sorted(made or {question.opens.first}))


def rule_for(case: Case, question: Question, engine: Engine) -> tuple[str, Fit, str]:
    """Return the rule by which an engine answers a question, how it fits, and why there is none; a proxy goes first."""
    if question.kind != "binary":
        return "", "own", f"it asks after a {question.kind}"
    if question.if_ is not None:
        return "", "own", "it is asked under a condition, which no engine takes in"
    proxy = next((p for p in case.proxies if (p.question, p.engine) == (question.id, engine)), None)
    if proxy is not None:
        return proxy.rule, proxy.fit, ""
    if question.rule.strip() and {a.noun for a in atoms(parse_rule(question.rule))} <= set(ANSWERS[engine]):
        return question.rule, "own", ""
    if not question.rule.strip():
        return "", "own", "it has no rule and no proxy"
    nouns = sorted({a.noun for a in atoms(parse_rule(question.rule))} - set(ANSWERS[engine]))
    return "", "own", f"its rule names what {engine} does not answer ({', '.join(nouns)}), and it has no proxy"


def _asked(case: Case, engine: Engine) -> Iterator[Asked]:
    for question in case.questions:
        rule, fit, why = rule_for(case, question, engine)
        for day in days_of(case, question):
            # Its first day may lie before that of the whole case, as of a month in which somebody wrote.
            yield Asked(question, engine, day, rule, fit, why)


def _engine(
    engine: Engine, case: Case, day: date, some: Sequence[Asked], plays: Plays, seed: int
) -> tuple[Answers, Mapping[str, str | int | float]]:  # fmt: skip
    """Return an engine as of a day, and its settings."""
    if engine == "track":
        seen = record(case, day)
        return Track(case, day, seen, rates(seen, TRACK_DRAWS, seed)), {"draws": TRACK_DRAWS}
    if engine == "settle":
        result, why = _settled(case, some, seed)
        return Settle(case, result, why), {"draws": SETTLE_DRAWS, "model": CALIBRATED}
    played, why = plays(case, day)
    settings = {} if played is None else {"made_by": played.made.by, "seed": played.made.seed or 0, **played.made.settings}
    return Game(case, played, why), settings


def _settled(case: Case, some: Iterable[Asked], seed: int) -> tuple[SettleResult | None, str]:
    from longgame.settle.study.settle import settle

    named = {a.id for one in some for a in atoms(parse_rule(one.rule))}
    there = {s.issue for s in case.stances}
    issues = [i.id for i in case.issues if i.id in named & there]
    if not issues:
        return None, "nobody's stance on it was coded by then"
    try:
        return settle(case, None, issues, (CALIBRATED,), SETTLE_DRAWS, seed), ""
    except UsageError as error:
        return None, str(error)


def _issued(case: Case, day: date, some: Sequence[Asked], answers: Answers) -> Iterator[Issued | Unanswered]:
    rows = Rows(case)
    for one in some:
        question = one.question
        limit = question.by.last if question.by is not None else date.max

        def of(atom: Atom, limit: date = limit) -> Floats:
            truth = known(rows, day, atom, limit)
            return answers.of(atom, limit) if truth is None else np.array([float(truth)])

        try:
            if limit < day:
                raise CannotError("its time was up")
            found = chance(parse_rule(one.rule), of)
            mean, low, high = answers.three(found) if len(found) > 1 or answers.name == "settle" else (float(found[0]), None, None)
        except CannotError as why:
            yield Unanswered(question=question.id, engine=one.engine, day=day, why=str(why))
            continue
        sides = (None if v is None else round(v, DIGITS) for v in (low, high))
        yield Issued(
            question=question.id, engine=one.engine, day=day, probability=round(min(max(mean, LEAST), 1 - LEAST), DIGITS),
            low=next(sides), high=next(sides), fit=one.fit, rule=one.rule,
            by=None if question.by is None else question.by.last, asked=wording(question), says=f"{one.engine}: {one.rule}",
        )  # fmt: skip
