"""Find the forecasts that engines issued on a case's questions, and refuse what no longer follows from the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import ValidationError

import longgame
from longgame.case.case import Case
from longgame.case.forecasts import MODEL, Forecast
from longgame.case.proxies import Engine
from longgame.core.dates import Period
from longgame.core.errors import CaseError
from longgame.core.files import read_text
from longgame.core.words import many, when
from longgame.study.forecasts.inputs import inputs, wording
from longgame.study.forecasts.issue import days_of, rule_for
from longgame.study.forecasts.record import ForecastsResult, Issued

RESULTS, PATTERN = "results", "forecasts*.json"
MOST, LARGEST = 20, 16 * 1024 * 1024
COMMAND = "longgame forecast CASE -o CASE/results/forecasts.json"


@dataclass(frozen=True)
class Found:
    """Forecasts by engines that belong to a case as of a day.

    Attributes
    ----------
    forecasts : tuple of Forecast
        As rows that score beside those of the case.
    issued : mapping of str to Issued
        The same with what they rest on, by id of the forecast.
    says : mapping of (str, date) to str
        What each engine as of each day rests on.
    refused : tuple of str
        What was left out, a sentence each.
    told : tuple of str
        What is to be known of what was not left out, a sentence each.
    """

    forecasts: tuple[Forecast, ...] = ()
    issued: Mapping[str, Issued] = field(default_factory=dict)
    says: Mapping[tuple[Engine, date], str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def find(case: Case) -> Found:
    """Return the forecasts that were issued as of the day of a case or before, from files in its folder ``results``.

    Parameters
    ----------
    case : Case
        Cut to a day. A forecast as of a later day is not there; one whose engine would read something else of the case today, or
        whose question or proxy has changed, or which nobody else forecasts on that day any more, is refused and said so.
    """
    day = case.day or case.newest
    found: dict[str, Issued] = {}
    says: dict[tuple[Engine, date], str] = {}
    refused: list[str] = []
    told: list[str] = []
    fresh: dict[tuple[Engine, date], str] = {}
    for name, path in _files(case, refused):
        result = _read(name, path, refused)
        if result is None:
            continue
        if result.made.case != case.about.id:
            refused.append(f"{name}: these are forecasts on another case, {result.made.case}.")
            continue
        whole = _whole(case, result, day, fresh)
        stale: Counter[str] = Counter()
        told += _versions(name, result, whole)
        for one in (f for f in result.forecasts if f.day <= day and f.question in case.questions.by_key):
            alone = one.day not in days_of(case, case.questions.by_key[one.question])
            if alone and day < case.newest:  # those who forecast it then may not be known yet
                continue
            wrong = _stale(case, one, whole)
            if wrong:
                stale[wrong] += 1
            else:
                found.setdefault(_id(one), one)
        refused += [f"{name}: {many(n, 'forecast')} not used: {why}. Make them anew: {COMMAND}" for why, n in stale.items()]
        says |= {(run.engine, run.day): run.says for run in result.runs if (run.engine, run.day) in whole}
    return Found(tuple(_row(name, one) for name, one in found.items()), found, says, tuple(refused), tuple(told))


def _versions(name: str, result: ForecastsResult, whole: frozenset[tuple[Engine, date]]) -> list[str]:
    """Return a sentence where forecasts that are used were made by another version of the program."""
    now = f"longgame {longgame.__version__}"
    others = sorted({_plain(run.version) for run in result.runs if (run.engine, run.day) in whole} - {now})
    return [f"{name}: forecasts by {' and '.join(others)}; this is {now}, which may say otherwise. {COMMAND}"] if others else []


def _whole(
    case: Case, result: ForecastsResult, day: date, fresh: dict[tuple[Engine, date], str]
) -> frozenset[tuple[Engine, date]]:  # fmt: skip
    """Return the engines and days of which the case still reads the same."""
    whole = set()
    for run in result.runs:
        at = run.engine, run.day
        if run.day <= day:
            if at not in fresh:
                fresh[at] = inputs(case.as_of(run.day), run.engine)
            if fresh[at] == run.inputs:
                whole.add(at)
    return frozenset(whole)


def _stale(case: Case, one: Issued, whole: frozenset[tuple[Engine, date]]) -> str:
    """Return why a forecast does not belong to the case any more, nothing where it does."""
    if (one.engine, one.day) not in whole:
        return f"what {one.engine} reads of the case as of {when(one.day)} has changed since"
    question = case.questions.by_key[one.question]
    if one.day not in days_of(case, question):
        return "nobody else forecasts their questions on that day any more"
    rule, fit, _ = rule_for(case, question, one.engine)
    by = None if question.by is None else question.by.last
    return (
        ""
        if (rule, fit, by, wording(question)) == (one.rule, one.fit, one.by, one.asked)
        else "their questions or proxies have changed since"
    )


def _id(one: Issued) -> str:
    return f"{one.engine}.{one.question}.{one.day}"


def _row(name: str, one: Issued) -> Forecast:
    return Forecast(
        id=name, question=one.question, forecaster=f"{MODEL}{one.engine}", date=Period.of(one.day), answer="yes",
        probability=one.probability, says=one.says,
    )  # fmt: skip


def _files(case: Case, refused: list[str]) -> Iterator[tuple[str, Path]]:
    if case.folder is None:
        return
    try:
        there, root = sorted((case.folder / RESULTS).glob(PATTERN))[:MOST], case.folder.resolve()
        inside = [path.resolve().is_relative_to(root) for path in there]
    except (OSError, RuntimeError):
        refused.append(f"{RESULTS}: the folder cannot be read.")
        return
    for path, safe in zip(there, inside, strict=True):
        name = f"{RESULTS}/{_plain(path.name)}"
        if safe:
            yield name, path
        else:
            refused.append(f"{name}: this is a link that leads out of the case folder.")


def _read(name: str, path: Path, refused: list[str]) -> ForecastsResult | None:
    try:
        return ForecastsResult.model_validate_json(read_text(path, limit=LARGEST))
    except CaseError as error:
        refused.append(f"{name}: {error.problems[0].message}.")
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        refused.append(f"{name}: this is no result of longgame forecast ({_plain(place)}: {_plain(first['msg'])}).")
    except (RecursionError, ValueError):
        refused.append(f"{name}: this is no result of longgame forecast.")
    return None


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)[:200]
