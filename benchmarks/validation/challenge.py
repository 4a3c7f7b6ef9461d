"""The readings of the challenge model beside the public code, a published table and the original program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.settle_challenge import distances
from benchmarks.validation.page import Data, paragraphs, table

TITLE = "Challenge model"
# Scholz, Calbert and Smith (2011), as printed.
PUBLISHED = {"median": (8.4, 9.9, 9.9, 9.9, 9.9, 7.4, 8.8, 9.6), "mean": (7.4, 7.5, 7.6, 7.3, 7.3, 7.4, 7.5, 7.6)}
CODE = "challenge"


def section(data: Data) -> str:
    """Return the section."""
    data.file("reference", "classic", "wu_bdm_1994_south_china_sea.csv")
    rows = distances(data.folder)
    return paragraphs(_code(rows), _published(rows), _readings(rows))


def _of(rows: Sequence[dict[str, Any]], **wanted: object) -> list[dict[str, Any]]:
    return [row for row in rows if all(row[k] == v for k, v in wanted.items())]


def _code(rows: Sequence[dict[str, Any]]) -> str:
    found = [row for name in ("emissions", "sultan") for row in _of(rows, reading=CODE, problem=name)]
    furthest = max(row["furthest"] / row["scale"] for row in found)
    return (
        f"The reading `{CODE}` beside the public replication in Python, all actors in {len(found)} rounds of the emissions and the "
        f"Sultan problem: the largest difference of a position is {furthest:.1e} of the scale. Risk exponents and offers agree as "
        "well; tests compare them one by one."
    )


def _published(rows: Sequence[dict[str, Any]]) -> str:
    found = _of(rows, reading=CODE, problem="emissions")[: len(PUBLISHED["median"])]
    lines = []
    for what, printed in PUBLISHED.items():
        lines.append((f"{what}, published", *(f"{v:.1f}" for v in printed)))
        lines.append((f"{what}, `{CODE}`", *(f"{row[what]:.3f}" for row in found)))
    text = table(("emissions, by round", *(str(row["round"]) for row in found)), lines)
    return paragraphs(
        "The published table on the emissions problem (Scholz, Calbert and Smith 2011, doi:10.1177/0951629811418142), printed with "
        "one decimal:",
        text,
        "Two figures differ: the median of the second round, and the mean of the third, which is printed as rounded. The others "
        "agree when cut to one decimal.",
    )


def _readings(rows: Sequence[dict[str, Any]]) -> str:
    problems = list(dict.fromkeys((row["problem"], row["origin"]) for row in rows))
    lines = []
    for reading in dict.fromkeys(row["reading"] for row in rows):
        cells: list[str] = []
        for problem, _ in problems:
            found = _of(rows, reading=reading, problem=problem)
            far = sum(row["distance"] / row["scale"] for row in found) / len(found)
            cells += [f"{found[-1]['median']:.2f}", f"{100 * far:.1f}"]
        lines.append((f"`{reading}`", *cells))
    heads = [head for problem, origin in problems for head in (f"{problem}: median at the end", f"distance from the {origin}")]
    return paragraphs(
        "Every reading, with what it gives and how far its actors are from where the other program put them: mean absolute "
        "difference over actors and rounds, in per cent of the scale. The 1994 South China Sea problem has the rounds of the "
        "original program, which was never published; **no reading reproduces it**, and none is said to.",
        table(("reading", *heads), lines),
    )
