"""The record of each source: what it got right and wrong, by how far ahead, by word, by domain."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from longgame.report.context import Context
from longgame.report.scored.receipts import Line, lines
from longgame.report.scored.words import figure, right, skill, who
from longgame.score.result import Group, Receipt
from longgame.score.words import NATURES, label


@dataclass(frozen=True)
class Part:
    """Forecasts of one source that share something: how many, and how they came out."""

    name: str
    told: int
    right: int
    wrong: int
    other: int
    brier: str


@dataclass(frozen=True)
class Record:
    """The record of one source.

    Attributes
    ----------
    id, name : str
        Of who forecast; the name as a reader knows it.
    thesis : str
        Its short name, where it is a thesis of the case; else empty.
    says : tuple of str
        A sentence for each nature.
    right, wrong : tuple of Line
        Forecasts on the right and on the wrong side of 50 %; of the wrong ones those that cost most first.
    other : tuple of (str, int)
        Why others were not on either side, and how many.
    parts : tuple of (str, tuple of Part)
        By what, and each part.
    """

    id: str
    name: str
    thesis: str
    says: tuple[str, ...]
    right: tuple[Line, ...]
    wrong: tuple[Line, ...]
    other: tuple[tuple[str, int], ...]
    parts: tuple[tuple[str, tuple[Part, ...]], ...]


PARTS: tuple[tuple[str, str, Callable[[Receipt], str]], ...] = (
    ("horizon", "how far ahead", lambda r: r.horizon),
    ("hedge", "word", lambda r: r.group_hedge),
    ("domain", "domain", lambda r: r.domain),
)


def records(context: Context) -> tuple[Record, ...]:
    """Return the record of every source, those with most forecasts scored first."""
    told: dict[str, list[Line]] = defaultdict(list)
    for line in lines(context):
        if line.receipt is not None:
            told[line.receipt.source].append(line)
    groups: dict[str, list[Group]] = defaultdict(list)
    for group in context.scored.groups:
        if group.by == "source":
            groups[group.value].append(group)
    found = [_record(context, name, told[name], groups[name]) for name in told]
    return tuple(sorted(found, key=lambda r: (-len(r.right) - len(r.wrong), r.id)))


def _record(context: Context, name: str, told: Sequence[Line], groups: Sequence[Group]) -> Record:
    thesis = context.case.theses.by_key.get(name)
    sides = {side: [line for line in told if line.outcome == side] for side in ("right", "wrong")}
    rest = Counter(_why(line) for line in told if line.outcome not in ("right", "wrong"))
    return Record(
        id=name,
        name=who(context.case, name),
        thesis="" if thesis is None else thesis.short,
        says=tuple(_sentence(g) for g in sorted(groups, key=lambda g: g.nature)),
        right=tuple(sides["right"]),
        wrong=tuple(sorted(sides["wrong"], key=lambda line: -line.sort)),
        other=tuple(rest.most_common()),
        parts=tuple((title, _parts(by, of, told)) for by, title, of in PARTS) if any(g.scored for g in groups) else (),
    )


def _sentence(group: Group) -> str:
    what = NATURES[group.nature]
    if not group.scored:
        done = group.came_true + group.came_false
        kept = f"; of {done} decided, {group.came_true} came true" if done else ""
        return f"{what.capitalize()}: {group.forecasts} without a probability that could be scored{kept}."
    of = f"Brier score {figure(group.scores['brier'])}, skill against saying that nothing changes {skill(group, 'status_quo')}"
    sides = f"right side of 50 % in {right(group)}" if group.right + group.wrong else "none that could be judged on a side of 50 %"
    return f"{what.capitalize()}: {group.scored} of {group.forecasts} scored; {sides}; {of}."


def _why(line: Line) -> str:
    receipt = line.receipt
    if receipt is None or receipt.state == "open":
        return "open"
    if receipt.state == "void":
        return "void: the condition was not met, or it could not be told"
    if receipt.state == "not_scored":
        return f"not scored: {receipt.why}"
    return "came true in part" if receipt.outcome == "partly" else "on neither side of 50 %"


def _parts(by: str, of: Callable[[Receipt], str], told: Sequence[Line]) -> tuple[Part, ...]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in told:
        if line.receipt is not None:
            found[of(line.receipt)].append(line)
    made = []
    for name, some in found.items():
        sides = Counter(line.outcome for line in some)
        loss = [line.sort for line in some if line.sort >= 0]
        brier = f"{sum(loss) / len(loss):.2f}" if loss else "–"
        other = len(some) - sides["right"] - sides["wrong"]
        made.append(Part(label(by, name), len(some), sides["right"], sides["wrong"], other, brier))
    return tuple(sorted(made, key=lambda p: (-(p.right + p.wrong), p.name)))
