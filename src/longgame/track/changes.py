"""What is different from what was known on an earlier day."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.indicators import Observation
from longgame.case.record import Fact
from longgame.core.words import percent
from longgame.track.ledger import reference
from longgame.track.result import Change, CommitmentState, TrackResult

# Tables of what a coder made of the facts: they say again what other rows say, or ask about it.
JUDGED = frozenset(
    {
        "stances", "capabilities", "scenarios", "outcomes", "game", "ladders", "beliefs", "whatifs", "history", "questions",
        "resolutions", "forecasts", "proxies", "contradictions", "evidence", "ach", "passages",
    }
)  # fmt: skip
# What a commitment has as long as nothing is known about it.
EMPTY = ("", "none", "none_set", "none_found", "nothing found")


def changes(before: TrackResult, after: TrackResult, case: Case) -> tuple[Change, ...]:
    """Return what changed between two results of one case.

    Parameters
    ----------
    before, after : TrackResult
        As of the earlier and of the later day.
    case : Case
        As of the later day, for the facts that are new.
    """
    return (*_states(before, after), *_deadlines(before, after), *_counts(before, after), *_facts(before, case))


def _states(before: TrackResult, after: TrackResult) -> Iterator[Change]:
    old = {s.id: s for s in before.commitments}
    for new in after.commitments:
        was = _axes(old[new.id]) if new.id in old else {}
        for axis, (value, facts) in _axes(new).items():
            earlier = was[axis][0] if axis in was else None
            if value != earlier and (earlier is not None or value not in EMPTY):
                yield Change(kind=axis, subject=new.id, before=earlier, after=value, facts=facts)


def _axes(state: CommitmentState) -> dict[str, tuple[str, tuple]]:  # type: ignore[type-arg]
    completion = state.completion.label if state.completion.reported else "nothing found"
    return {
        "completion": (completion, state.completion.facts),
        "bindingness": (state.bindingness.stage, state.bindingness.facts),
        "timeliness": (state.timeliness.state, state.timeliness.facts),
        "evidence": (state.evidence.grade, state.evidence.facts),
        "flags": (", ".join(state.flags), ()),
    }


def _deadlines(before: TrackResult, after: TrackResult) -> Iterator[Change]:
    old = {d.id: d for d in before.deadlines}
    for new in after.deadlines:
        was = old[new.id].outcome if new.id in old else None
        if was != new.outcome:
            yield Change(kind="deadline", subject=new.id, before=was, after=new.outcome, facts=new.facts)


def _counts(before: TrackResult, after: TrackResult) -> Iterator[Change]:
    old = {p.id: p for p in before.packages}
    for package in after.packages:
        for name, count in package.counting.items():
            earlier = old[package.id].counting[name] if package.id in old else None
            was = earlier.value if earlier is not None else None
            if was != count.value:
                yield Change(
                    kind="counting",
                    subject=f"{package.id}/{name}",
                    before=_percent(was),
                    after=_percent(count.value),
                    facts=count.facts,
                    n_before=earlier.n if earlier is not None and was is not None else None,
                    n_after=count.n if count.value is not None else None,
                    n_of=count.n_of,
                )


def _percent(value: float | None) -> str | None:
    return None if value is None else percent(value, 1)


def _facts(before: TrackResult, case: Case) -> Iterator[Change]:
    for name, table in case.tables.items():
        for row in () if name in JUDGED else table:
            if not isinstance(row, Fact) or row.always:
                continue
            if (known := case.known_on(row)) is not None and known > before.as_of:
                ref = reference(case, name, row)
                yield Change(kind="new_fact", subject=f"{name}:{row.key}", before=None, after=_text(row), facts=(ref,))


def _text(row: Fact) -> str:
    if isinstance(row, Observation):
        return f"{row.series}, {row.date}: {row.middle():g}"
    return str(getattr(row, "what", None) or getattr(row, "title", None) or getattr(row, "reason", None) or row.key)
