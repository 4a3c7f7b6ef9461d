"""Issues on which coders agree little more than by chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from longgame.case.agreement import LOWEST, krippendorff_alpha
from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.stances import Stance
from longgame.core.errors import Problem

# With fewer actors coded twice alpha says nothing.
FEWEST = 3


def find(case: Case) -> Iterator[Problem]:
    """Compare the latest position that each coder gave each actor, issue by issue."""
    issues: dict[str, dict[str, dict[str, tuple[int, Stance]]]] = defaultdict(lambda: defaultdict(dict))
    for row, stance in enumerate(case.stances):
        old = issues[stance.issue][stance.actor].get(stance.coder)
        if old is None or old[1].from_ < stance.from_:
            issues[stance.issue][stance.actor][stance.coder] = (row, stance)
    for issue, actors in issues.items():
        units = {a: [s.position for _, s in by.values()] for a, by in actors.items() if len(by) > 1}
        interval = krippendorff_alpha(list(units.values()), "interval")
        if len(units) < FEWEST or interval is None or interval >= LOWEST:
            continue
        ordinal = krippendorff_alpha(list(units.values()), "ordinal")
        worst = max(units, key=lambda a: max(units[a]) - min(units[a]))
        message = (
            f"coders are far apart on {issue!r}: alpha {interval:.2f} (interval), {ordinal:.2f} (ordinal), "
            f"{len(units)} actors; most on {worst!r}, {min(units[worst]):g} to {max(units[worst]):g}"
        )
        where = case.stances.where(max(row for row, _ in actors[worst].values()), "position")
        yield problem("LG258", where, message, f"agree on what the scale means; {LOWEST} is the lowest usual bound")
