"""What changed between two scorings of a case: which questions came out otherwise, and what that did to whom.

A resolution that is added stands in the trail of its question. One that is edited in place leaves no trace in the file; it shows
here, where the scores are set beside those of an earlier scoring.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from longgame.core.words import many, when
from longgame.score.digits import rounded
from longgame.score.result import AnswerChange, QuestionState, Receipt, ScoreResult, Since, SourceChange, Standing

MOST = 12  # named in a sentence, or sentences of one kind


def standing(result: ScoreResult) -> Standing:
    """Return what a later scoring is compared with: how every question stood, and what every forecast cost.

    Parameters
    ----------
    result : ScoreResult
    """
    losses: dict[str, list[float]] = defaultdict(list)
    for receipt in result.receipts:
        brier = receipt.losses.get("brier")
        if brier is not None:
            losses[f"{receipt.nature} {receipt.source}"].append(brier.mid)
    return Standing(
        made=result.made,
        scale=result.scale.id,
        questions={q.id: stands(q) for q in result.questions},
        asked={r.forecast: r.question for r in result.receipts},
        losses={r.forecast: _loss(r) for r in result.receipts},
        sources={name: (rounded(sum(some) / len(some)), len(some)) for name, some in losses.items()},
    )


def stands(state: QuestionState) -> str:
    """Return how a question stands in a word or two: 'yes', 'partly (0.25)', 'void', 'open'."""
    if state.state != "resolved":
        return state.state
    return f"{state.answer} ({state.share:g})" if state.share is not None and 0 < state.share < 1 else str(state.answer)


def _loss(receipt: Receipt) -> float | None:
    brier = receipt.losses.get("brier")
    return receipt.crps if brier is None else brier.mid


def since(before: Standing, now: Standing) -> Since:
    """Return what changed between two scorings.

    Parameters
    ----------
    before, now : Standing
        Of one case and one scale.
    """
    both = [name for name in now.questions if name in before.questions]
    other = {name for name in both if now.questions[name] != before.questions[name]}
    moved = {
        name for name, loss in now.losses.items()
        if name in before.losses and (before.losses[name] != loss or now.asked[name] in other)
    }  # fmt: skip
    return Since(
        made=before.made,
        answers=tuple(
            AnswerChange(
                question=name, before=before.questions[name], after=now.questions[name],
                forecasts=tuple(f for f in now.losses if now.asked[f] == name and f in before.losses),
            )
            for name in both if name in other
        ),
        questions_added=_without(now.questions, before.questions),
        questions_gone=_without(before.questions, now.questions),
        forecasts_added=_without(now.losses, before.losses),
        forecasts_gone=_without(before.losses, now.losses),
        rescored=tuple(f for f in now.losses if f in moved and now.asked[f] not in other),
        sources=tuple(_sources(before, now)),
    )  # fmt: skip


def _without(these: Mapping[str, object], those: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(name for name in these if name not in those)


def _sources(before: Standing, now: Standing) -> Iterator[SourceChange]:
    for key in sorted(before.sources.keys() | now.sources.keys()):
        one, other = before.sources.get(key, (None, 0)), now.sources.get(key, (None, 0))
        if one != other:
            nature, _, source = key.partition(" ")
            assert nature in ("trend", "event")
            yield SourceChange(source=source, nature=nature, before=one[0], n_before=one[1], after=other[0], n_after=other[1])


def sentences(found: Since) -> tuple[str, ...]:
    """Return what changed in sentences without their full stop; none where nothing did.

    Parameters
    ----------
    found : Since
    """
    said = [
        f"{one.question} went from {one.before} to {one.after}"
        + (f", which {many(len(one.forecasts), 'forecast')} hung on ({_names(one.forecasts)})" if one.forecasts else "")
        for one in found.answers
    ]
    said = [*said[:MOST], *([f"{many(len(said) - MOST, 'other question')} came out otherwise"] if len(said) > MOST else [])]
    for names, noun, what in (
        (found.rescored, "forecast", "scored otherwise, on questions that stand as they did"),
        (found.questions_added, "question", "added"), (found.questions_gone, "question", "gone"),
        (found.forecasts_added, "forecast", "added"), (found.forecasts_gone, "forecast", "gone"),
    ):  # fmt: skip
        if names:
            said.append(f"{many(len(names), noun)} {what} ({_names(names)})")
    moved = [
        f"Brier score of {one.source} on {one.nature}s {_figure(one.before)} → {_figure(one.after)} (n {_number(one)})"
        for one in found.sources
        if (one.before, one.n_before) != (one.after, one.n_after)
    ]
    return (*said, *moved)


def title(found: Since) -> str:
    """Return since when."""
    return f"Since it was scored last, as known on {when(found.made.as_of)} (files {found.made.digest[:12]})"


def _number(one: SourceChange) -> str:
    return str(one.n_after) if one.n_before == one.n_after else f"{one.n_before} → {one.n_after}"


def _figure(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(names[:MOST]) + (f" and {len(names) - MOST} more" if len(names) > MOST else "")
