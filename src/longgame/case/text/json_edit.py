"""Change items of a CSL-JSON file and leave everything else in it as it was written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from longgame.case.text.json_text import JsonText

# An item of the file to be: where it stood, or None; the fields to set; the fields to remove.
Item = tuple[int | None, Mapping[str, Any], Sequence[str]]
_SPACE = re.compile(r"\s*")
_HALF = re.compile("[\ud800-\udfff]")


def edited(parsed: JsonText, items: Sequence[Item]) -> str:
    """Return the text of a file with the given items; those without changes keep their characters.

    Parameters
    ----------
    parsed : JsonText
        The file as it is: a list of objects.
    items : sequence of Item
        The items to be, in order.
    """
    data = parsed.data
    assert isinstance(data, list)
    if [i for i, _, _ in items] == list(range(len(data))) and not any(new or gone for _, new, gone in items):
        return parsed.text
    text = parsed.text
    spans = [_span(text, parsed, (i,)) for i in range(len(data))]
    end = "\r\n" if "\r\n" in text else "\n"
    if not spans:
        return text[: text.index("[")] + _plain([dict(new) for _, new, _ in items], "  ", "", end) + end
    first, last = spans[0][0], spans[-1][1]
    lead = text[text.rfind("[", 0, first) + 1 : first]
    outer = lead.rpartition("\n")[2]
    pieces = [_item(parsed, spans, item, outer, end) for item in items]
    between = text[spans[0][1] : spans[1][0]] if len(spans) > 1 else "," + (lead or " ")
    return text[:first] + between.join(pieces) + text[last:] if pieces else text[: text.rfind("[", 0, first)] + "[]" + end


def written(items: Sequence[Mapping[str, Any]]) -> str:
    """Return a new file."""
    return _plain([dict(i) for i in items], "  ", "", "\n") + "\n"


def _span(text: str, parsed: JsonText, path: tuple[str | int, ...]) -> tuple[int, int]:
    start = parsed.offset(path)
    _, end = json.JSONDecoder(strict=False).raw_decode(text, start)
    return start, end


def _step(text: str, span: tuple[int, int], outer: str) -> str:
    """Return what a field is indented by from its object; empty for objects on one line."""
    inside = _SPACE.match(text, span[0] + 1)
    found = inside[0] if inside is not None else ""
    return found.rpartition("\n")[2].removeprefix(outer) if "\n" in found else ""


def _item(parsed: JsonText, spans: Sequence[tuple[int, int]], item: Item, outer: str, end: str) -> str:
    old, new, gone = item
    text = parsed.text
    step = _step(text, spans[-1 if old is None else old], outer)
    if old is None:
        return _plain(dict(new), step, outer, end)
    start, stop = spans[old]
    if not new and not gone:
        return text[start:stop]
    data = parsed.data[old]  # type: ignore[index]
    parts = []
    for name in [*data, *(n for n in new if n not in data)]:
        if name in new:
            parts.append(f"{_plain(name, '', '', end)}: {_plain(new[name], step, outer + step, end)}")
        elif name not in gone:
            a, b = _span(text, parsed, (old, name))
            parts.append(text[parsed.key_offset((old, name)) : b] if a else "")
    if not step:
        return "{" + ", ".join(parts) + "}"
    gap = end + outer + step
    return "{" + gap + f",{gap}".join(parts) + end + outer + "}"


def _plain(value: Any, step: str, outer: str, end: str) -> str:
    """Return a value as JSON; lists of numbers, such as date parts, on one line."""
    if isinstance(value, dict) and value and step:
        gap = end + outer + step
        fields = f",{gap}".join(f"{_plain(k, '', '', end)}: {_plain(v, step, outer + step, end)}" for k, v in value.items())
        return "{" + gap + fields + end + outer + "}"
    if isinstance(value, list) and value and step and any(isinstance(v, dict) for v in value):
        gap = end + outer + step
        return "[" + gap + f",{gap}".join(_plain(v, step, outer + step, end) for v in value) + end + outer + "]"
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return json.dumps(value, allow_nan=False) if _HALF.search(text) else text
