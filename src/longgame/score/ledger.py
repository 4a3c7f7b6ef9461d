"""Forecasts beside what they were taken to say and how their questions came out, as arrays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from longgame.case.case import Case
from longgame.case.forecasts import Forecast, chances_of, quantiles_of
from longgame.case.questions import NONE, Question
from longgame.core.dates import Period
from longgame.core.hedges import Hedge, head, look_up, why_not
from longgame.score.baselines import BASELINES, Asked
from longgame.score.resolve import Found
from longgame.score.rules.base import Floats
from longgame.score.rules.crps import crps

NATURES = ("trend", "event")
HALF = 0.5
# From the day of the forecast to the last day of the question.
HORIZONS = ((183, "up to 6 months"), (366, "6 to 12 months"), (731, "1 to 2 years"), (1 << 40, "over 2 years"))
_MOST = tuple(most for most, _ in HORIZONS)
NO_END = "no end named"
STATED = "stated probability"
QUANTILES = "quantiles"
CHANCES = "chances of categories"
NO_WORD = "none"


class Entry(NamedTuple):
    """One forecast as it is scored.

    Attributes
    ----------
    forecast : Forecast
    question : Question
    hedge : Hedge or None
        Interval of the probability of the answer that it speaks of.
    state, why : str
        As in ``Receipt``.
    outcome : float or None
        Whether the answer spoken of came true: 1, 0 or a share.
    parts : tuple of (float, float, float, float, float)
        Of each thing that is scored: low, mid, high, outcome, weight. One for an answer; one for each category, of weights
        that add up to 1, where chances were given.
    baseline : tuple of float
        Probability that each of ``BASELINES`` gives to the answer; NaN where it says nothing.
    loss, quo : float or None
        Of a number or a date: its CRPS, and that of the status quo.
    """

    forecast: Forecast
    question: Question
    hedge: Hedge | None
    state: str
    why: str
    outcome: float | None
    parts: tuple[tuple[float, float, float, float, float], ...] = ()
    baseline: tuple[float, ...] = ()
    loss: float | None = None
    quo: float | None = None

    @property
    def group_hedge(self) -> str:
        """What stands for its hedge in groups; what it states as a number goes before its words."""
        if self.forecast.quantiles:
            return QUANTILES
        if self.forecast.chances:
            return CHANCES
        if self.forecast.probability is not None or (self.hedge is not None and self.hedge.basis == "stated"):
            return STATED
        return head(self.forecast.hedge, self.forecast.means) or NO_WORD

    @property
    def days(self) -> int | None:
        """Days from its making to the last day of the question."""
        return None if self.question.by is None else (self.question.by.last - self.forecast.date.last).days

    @property
    def horizon(self) -> str:
        """Name of the stretch that this is."""
        days = self.days
        return NO_END if days is None else HORIZONS[bisect_left(_MOST, days)][1]


def entries(case: Case, found: Mapping[str, Found], scale: str) -> list[Entry]:
    """Return every forecast of the case with what it is taken to say.

    Parameters
    ----------
    case : Case
        As of a day.
    found : mapping
        From ``resolve``.
    scale : str
        Of hedge words.
    """
    questions = case.questions.by_key
    guesses = _baselines(case.questions, found)
    return [_entry(f, questions[f.question], found[f.question], guesses[f.question], scale) for f in case.forecasts]


def _baselines(questions: Sequence[Question], found: Mapping[str, Found]) -> dict[str, tuple[float, ...]]:
    """Return by question the probability of yes of each baseline; of questions of another kind nothing."""
    binary = [q for q in questions if q.kind == "binary"]
    share = np.array([np.nan if (s := found[q.id].share) is None else s for q in binary])
    quo = np.array([{"yes": 1.0, "no": 0.0}.get(q.status_quo, np.nan) for q in binary])
    nature = np.array([NATURES.index(q.nature) for q in binary], dtype=np.int64)
    table = np.array([b.of(Asked(share, nature, quo)) for b in BASELINES]).T.reshape(len(binary), len(BASELINES))
    nothing = (float("nan"),) * len(BASELINES)
    return {q.id: nothing for q in questions} | {q.id: tuple(row) for q, row in zip(binary, table.tolist(), strict=True)}


def _entry(forecast: Forecast, question: Question, found: Found, guesses: tuple[float, ...], scale: str) -> Entry:
    hedge = _hedge(forecast, scale)
    state = found.state.state
    if state in ("open", "void"):
        return Entry(forecast, question, hedge, state, found.state.because, None)
    why = _not_scored(forecast, question, found, hedge, scale)
    outcome = _outcome(forecast, question, found)
    if why:
        return Entry(forecast, question, hedge, "not_scored", why, outcome)
    entry = Entry(forecast, question, hedge, "scored", "", outcome)
    if question.kind in ("number", "date"):
        loss, quo = _quantity(forecast, question, found)
        return entry._replace(loss=loss, quo=quo)
    if forecast.chances:
        return entry._replace(parts=_categories(forecast, question, found), baseline=(float("nan"),) * len(BASELINES))
    assert hedge is not None and outcome is not None  # noqa: PT018 - else it has a reason not to be scored
    spoken = guesses if forecast.answer != "no" else tuple(1 - g for g in guesses)
    return entry._replace(parts=((hedge.low, hedge.mid, hedge.high, outcome, 1.0),), baseline=spoken)


def _hedge(forecast: Forecast, scale: str) -> Hedge | None:
    if forecast.probability is not None:
        return Hedge(forecast.probability, forecast.probability, forecast.probability, "stated")
    return look_up(forecast.hedge, scale, forecast.means) if forecast.hedge else None


def _not_scored(forecast: Forecast, question: Question, found: Found, hedge: Hedge | None, scale: str) -> str:
    if found.on is not None and found.on.last < forecast.date.first:
        return "made after the question was decided"
    if question.kind in ("number", "date"):
        return _no_loss(forecast, question, found)
    if forecast.chances or hedge is not None:
        return ""
    if forecast.kind == "commitment" and not forecast.hedge:
        return "a promise with a date, without a probability"
    return why_not(forecast.hedge, scale, forecast.means)


def _no_loss(forecast: Forecast, question: Question, found: Found) -> str:
    if not (forecast.quantiles or forecast.answer):
        return "neither quantiles nor a value"
    never = NONE in (found.value, forecast.answer)
    if forecast.quantiles and question.kind == "date":
        never |= any(value is None for _, value in quantiles_of(forecast, question))
    # How much too late, if there is no day by which?
    return "not in time, and the question names no day" if never and question.by is None else ""


def _outcome(forecast: Forecast, question: Question, found: Found) -> float | None:
    if question.kind == "binary" and found.share is not None:
        return found.share if forecast.answer != "no" else 1 - found.share
    if question.kind == "category" and forecast.answer:
        return float(question.read(forecast.answer) == found.value)
    return None


def _categories(forecast: Forecast, question: Question, found: Found) -> tuple[tuple[float, float, float, float, float], ...]:
    """Each category is a question of its own; their losses are averaged, which keeps a proper rule proper."""
    chances = chances_of(forecast, question)
    return tuple((p, p, p, float(name == found.value), 1 / len(chances)) for name, p in chances.items())


def _quantity(forecast: Forecast, question: Question, found: Found) -> tuple[float, float | None]:
    """Return the loss of quantiles, or of a single value as the median, and that of the status quo."""
    outcome = np.array(_place(question, found.value))
    if forecast.quantiles:
        levels, values = zip(*quantiles_of(forecast, question), strict=True)
    else:
        levels, values = (HALF,), (question.read(forecast.answer),)
    loss = crps(np.array([_place(question, v) for v in values]), np.array(levels), outcome)
    quo = None
    if question.status_quo and (question.status_quo != NONE or question.by is not None):
        quo = float(crps(np.array([_place(question, question.read(question.status_quo))]), np.array([HALF]), outcome))
    return float(loss), quo


def _place(question: Question, value: object) -> float:
    """Return a number as it is and a date as the number of its middle day; what does not come in time comes the day after."""
    if question.kind == "number":
        return float(value)  # type: ignore[arg-type]
    end = question.by.last.toordinal() + 1 if question.by is not None else date.max.toordinal()  # nothing is later then
    if value is None or value == NONE:
        return float(end)
    assert isinstance(value, Period)
    return min((value.first.toordinal() + value.last.toordinal()) / 2, float(end))


class Arrays(NamedTuple):
    """What is scored of some forecasts; a forecast of categories has several rows.

    Attributes
    ----------
    low, mid, high, outcome, weight : arrays, shape (n,)
    baseline : array, shape (n, baselines)
    entry, question, source : int arrays, shape (n,)
        Number of the forecast in the list given, of its question and of its source.
    """

    low: Floats
    mid: Floats
    high: Floats
    outcome: Floats
    weight: Floats
    baseline: Floats
    entry: NDArray[np.int64]
    question: NDArray[np.int64]
    source: NDArray[np.int64]


def arrays(listed: Sequence[Entry]) -> Arrays:
    """Return as arrays what is scored by probabilities of some forecasts.

    Parameters
    ----------
    listed : sequence of Entry
    """
    rows = [(*part, i) for i, entry in enumerate(listed) for part in entry.parts]
    table = np.array([row[:5] for row in rows], dtype=float).reshape(len(rows), 5)
    at = np.array([row[5] for row in rows], dtype=np.int64)
    questions = _numbers([e.question.id for e in listed])
    sources = _numbers([e.forecast.forecaster for e in listed])
    guesses = np.array([listed[i].baseline for i in at], dtype=float).reshape(len(rows), len(BASELINES))
    low, mid, high, outcome, weight = table.T
    return Arrays(low, mid, high, outcome, weight, guesses, at, questions[at], sources[at])


def _numbers(names: Sequence[str]) -> NDArray[np.int64]:
    ids = {name: i for i, name in enumerate(sorted(set(names)))}
    return np.array([ids[name] for name in names], dtype=np.int64)
