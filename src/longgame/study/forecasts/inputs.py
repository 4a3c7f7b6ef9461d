"""What a forecast follows from in the case: a hash tells whether it has changed."""

from __future__ import annotations

import hashlib
import json

from longgame.case.case import Case
from longgame.case.proxies import Engine
from longgame.case.questions import Question
from longgame.case.record import Fact

# Tables that each engine reads; of the long game see ``play.encode``.
READ: dict[Engine, tuple[str, ...]] = {
    "track": ("packages", "commitments", "deadlines", "status"),
    "settle": ("actors", "issues", "stances", "capabilities", "outcomes"),
}


def wording(question: Question) -> str:
    """Return a SHA-256 over the text and the criteria of a question: other words ask something else."""
    return hashlib.sha256(f"{question.text}\0{question.criteria}".encode()).hexdigest()


def inputs(case: Case, engine: Engine) -> str:
    """Return a SHA-256 over what an engine reads of a case.

    Parameters
    ----------
    case : Case
        Cut to the day.
    engine : str
    """
    if engine == "play":
        from longgame.play.encode import inputs as played

        return played(case)
    about, total = case.about, hashlib.sha256()
    head = [about.id, [p.id + p.role for p in about.parties], [c.id for c in about.coders]]
    total.update(json.dumps([head, str(case.day)]).encode())
    for name in READ[engine]:
        for row in case.table(name):
            known = case.known_on(row) if isinstance(row, Fact) else ""
            total.update(f"{name}\0{known}\0{row.model_dump_json(by_alias=True, exclude_defaults=True)}\n".encode())
    return total.hexdigest()
