"""Find room for labels in a chart: on no line, on no other label, and not outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations, product
from typing import NamedTuple

Dot = tuple[float, float]
Box = tuple[float, float, float, float]
LETTER, LINE = 6.5, 15.0
# Pixels from the point to the label; nearer is better.
REACH, BESIDE = (9.0, 22.0, 36.0, 52.0, 70.0, 90.0), 9.0
# Labels on one another are worse than anything else; of five labels there are 120 orders.
CLASH, MOST_ORDERED = 3000.0, 5


class Wanted(NamedTuple):
    """A label, the point that it names in pixels from the left and the top, and the number of the point's series."""

    lines: tuple[str, ...]
    x: float
    y: float
    owner: int


class Placed(NamedTuple):
    """Where a label goes: alignment, offset of the top of its first line, its box (left, top, right, bottom), and what is wrong."""

    align: str
    dx: float
    dy: float
    box: Box
    cost: float = 0.0


def place(wanted: Sequence[Wanted], drawn: Sequence[tuple[int, Sequence[Dot]]], width: float, height: float) -> list[Placed]:
    """Return a place for each label: of all orders in which they can choose, the one that fits best.

    Parameters
    ----------
    wanted : sequence of Wanted
        At most five are tried in every order; of more, the first ones choose first.
    drawn : sequence of (int, polyline)
        What must stay visible: number of the series, and points in pixels.
    width, height : float
        Size of the plot in pixels; labels stay inside.
    """
    dots = [(owner, x, y) for owner, line in drawn for x, y in _along(line)]
    choices = [
        [(_alone(p, label, near, width, height), p) for p in _places(label)] for label in wanted for near in [_near(label, dots)]
    ]
    orders = permutations(range(len(wanted))) if len(wanted) <= MOST_ORDERED else [tuple(range(len(wanted)))]
    return min((_in_order(order, choices) for order in orders), key=lambda made: made[0])[1]


def _in_order(order: Sequence[int], choices: Sequence[Sequence[tuple[float, Placed]]]) -> tuple[float, list[Placed]]:
    """Return the whole cost and the places if the labels choose in this order."""
    made: dict[int, Placed] = {}
    total = 0.0
    for i in order:
        taken = [p.box for p in made.values()]
        cost, best = min(((c + CLASH * _clashes(p.box, taken), p) for c, p in choices[i]), key=lambda found: found[0])
        made[i] = best._replace(cost=cost)
        total += cost
    return total, [made[i] for i in range(len(choices))]


def _places(label: Wanted) -> Iterator[Placed]:
    wide, tall = LETTER * max(len(line) for line in label.lines), LINE * len(label.lines)
    before = {"center": wide / 2, "right": wide, "left": 0.0}
    offsets = [(a, 0.0, reach if below else -reach - tall) for reach, a, below in product(REACH, before, (False, True))]
    for align, dx, dy in (*offsets, ("left", BESIDE, -tall / 2), ("right", -BESIDE, -tall / 2)):
        left, top = label.x + dx - before[align], label.y + dy
        yield Placed(align, dx, dy, (left, top, left + wide, top + tall))


def _alone(place: Placed, label: Wanted, dots: Sequence[tuple[int, float, float]], width: float, height: float) -> float:
    """Return what a place costs whatever the other labels do."""
    left, top, right, bottom = place.box
    outside = max(0.0, -left) + max(0.0, right - width) + max(0.0, -top) + max(0.0, bottom - height)
    hidden = sum(left - 3 <= x <= right + 3 and top - 2 <= y <= bottom + 2 for _, x, y in dots)
    # Between a label and its point no other series should pass.
    middle = (top + bottom) / 2
    others = [(x, y) for owner, x, y in dots if owner != label.owner]
    between = sum(abs(x - label.x) < 6 and min(middle, label.y) < y < max(middle, label.y) for x, y in others)
    far = max(0.0, abs(middle - label.y) - 20) + (3.0 if place.align != "center" else 0.0)
    return 100 * outside + 12 * hidden + 25 * between + 0.6 * far


def _near(label: Wanted, dots: Sequence[tuple[int, float, float]]) -> list[tuple[int, float, float]]:
    """Return what a label could hide at all."""
    wide, tall = LETTER * max(len(line) for line in label.lines) + 20, REACH[-1] + LINE * len(label.lines) + 10
    return [d for d in dots if abs(d[1] - label.x) <= wide and abs(d[2] - label.y) <= tall]


def _clashes(box: Box, taken: Sequence[Box]) -> int:
    left, top, right, bottom = box
    return sum(left < r + 6 and right > lf - 6 and top < b + 1 and bottom > t - 1 for lf, t, r, b in taken)


def _along(line: Sequence[Dot]) -> Iterator[Dot]:
    """Go along a line in steps of about four pixels."""
    yield from line[:1]
    for (x0, y0), (x1, y1) in pairwise(line):
        steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / 4))
        for i in range(1, steps + 1):
            yield x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps
