"""Flags: what a reader must notice about a commitment besides its axes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from longgame.case.commitments import Commitment
from longgame.track.ledger import Folded
from longgame.track.result import Timeliness
from longgame.track.rules import StatusRules

FLAGS = {
    "stalled": "no step forward for nine months, and neither in force nor finished",
    "postponed": "put off, and no step since",
    "moved": "its date was moved at least once",
    "reversed": "a step was taken back",
    "reopened": "reported as done or settled, then opened again",
    "dropped": "given up",
    "contested": "reported as done, and later by someone as not or less done",
    "waits": "something that must come first is not shown to be done",
}


def flags(
    commitment: Commitment, folded: Mapping[str, Folded], timing: Timeliness, day: date, rules: StatusRules
) -> tuple[str, ...]:
    """Return the flags of a commitment as of a day, in the order of ``FLAGS``."""
    own = folded[commitment.id]
    step = own.last_step.last if own.last_step is not None else None
    finished = own.completion.level == 3 or own.dropped
    still = step is not None and (day - step).days > rules.stalled_after_days
    raised = {
        "stalled": not finished and own.bindingness.stage != "in_force" and still,
        "postponed": own.postponed,
        "moved": timing.moves > 0,
        "reversed": own.reversed,
        "reopened": own.reopened,
        "dropped": own.dropped,
        "contested": own.contest is not None,
        "waits": not finished and any(n in folded and folded[n].completion.level < 3 for n in commitment.needs),
    }
    return tuple(name for name in FLAGS if raised[name])
