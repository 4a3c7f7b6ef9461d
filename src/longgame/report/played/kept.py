"""Keep results of ``longgame play`` in the user's cache folder, so that the next report finds them."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

from longgame.core.cache import cache_folder, keep
from longgame.play.result import PlayResult

MOST = 20
LETTERS = 24  # of the hash of what the game reads in a file's name


def folder() -> Path:
    """Return the folder of kept results."""
    return cache_folder() / "played"


def keep_result(result: PlayResult) -> Path:
    """Keep a result under what the game read, the day and what was asked; the oldest ones go.

    Returns
    -------
    Path
        Where it is, if the folder can be written; that it cannot is no error.
    """
    made = result.made
    asked = json.dumps([made.by, made.settings, made.seed], sort_keys=True)
    path = folder() / f"{beginning(result.inputs, result.as_of)}{hashlib.sha256(asked.encode()).hexdigest()[:16]}.json"
    keep(path, result.model_dump_json(by_alias=True).encode(), MOST)
    return path


def beginning(reads: str, day: date) -> str:
    """Return how the names of kept results begin, of a day and of what the game reads."""
    return f"{reads[:LETTERS]}-{day}-"
