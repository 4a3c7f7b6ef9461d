"""Find the result of the long game that belongs to a case as of a day: shipped with the case, or kept on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from longgame.case.case import Case
from longgame.core.errors import CaseError
from longgame.core.files import read_text
from longgame.core.words import when
from longgame.play.encode import inputs
from longgame.play.result import PlayResult
from longgame.report.played import kept
from longgame.report.played.fits import misfit, read

RESULTS = "results"
MOST, LARGEST = 40, 32 * 1024 * 1024
NO_GAME = "Nobody has written down a long game for this case: it has no ladders that one side asks the other to climb."
NO_PERIOD = "Nothing of the long game was known by this day, so there is nothing that it could be learnt from."


@dataclass(frozen=True)
class Played:
    """What the report says of the long game as of a day.

    Attributes
    ----------
    result : PlayResult or None
    why_not : str
        Sentences: why there is no result; empty where there is one.
    command : str
        What makes the result; empty where nothing can.
    problems : tuple of str
        Files that could not be used, a sentence each.
    """

    result: PlayResult | None = None
    why_not: str = NO_GAME
    command: str = ""
    problems: tuple[str, ...] = ()


def played(case: Case, day: date) -> Played:
    """Return the result that belongs to a case as of a day, the one with theses and most draws, or why there is none.

    Parameters
    ----------
    case : Case
        Cut to ``day``.
    day : datetime.date

    Notes
    -----
    A result belongs to a case of which the game read the same when it was made, and to the day that it is as of.
    """
    if not len(case.game):
        return Played()
    if not len(case.history):
        return Played(why_not=NO_PERIOD)
    problems: list[str] = []
    fitting, changed, earlier = [], False, []
    reads = inputs(case)
    for name, path in _files(case, reads, day, problems):
        result = _read(name, path, problems)
        if result is None:
            continue
        if result.made.case != case.about.id:
            problems.append(f"{name}: this is a result of another case, {result.made.case}.")
        elif result.as_of != day:
            earlier += [result.as_of] if result.as_of < day else []
        elif result.inputs != reads:
            changed = True
        elif says := misfit(case, result):
            problems.append(f"{name}: {says}.")
        else:
            fitting.append(result)
    if fitting:
        return Played(max(fitting, key=_worth), "", "", tuple(problems))
    why = f"The long game was not solved for this case as of {when(day)}."
    why += " The result that comes with the case is of an earlier state of it: the case has changed since." if changed else ""
    why += f" There is a result as of {when(max(earlier))}." if earlier else ""
    options = " --theses" * bool(len(case.theses)) + " --scenario all" * bool(len(case.whatifs))
    return Played(None, why, f"longgame play CASE --as-of {day}{options}", tuple(problems))


def _worth(result: PlayResult) -> tuple[bool, bool, int, int, int]:
    """Return what makes one result better to show than another: the case's own beliefs, theses, draws, what-ifs, periods ahead."""
    play = result.play
    return (not play.thesis, bool(result.theses), play.solved.draws, len(result.whatifs), len(play.odds))


def _files(case: Case, reads: str, day: date, problems: list[str]) -> Iterator[tuple[str, Path]]:
    """Go through the files that may hold the result, with the name that the page has for each."""
    if case.folder is not None:
        yield from _shipped(case.folder, problems)
    try:
        there = sorted(kept.folder().glob(f"{kept.beginning(reads, day)}*.json"))
    except OSError:
        there = []
    yield from ((f"a result kept on this machine ({path.name})", path) for path in there[:MOST])


def _shipped(folder: Path, problems: list[str]) -> Iterator[tuple[str, Path]]:
    try:
        there, root = sorted((folder / RESULTS).glob("play*.json")), folder.resolve()
        inside = [path.resolve().is_relative_to(root) for path in there]
    except (OSError, RuntimeError):
        problems.append(f"{RESULTS}: the folder cannot be read.")
        return
    for path, safe in list(zip(there, inside, strict=True))[:MOST]:
        name = f"{RESULTS}/{_plain(path.name)}"
        if safe:
            yield name, path
        else:
            problems.append(f"{name}: this is a link that leads out of the case folder.")


def _read(name: str, path: Path, problems: list[str]) -> PlayResult | None:
    try:
        return read(read_text(path, limit=LARGEST))
    except CaseError as error:
        problems.append(f"{name}: {error.problems[0].message}.")
    except ValueError as error:
        problems.append(f"{name}: {_plain(str(error))}.")
    return None


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
