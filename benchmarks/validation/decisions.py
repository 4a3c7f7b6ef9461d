"""How well every model did on decisions of the European Union with known outcomes."""

from __future__ import annotations

from benchmarks.validation.page import Data, paragraphs, table
from longgame.settle.library import BY_NAME
from longgame.settle.study.backtest import BacktestResult, backtest
from longgame.settle.study.decisions import read
from longgame.settle.study.scores import Difference

TITLE = "Decisions with known outcomes"
DRAWS = 200


def section(data: Data) -> str:
    """Return the section."""
    result = backtest(read(data.file("deu", "deu_to_2004.json")), draws=DRAWS, workers=2)
    return paragraphs(_intro(result), _points(result), _distributions(result), _limits())


def _intro(result: BacktestResult) -> str:
    test, half = result.test, result.half_width
    return (
        f"{test.issues} issues in {test.proposals} legislative proposals of the European Union up to 2004, with positions, "
        "saliences and outcomes as experts gave them (Thomson et al. 2006, 2012; Arregui and Perarnaud 2021, "
        "doi:10.34810/data53); capabilities from voting weights. The terms of the data are not verified, so they are not "
        f"shipped; the file has the SHA-256 `{test.digest[:16]}…`. The command is `longgame backtest deu_to_2004.json --draws "
        f"{result.draws}`. What is learned is learned {result.learned}. Distributions of models that give points come from "
        f"{result.draws} draws of the stances, Beta-PERT, position and salience ± {half['position']:.0f} and "
        f"{half['salience']:.0f} points, capability ± {half['capability']:.0f} %. Brackets are 95 % intervals over resampled "
        "proposals."
    )


def _points(result: BacktestResult) -> str:
    ordered = sorted(result.models.items(), key=lambda pair: (pair[1].mae is None, pair[1].mae))
    rows = [
        (
            f"`{name}`", _title(name), s.n, s.failed, _number(s.mae), _apart(s.mae_difference), _number(s.rmse),
            _number(s.median_error),
            *(_percent(None if s.hits is None else s.hits[k]) for k in ("5", "10", "20")),
        )
        for name, s in ordered
    ]  # fmt: skip
    header = (
        "model", "what", "n", "failed", "mean error", "against compromise", "root mean square", "median error",
        "within 5", "within 10", "within 20",
    )  # fmt: skip
    return paragraphs("### Points", table(header, rows, left=2), _losers(result))


def _losers(result: BacktestResult) -> str:
    scored = {name: s for name, s in result.models.items() if s.mae_difference is not None}
    worse = [name for name, s in scored.items() if s.mae_difference is not None and s.mae_difference.low > 0]
    better = [name for name, s in scored.items() if s.mae_difference is not None and s.mae_difference.high < 0]
    named = ", ".join(f"`{n}`" for n in better) or "none"
    return (
        f"Of {len(scored)} models, {len(worse)} have a larger mean error than the compromise model with an interval that leaves "
        f"out 0, {len(better)} a smaller one ({named}), and for {len(scored) - len(worse) - len(better)} the interval holds 0. A "
        "strategic model may be worth its trouble on other grounds (why, who moves, which trade); it is not therefore the better "
        "forecast."
    )


def _distributions(result: BacktestResult) -> str:
    ordered = sorted(((n, s) for n, s in result.models.items() if s.crps is not None), key=lambda pair: pair[1].crps or 0.0)
    rows = [
        (
            f"`{name}`", s.n, _number(s.crps), _apart(s.crps_difference),
            *(f"{_percent(s.coverage[k])} ({s.width[k]:.0f})" if s.coverage and s.width else "" for k in ("50", "80", "90")),
        )
        for name, s in ordered
    ]  # fmt: skip
    header = ("model", "n", "CRPS", "against scaled residuals", "50 % covers (width)", "80 % covers (width)", "90 % covers (width)")
    return paragraphs("### Distributions", table(header, rows))


def _limits() -> str:
    return paragraphs(
        "### Limits",
        "The form of `ensemble` (three features, their offset, how the two countings of weight are mixed, the loss) was chosen "
        "while looking at these same decisions; only its coefficients and levels are learned without the proposal that is "
        "forecast. Of about sixty forms tried, the scores ran from 16.2 to 18.3; points of eight models as further features "
        "made it worse (16.6). A test on decisions that were not looked at is the one that counts. All are decisions of one "
        "institution under formal rules with many actors; nothing here says how the models do between two states.",
    )


def _title(name: str) -> str:
    return BY_NAME[name].title if name in BY_NAME else "learned or taken from positions alone"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f} %"


def _apart(apart: Difference | None) -> str:
    return "" if apart is None else f"{apart.difference:+.2f} [{apart.low:+.2f}, {apart.high:+.2f}]"
