"""Write and read review files: YAML, in which every problem has its line and column."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from longgame.case.codes import problem
from longgame.case.text.yaml_text import YamlText, parse_yaml
from longgame.case.text.yaml_write import scalar
from longgame.core.errors import CaseError, Problem, UsageError, near, short
from longgame.core.files import read_text, shown, write_whole
from longgame.core.where import Where
from longgame.read.review import About, Entry, Review

MAX_BYTES = 32_000_000
_HEAD = """\
# What longgame read found in a document. It stays with you: the case gets places and digests, never these words.
# Write accept, edit (if you changed something) or reject after each `decision:`; what has none is left for later.
# `words`, `ask` and `criteria` are yours to write; what is left empty comes into the case as to-be-written, and
# `longgame check` points at it. Where `like` has a question that asks the same, name it in `question` instead of `ask`.
# Then: longgame accept THIS-FILE --case CASE
"""
# Fields that are written even when they are empty, since a person fills them in, by what an entry becomes.
_OPEN = {
    "forecast": ("words", "ask", "criteria", "answer"),
    "commitment": ("words",),
    "claim": ("words", "scope"),
    "statement": ("words",),
}
_OPEN_ABOUT = ("date", "source", "publisher", "url", "author", "by", "domain")


def write_review(path: Path, review: Review) -> None:
    """Write a review file whole or not at all."""
    write_whole(path, review_text(review))


def review_text(review: Review) -> str:
    """Return a review as the text of its file."""
    lines = [_HEAD + f"review: {review.review}", "document:"]
    lines += _fields(review.document, _OPEN_ABOUT, "  ")
    lines.append("proposals:" if review.proposals else "proposals: []")
    for entry in review.proposals:
        found = _fields(entry, ("decision", "by", *_open_fields(entry)), "    ")
        lines += ["", "  - " + found[0].lstrip(), *found[1:]]
    return "\n".join(lines) + "\n"


def _open_fields(entry: Entry) -> tuple[str, ...]:
    asked = any(row.startswith("questions ") for row in (*entry.same, *entry.like))
    conditional = entry.kind == "conditional forecast" and entry.becomes == "forecast"
    return (*_OPEN[entry.becomes], *("question",) * asked, *("condition_ask",) * conditional)


def _fields(part: About | Entry, always: tuple[str, ...], indent: str) -> list[str]:
    found = []
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if name == "why":
            found += [f"{indent}why:", *(f"{indent}  - {scalar(w)}" for w in value)] if value else []
        elif value is None or value in ("", ()):
            found += [f"{indent}{name}:"] if name in always else []
        elif isinstance(value, bool):
            found += [f"{indent}{name}: {'true' if value else 'false'}"] if value != info.default else []
        elif name in always or value != info.default or info.is_required():
            text = "; ".join(value) if isinstance(value, tuple) else f"{value:g}" if isinstance(value, float) else str(value)
            found.append(f"{indent}{name}: {scalar(text)}")
    return found


def read_review(path: Path) -> tuple[Review, YamlText]:
    """Read a review file.

    Returns
    -------
    review : Review
    parsed : YamlText
        For the places of what is wrong with it.

    Raises
    ------
    CaseError
        LG101 to LG113 if it is no YAML, LG190 if it is no review, LG191 for what cannot be read in it; all problems at once.
    """
    parsed = parse_yaml(read_text(path, limit=MAX_BYTES), shown(path))
    if not isinstance(parsed.data, dict) or "review" not in parsed.data or "document" not in parsed.data:
        message = "the file is no review: it has no `review` and `document`"
        raise CaseError([problem("LG190", Where(shown(path)), message, "longgame read FILE --case CASE writes one")])
    try:
        return Review.model_validate(_whole(parsed.data)), parsed
    except ValidationError as error:
        raise CaseError(_problem(parsed, e) for e in error.errors()) from None


def _whole(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data with a list of proposals where the file has none."""
    return data | {"proposals": data.get("proposals") or ()}


def _problem(parsed: YamlText, error: Any) -> Problem:
    path = tuple(p for p in error["loc"])
    kind, name = error["type"], str(path[-1]) if path else ""
    inside = "proposals" in path
    if kind == "extra_forbidden":
        known = Entry.model_fields if inside else About.model_fields
        return problem("LG191", parsed.where_key(path), f"unknown field {short(name)}", near(name, known))
    if kind == "missing":
        return problem("LG191", parsed.where(path[:-1]), f"the field {name!r} is missing", "it was there when the file was written")
    if kind == "literal_error":
        return problem("LG191", parsed.where(path), f"{name}: {short(error['input'])} is not one of {error['ctx']['expected']}")
    message = str(error["msg"]).removeprefix("Value error, ")
    return problem("LG191", parsed.where(path), f"{name}: {message[:1].lower()}{message[1:]}" if name else message)


def check_undecided(path: Path) -> None:
    """Refuse to write over a review in which somebody has decided something.

    Raises
    ------
    UsageError
    """
    if not path.exists():
        return
    text = path.read_text("utf-8", "replace")
    if not text.startswith(_HEAD[:20]) or re.search(r"^\s+decision: *[a-z]", text, re.MULTILINE):
        what = "holds decisions" if text.startswith(_HEAD[:20]) else "is no review"
        raise UsageError(f"-o: {shown(path)} is there and {what}; name another file")
