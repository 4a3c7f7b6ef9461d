"""The last scoring of each case on this machine, so that the next one can say what changed."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ValidationError

from longgame.core.cache import cache_folder, keep
from longgame.core.errors import CaseError, UsageError
from longgame.core.files import read_text, shown
from longgame.score.result import ScoreResult, Since, Standing
from longgame.score.since import since, standing

CASES, DAYS, LINES = 100, 8, 200
LARGEST = 20_000  # forecasts, above which remembering costs more than scoring


class Seen(BaseModel):
    """An answer that was seen to change between two scorings here."""

    question: str
    before: str
    after: str
    at: datetime


class Memory(BaseModel):
    """What is remembered of a case.

    Attributes
    ----------
    standings : dict of str to Standing
        The last scoring by day and scale.
    seen : list of Seen
        The newest last.
    """

    standings: dict[str, Standing] = {}
    seen: list[Seen] = []


def folder() -> Path:
    """Return the folder in which scorings are remembered."""
    return cache_folder() / "scored"


def compare(case: Path, day: str | None, result: ScoreResult) -> Since | None:
    """Return what changed since a case was last scored here for the same day and scale, and remember this scoring.

    Parameters
    ----------
    case : Path
    day : str or None
        As it was asked for; None for the day up to which the case was kept, whichever that is.
    result : ScoreResult
        Very large ones are not remembered.
    """
    if len(result.receipts) > LARGEST:
        return None
    memory, key, now = recall(case), f"{day or ''} {result.scale.id}", standing(result)
    before = memory.standings.pop(key, None)
    found = None if before is None or before.made.case != now.made.case else since(before, now)
    memory.standings[key] = now
    told = {(s.question, s.before, s.after) for s in memory.seen[-LINES:]}
    for one in found.answers if found is not None and day is None else ():
        if (one.question, one.before, one.after) not in told or _last(memory, one.question) != one.after:
            memory.seen.append(Seen(question=one.question, before=one.before, after=one.after, at=datetime.now().astimezone()))
    kept = Memory(standings=dict(list(memory.standings.items())[-DAYS:]), seen=memory.seen[-LINES:])
    keep(_file(case), kept.model_dump_json().encode(), CASES)
    return found


def recall(case: Path) -> Memory:
    """Return what is remembered of a case; what cannot be read is nothing."""
    try:
        return Memory.model_validate_json(_file(case).read_bytes())
    except (OSError, ValidationError, ValueError):
        return Memory()


def read(path: Path, result: ScoreResult) -> Since:
    """Return what changed since a scoring that was written into a file.

    Raises
    ------
    UsageError
        If the file is no scoring of this case under this scale.
    """
    try:
        before = ScoreResult.model_validate_json(read_text(path, limit=1 << 30))
    except (CaseError, OSError, ValidationError, ValueError):
        raise UsageError(f"--since: {shown(path)} is no result of longgame score -o FILE") from None
    if (before.made.case, before.scale.id) != (result.made.case, result.scale.id):
        said = f"{before.made.case!r} under {before.scale.id}"
        raise UsageError(f"--since: {shown(path)} scores {said}, not {result.made.case!r} under {result.scale.id}")
    return since(standing(before), standing(result))


def _last(memory: Memory, question: str) -> str:
    return next((s.after for s in reversed(memory.seen) if s.question == question), "")


def _file(case: Path) -> Path:
    return folder() / f"{hashlib.sha256(str(case.resolve()).encode()).hexdigest()[:24]}.json"
