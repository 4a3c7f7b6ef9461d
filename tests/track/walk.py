"""Going through the JSON of a result."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from longgame.track.result import TrackResult


def as_json(result: TrackResult) -> dict[str, Any]:
    """Return the JSON that the command prints, read back."""
    found: dict[str, Any] = json.loads(result.model_dump_json(by_alias=True))
    return found


def without_digest(result: TrackResult) -> dict[str, Any]:
    """Return the JSON without the checksum of the files, which tells whether rows were added that are not used."""
    found = as_json(result)
    del found["made"]["digest"]
    return found


def mappings(value: Any) -> Iterator[dict[str, Any]]:
    """Go through every object, however deep."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from mappings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from mappings(inner)


def known_days(value: Any) -> list[str]:
    """Return every day on which something became known."""
    return [m["known"] for m in mappings(value) if m.get("known") is not None]
