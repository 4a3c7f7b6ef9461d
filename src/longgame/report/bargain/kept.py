"""Keep what was bargained in the user's cache folder, found again by everything that it follows from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from longgame.case.case import Case
from longgame.case.record import Fact
from longgame.core.cache import cache_folder, keep
from longgame.report.bargain.record import Bargained

# What bargaining rests on; a case's other tables change nothing.
TABLES = ("actors", "issues", "stances", "capabilities", "scenarios")
PROGRAMS = ("jax", "jaxlib", "numpy", "scipy")
CODE = ("longgame.core", "longgame.settle", "longgame.report.bargain")
MOST = 40


def name(case: Case, day: date) -> str:
    """Return what tells a result from all others: a hash of the rows it rests on, of the day, and of the program."""
    total = hashlib.sha256()
    about = case.about
    head = [day.isoformat(), about.id, [p.id + p.role for p in about.parties], [c.id for c in about.coders]]
    total.update(json.dumps([head, about.settle_days, [version(p) for p in PROGRAMS]]).encode())
    for table in TABLES:
        for row in case.table(table):
            known = case.known_on(row) if isinstance(row, Fact) else ""
            total.update(f"{table}\0{known}\0{row.model_dump_json()}\n".encode())
    for package in CODE:
        for text in _code(files(package)):
            total.update(text)
    return total.hexdigest()


def get(key: str) -> Bargained | None:
    """Return what was kept under a name, None where there is nothing or it cannot be read."""
    try:
        return Bargained.model_validate_json(_path(key).read_text(encoding="utf-8"))
    except (OSError, ValidationError, UnicodeDecodeError):
        return None


def put(key: str, made: Bargained) -> None:
    """Keep a result; a folder that cannot be written is not an error. The oldest ones go."""
    keep(_path(key), made.model_dump_json().encode(), MOST)


def _path(key: str) -> Path:
    return cache_folder() / "bargained" / f"{key}.json"


def _code(folder: Traversable) -> Iterator[bytes]:
    for one in sorted(folder.iterdir(), key=lambda p: p.name):
        if one.is_dir():
            yield from _code(one)
        elif one.name.endswith(".py"):
            yield one.read_bytes()
