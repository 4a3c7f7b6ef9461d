"""Tables of what the program's own engines forecast on the Union State, from the file that comes with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from longgame.case.load import load
from longgame.case.proxies import ENGINES
from longgame.score.result import ScoreResult
from longgame.score.score import score
from longgame.study.forecasts.find import find
from longgame.study.forecasts.record import ForecastsResult

CASE = Path(__file__).resolve().parents[2] / "cases" / "union-state"
FILE = CASE / "results" / "forecasts.json"
Tabulate = Callable[[tuple[str, ...], Sequence[tuple[str, ...]]], str]


@cache
def result() -> ForecastsResult:
    """Return the forecasts that come with the case."""
    return ForecastsResult.model_validate_json(FILE.read_text("utf-8"))


@cache
def scored() -> ScoreResult:
    """Return the scores of the case with them beside it."""
    case = load(CASE)
    then = case.as_of(case.newest)
    return score(then, by=("source",), issued=find(then).forecasts)


def answered(table: Tabulate) -> str:
    """Return how many questions each engine answers, by what rule."""
    rows = []
    for engine in ENGINES:
        fits = {f.question: f.fit for f in result().forecasts if f.engine == engine}
        count = Counter(fits.values())
        made = sum(f.engine == engine for f in result().forecasts)
        by = (str(count[fit]) for fit in ("own", "same", "near"))
        rows.append((f"`{engine}`", f"{len(fits)} of {result().questions}", *by, str(made)))
    head = ("engine", "questions answered", "by their own rule", "by a proxy that says the same", "by a proxy near it", "forecasts")
    return table(head, rows)


def unanswered(table: Tabulate) -> str:
    """Return why each engine does not answer the others, by number of questions."""
    told = {(f.question, f.engine) for f in result().forecasts}
    why = {(u.question, u.engine): _plain(u.why) for u in result().unanswered if (u.question, u.engine) not in told}
    reasons = Counter(why.values())
    rows = [
        (reason, *(str(sum(w == reason and e == engine for (_, e), w in why.items())) for engine in ENGINES))
        for reason, _ in reasons.most_common()
    ]
    return table(("why not", *(f"`{e}`" for e in ENGINES)), rows)


def _plain(why: str) -> str:
    """Return a reason without the rows that it names."""
    if "not known by then" in why:
        return "its rule names a date or a commitment that was not known by then"
    if why.startswith("its rule names"):
        return "its rule names rows that the engine does not answer, and it has no proxy"
    if why.startswith("the long game was not solved"):
        return "the long game was not solved as of that day"
    if why.startswith("fewer than two actors"):
        return "fewer than two actors had a coded stance by then"
    return why


def beside(table: Tabulate) -> str:
    """Return each engine beside all sources on the same questions."""
    rows = []
    for one in (p for p in scored().paired if p.source == "all"):
        ends = "" if one.ahead.low is None or one.ahead.high is None else f" ({one.ahead.low:+.2f} to {one.ahead.high:+.2f})"
        rows.append(
            (
                f"`{one.model.removeprefix('model:')}`", f"{one.nature}s", str(one.n), f"{one.source_loss:.2f}",
                f"{one.model_loss:.2f}", f"{one.ahead.value:+.2f}{ends}",
            )
        )  # fmt: skip
    return table(("engine", "of", "pairs", "Brier score of the sources", "of the engine", "engine ahead by (95 %)"), rows)
