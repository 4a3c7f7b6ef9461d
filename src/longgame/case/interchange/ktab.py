"""Stances from the CSV files of the KAPSARC Toolkit for Behavioral Analysis (KTAB).

A file has a line with title, description, number of actors and number of dimensions, a header, and
a line for each actor: short name, description, influence, and for each dimension position and
salience. Positions and saliences run from 0 to 100; an actor's saliences add up to 100 at most.
Commas at the end of a line and spaces around values mean nothing.

Source: KTAB's own sample files (github.com/KAPSARC/KTAB, examples/smp/doc).
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from longgame.case.case import Case
from longgame.case.interchange.coded import CodedRows, Coding, ImportedRows, number
from longgame.core.errors import CaseError, Problem, UsageError
from longgame.core.files import read_text, shown
from longgame.core.where import Where

ROUNDING = 0.5


class KtabActor(NamedTuple):
    """A line of the file; positions and saliences by dimension, 0 to 100."""

    name: str
    description: str
    influence: float
    positions: tuple[float, ...]
    saliences: tuple[float, ...]
    where: Where


class KtabFile(NamedTuple):
    """A file: title, description, names of the dimensions, actors."""

    title: str
    description: str
    dimensions: tuple[str, ...]
    actors: tuple[KtabActor, ...]


def read_ktab(path: Path | str) -> KtabFile:
    """Read a KTAB file.

    Raises
    ------
    CaseError
        LG171 if title line and header do not agree, LG172 for values; all of them.
    """
    path = Path(path)
    file = shown(path)
    lines = list(_lines(read_text(path), file))
    if len(lines) < 3:
        raise CaseError([Problem(Where(file), "LG171", "a KTAB file has a title line, a header and a line for each actor")])
    (title_at, title), (header_at, header), *rows = lines
    if title[0].casefold() == "actor":
        fix = "put a line with title, description, number of actors and number of dimensions above the header"
        message = "the file begins with the header, the title line is missing"
        raise CaseError([Problem(Where(file, title_at, 1), "LG171", message, fix)])
    if len(header) < 5 or len(header) % 2 == 0 or header[0].casefold() != "actor":
        message = f"the header has {len(header)} columns: {', '.join(header[:6])}"
        fix = "it is: Actor, Description, Influence, then position and salience of each dimension"
        raise CaseError([Problem(Where(file, header_at, 1), "LG171", message, fix)])
    size = (len(header) - 3) // 2
    expected = _counts(title, size)
    problems: list[Problem] = []
    if expected is None:
        message = f"the title line does not end in the number of actors and {size}, the number of dimensions of the header"
        problems.append(Problem(Where(file, title_at, 1), "LG171", message))
    elif expected != len(rows):
        message = f"the title line says {expected} actors, the file has {len(rows)}"
        problems.append(Problem(Where(file, title_at, 1), "LG171", message, "correct the number, or look for missing lines"))
    actors = [a for at, cells in rows if (a := _actor(cells, size, Where(file, at, 1), problems)) is not None]
    if problems:
        raise CaseError(problems)
    names = tuple(_dimension(header[3 + 2 * i], i) for i in range(size))
    words = list(itertools.takewhile(lambda cell: not cell.isdecimal(), title[1:]))
    return KtabFile(title[0], ", ".join(words), names, tuple(actors))


def from_ktab(path: Path | str, base: Case, issues: Sequence[str], coding: Coding) -> ImportedRows:
    """Return the stances and capabilities of a KTAB file as rows of a case.

    KTAB knows no uncertainty: low, best and high are equal. Influence becomes the capability on all
    issues.

    Parameters
    ----------
    path : Path or str
    base : Case
    issues : sequence of str
        Ids of the case's issues that the dimensions stand for, in the order of the file.
    coding : Coding

    Raises
    ------
    UsageError
        If the numbers of issues and dimensions differ.
    CaseError
        Every problem of the file and every name that the case does not have.
    """
    file = read_ktab(path)
    if len(issues) != len(file.dimensions):
        raise UsageError(
            f"{shown(Path(path))} has {len(file.dimensions)} dimensions ({', '.join(file.dimensions)}); "
            f"name as many issues of the case, in this order: --issue ID (given: {len(issues)})"
        )
    made = CodedRows(base, coding, f"Read from the KTAB file {Path(path).name}; one number, no range.")
    found = [made.issue(name, Where("--issue")) for name in issues]
    for actor in file.actors:
        key = made.actor(actor.name, actor.description, actor.where)
        if sum(actor.saliences) > 100 + ROUNDING:
            made.warn(actor.where, f"the saliences of {actor.name} add up to {sum(actor.saliences):g}; KTAB allows 100")
        made.capability(key, "*", (actor.influence,) * 3, actor.where)
        for issue, position, salience in zip(found, actor.positions, actor.saliences, strict=True):
            if issue is not None:
                made.stance(key, issue, (position,) * 3, (salience,) * 3, actor.where)
    return made.done()


def _lines(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), skipinitialspace=True)
    try:
        for cells in reader:
            stripped = [c.strip() for c in cells]
            while stripped and not stripped[-1]:
                stripped.pop()
            if stripped:
                yield reader.line_num, stripped
    except csv.Error as error:
        raise CaseError([Problem(Where(file, reader.line_num, 1), "LG120", f"not valid CSV: {error}")]) from None


def _counts(title: Sequence[str], size: int) -> int | None:
    """Return the number of actors: the whole number before the number of dimensions, from the right."""
    for first, second in zip(title[-2::-1], title[:0:-1], strict=False):
        if first.isdecimal() and second.isdecimal() and int(second) == size:
            return int(first)
    return None


def _actor(cells: Sequence[str], size: int, where: Where, problems: list[Problem]) -> KtabActor | None:
    if len(cells) != 3 + 2 * size:
        message = f"the line has {len(cells)} values, the header {3 + 2 * size}"
        problems.append(Problem(where, "LG171", message, "put text that holds a comma between double quotes"))
        return None
    values: list[float] = []
    for index, cell in enumerate(cells[2:]):
        try:
            value = number(cell)
            if value < 0 or (index and value > 100):
                raise ValueError(f"{cell} is outside 0 to 100" if index else f"{cell} is below 0")
            values.append(value)
        except ValueError as error:
            problems.append(Problem(where, "LG172", f"{'influence' if not index else f'value {index}'} of {cells[0]}: {error}"))
    if len(values) < 1 + 2 * size:
        return None
    return KtabActor(cells[0], cells[1], values[0], tuple(values[1::2]), tuple(values[2::2]), where)


def _dimension(header: str, index: int) -> str:
    words = [w for w in header.split() if w.casefold() not in ("position", "pstn", "p")]
    name = " ".join(words)
    return name if name and not name.casefold().startswith("pstn") else f"dimension {index + 1}"
