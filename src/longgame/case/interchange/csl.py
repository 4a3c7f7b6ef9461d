"""Sources to and from CSL-JSON files that reference managers write and read.

Zotero drops the field ``custom`` and, for web pages, the publisher. What would be lost is therefore
also written as lines of the note, which Zotero keeps as "Extra": ``longgame.reliability: B``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from longgame.case.case import Case
from longgame.case.explain import explain
from longgame.case.record import ID_PATTERN
from longgame.case.sources import OWN, Source, from_csl, to_csl
from longgame.case.tables import SPECS
from longgame.case.text.json_edit import written
from longgame.case.text.json_text import JsonText, parse_json
from longgame.core.errors import CaseError, Problem
from longgame.core.files import read_text, shown

_LINE = re.compile(r"^longgame\.([a-z_]+): ?(.*)$")
# Written by reference managers for themselves; they say nothing about the publication.
_NOISE = ("citation-key", "citation-label")


@dataclass(frozen=True)
class MergedSources:
    """The sources of a case after an import.

    Attributes
    ----------
    rows : tuple of Source
        Those of the case in their order, changed where the import says so, then the new ones.
    matched, added : int
    """

    rows: tuple[Source, ...]
    matched: int
    added: int


def to_csl_json(case: Case) -> str:
    """Return a case's sources as the text of a CSL-JSON file."""
    return written([_exported(source) for source in case.sources])


def _exported(source: Source) -> dict[str, Any]:
    item = to_csl(source)
    lines = [f"longgame.id: {source.id}"]
    lines += [f"longgame.{name}: {_line(value)}" for name in OWN if (value := getattr(source, name))]
    if source.publisher:
        lines.append(f"longgame.publisher: {_line(source.publisher)}")
        if source.type in ("webpage", "post", "post-weblog") and "container-title" not in source.other:
            item["container-title"] = source.publisher
    item["note"] = "\n".join([*([source.note] if source.note else []), *lines])
    return item


def _line(text: str) -> str:
    awkward = text != text.strip() or text.startswith('"') or not text.isprintable()
    return json.dumps(text, ensure_ascii=True) if awkward else text


def from_csl_json(path: Path | str, base: Case) -> MergedSources:
    """Read a CSL-JSON file and merge it into a case's sources.

    An item belongs to the source with its id (that of a ``longgame.id`` line first) or, failing
    that, with its address. What an item does not say stays as it was; so grades survive a
    reference manager that drops them.

    Raises
    ------
    CaseError
        LG130 and others for the file, LG142 for an item, LG171 if it is not a list of items.
    """
    path = Path(path)
    parsed = parse_json(read_text(path), shown(path))
    data = parsed.data
    if isinstance(data, dict) and isinstance(data.get("items"), list):
        data = data["items"]
    if not isinstance(data, list):
        raise CaseError([Problem(parsed.where(()), "LG171", "the file is not a list of CSL-JSON items", "export as 'CSL JSON'")])
    merger = _Merger(parsed, base)
    for index, item in enumerate(data):
        merger.take(index, item)
    if merger.problems:
        raise CaseError(merger.problems[:500])
    return MergedSources(tuple(merger.rows.values()), merger.matched, len(merger.rows) - len(base.sources))


class _Merger:
    def __init__(self, parsed: JsonText, base: Case) -> None:
        self.parsed = parsed
        self.rows: dict[str, Source] = {s.id: s for s in base.sources}
        self.by_url = {_address(s.url): s.id for s in base.sources if s.url}
        self.problems: list[Problem] = []
        self.matched = 0
        self.seen: set[str] = set()

    def take(self, index: int, item: Any) -> None:
        """Merge one item."""
        if not isinstance(item, dict):
            self._problem(index, "a source is an object with fields")
            return
        try:
            fields = _imported(item)
        except ValueError as error:
            self._problem(index, f"a date cannot be read: {error}")
            return
        key = self._key(fields)
        then = self.rows.get(key)
        if key in self.seen:
            self._problem(index, f"two items belong to the source {key!r}")
            return
        self.seen.add(key)
        try:
            self.rows[key] = Source.model_validate(_merged(then, fields) | {"id": key})
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                shifted = detail.copy()
                shifted["loc"] = (index, *detail["loc"])
                self.problems.append(explain(shifted, self.parsed, (), SPECS["sources"]))
            return
        self.matched += then is not None

    def _key(self, fields: Mapping[str, Any]) -> str:
        for name in ("longgame_id", "id", "citation_key"):
            if fields.get(name) in self.rows:
                return str(fields[name])
        address = _address(str(fields.get("url", "")))
        if address and address in self.by_url:
            return self.by_url[address]
        wanted = str(fields.get("longgame_id") or fields.get("citation_key") or fields.get("id") or "")
        if re.fullmatch(ID_PATTERN.strip("^$"), wanted):
            return wanted
        return self._new_key(fields)

    def _new_key(self, fields: Mapping[str, Any]) -> str:
        """Make an id for an item whose own is none: publisher or title, and year."""
        words = re.findall(r"[^\W_]+", str(fields.get("publisher") or fields.get("title") or "source").casefold())
        year = str(fields.get("issued") or "")[:4]
        stem = "-".join([*words[:3], *([year] if year else [])])[:70]
        key, number = stem, 2
        while key in self.rows:
            key, number = f"{stem}-{number}", number + 1
        return key

    def _problem(self, index: int, message: str) -> None:
        self.problems.append(Problem(self.parsed.where((index,)), "LG142", message))


def _imported(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return a source's fields from an item, what its note says of them taken out of the note."""
    cited = str(item.get("citation-key") or "")
    item = {k: v for k, v in item.items() if k not in _NOISE}
    lines = dict(_own_lines(item.get("note")))
    fields = from_csl(item)
    if isinstance(item.get("note"), str):
        fields["note"] = "\n".join(line for line in item["note"].split("\n") if not _LINE.match(line))
    fields |= {name: lines[name] for name in OWN if name in lines and name not in fields}
    if "publisher" in lines:
        fields.setdefault("publisher", lines["publisher"])
        other = dict(fields.get("other", {}))
        if other.get("container-title") == fields["publisher"]:
            del other["container-title"]
        fields["other"] = other
    fields |= {"longgame_id": lines["id"]} if "id" in lines else {}
    return fields | ({"citation_key": cited} if cited else {})


def _own_lines(note: object) -> Iterator[tuple[str, str]]:
    for line in note.split("\n") if isinstance(note, str) else ():
        match = _LINE.match(line)
        if match is None:
            continue
        value = match[2]
        if value.startswith('"'):
            try:
                value = json.loads(value)
            except ValueError:
                continue
        yield match[1], str(value)


def _merged(then: Source | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    new = {k: v for k, v in fields.items() if k not in ("longgame_id", "citation_key")}
    if then is None:
        # A newspaper or journal is where most reference managers put it; here it is who published.
        series = new.get("other", {}).get("container-title")
        return new if new.get("publisher") or not isinstance(series, str) else new | {"publisher": series}
    old = {name: getattr(then, name) for name in Source.model_fields if name != "other"}
    other = dict(then.other) | dict(new.pop("other", {}))
    return old | new | {"other": other}


def _address(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url.strip()).partition("#")[0].rstrip("/")
