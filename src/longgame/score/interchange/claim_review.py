"""Resolved forecasts as ClaimReview in JSON-LD, which search engines and archives of fact checks read."""

from __future__ import annotations

import json
from typing import Any

from longgame.case.case import Case
from longgame.case.forecasts import Forecast
from longgame.core.dates import Period
from longgame.core.words import many
from longgame.score.ledger import HALF
from longgame.score.result import QuestionState, Receipt, ScoreResult

BEST, WORST = 5, 1
VERDICTS = {True: "came out as said", False: "came out otherwise", None: "came out in part"}


def to_claim_review(case: Case, result: ScoreResult, address: str = "") -> str:
    """Return a ClaimReview (schema.org) for every resolved forecast by somebody that takes a side, as JSON-LD.

    A forecast whose words allow both less and more than 50 % claims nothing that could be reviewed, and is left out; so are
    models', and those of void and open questions. The claim is in the coder's words, never in the author's.

    Parameters
    ----------
    case : Case
        As of the day of the result.
    result : ScoreResult
    address : str
        Of the page on which the reviews are to stand; each gets it with its own fragment. Google requires one.
    """
    states = {state.id: state for state in result.questions}
    graph = []
    for forecast, receipt in zip(case.forecasts, result.receipts, strict=True):
        state = states[forecast.question]
        true = rated(receipt, state)
        if true is not None and not forecast.by_model:
            graph.append(_review(case, result, forecast, receipt, state, true, address))
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def lost(case: Case, result: ScoreResult) -> tuple[str, ...]:
    """Return what the file does not hold of the case, in clauses."""
    states = {state.id: state for state in result.questions}
    pairs = [(r, states[r.question]) for f, r in zip(case.forecasts, result.receipts, strict=True) if not f.by_model]
    unrated = [state.state for receipt, state in pairs if rated(receipt, state) is None]
    undecided = sum(state != "resolved" for state in unrated)
    found = [
        (undecided, "left out, of questions that are open or void"),
        (len(unrated) - undecided, "left out, having said nothing that takes a side after yes or no"),
    ]
    return tuple(f"{many(n, 'forecast')} {says}" for n, says in found if n)


def rated(receipt: Receipt, state: QuestionState) -> float | None:
    """Return how far what was said came true, 0 to 1; None where nothing was said that could be reviewed.

    Parameters
    ----------
    receipt : Receipt
    state : QuestionState
        Of its question.
    """
    if state.state != "resolved" or state.share is None or receipt.speaks_of not in ("yes", "no"):
        return None
    came = state.share if receipt.speaks_of == "yes" else 1 - state.share
    if receipt.low is None or receipt.high is None:
        return came if not receipt.hedge else None
    if receipt.low <= HALF <= receipt.high:
        return None
    return came if receipt.low > HALF else 1 - came


def _review(
    case: Case, result: ScoreResult, forecast: Forecast, receipt: Receipt, state: QuestionState, true: float, address: str
) -> dict[str, Any]:
    whole = {1.0: True, 0.0: False}.get(true)
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "@id": f"{address}#{forecast.id}",
        "datePublished": result.as_of.isoformat(),
        "author": {"@type": "Organization", "name": ", ".join(c.name for c in case.about.coders) or case.about.title},
        "claimReviewed": forecast.says,
        "itemReviewed": _claim(case, forecast),
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": round(WORST + (BEST - WORST) * true, 2),
            "bestRating": BEST,
            "worstRating": WORST,
            "alternateName": VERDICTS[whole],
            "ratingExplanation": _explained(receipt, state),
        },
    }
    return review | ({"url": review["@id"]} if address else {})


def _claim(case: Case, forecast: Forecast) -> dict[str, Any]:
    source = case.sources.by_key.get(forecast.source[0]) if forecast.source else None
    publisher = source.publisher if source is not None else ""
    claim: dict[str, Any] = {
        "@type": "Claim",
        "author": _author(case, forecast.forecaster, publisher),
        "datePublished": _iso(forecast.date),
    }
    if source is not None:
        work = {"name": source.title, "url": source.url, "publisher": publisher}
        claim["firstAppearance"] = {"@type": "CreativeWork"} | {name: value for name, value in work.items() if value}
    return claim


def _author(case: Case, name: str, publisher: str) -> dict[str, str]:
    """Return who made a forecast: the actor, or the publisher of the thesis."""
    actor = case.actors.by_key.get(name)
    if actor is not None:
        return {"@type": "Person" if actor.kind == "person" else "Organization", "name": actor.name}
    return {"@type": "Organization", "name": publisher or name}


def _iso(period: Period) -> str:
    """Return a day, month or year as ISO 8601; of any other period the first day."""
    return (
        period.text if len(period.text) in (4, 7, 10) and "Q" not in period.text and "H" not in period.text else str(period.first)
    )


def _explained(receipt: Receipt, state: QuestionState) -> str:
    how = "without a hedge"
    if receipt.low is not None and receipt.high is not None:
        words = f"“{receipt.hedge}”, read as " if receipt.hedge else ""
        how = f"{words}{100 * receipt.low:.0f} to {100 * receipt.high:.0f} %"
    partly = "" if state.share in (0.0, 1.0) or state.share is None else f" ({100 * state.share:.0f} % of a yes)"
    doubt = f" Doubtful: {state.doubt}" if state.doubt else ""
    return f"{state.text} Said of {receipt.speaks_of}: {how}. Resolved {state.answer}{partly}: {state.because}{doubt}"
