"""Sources that are one publication."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare addresses without scheme, 'www.', fragment and final slash."""
    first: dict[str, str] = {}
    for row, source in enumerate(case.sources):
        address = _bare(source.url)
        other = first.setdefault(address, source.id) if address else source.id
        if other != source.id:
            message = f"{other!r} and {source.id!r} have one address"
            yield problem("LG268", case.sources.where(row, "URL"), message, "keep one and use its key")


def _bare(url: str) -> str:
    rest = url.strip().partition("#")[0].partition("://")[2]
    host, slash, path = rest.partition("/")
    return (host.casefold().removeprefix("www.") + slash + path).rstrip("/")
