"""Write values as YAML so that this package and any other YAML reader take them for what they are.

Text that YAML 1.1 or 1.2 would read as something else (``no``, ``1e3``, ``~``) is quoted. Nothing is
wrapped, except text that replaces folded text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from longgame.case.shape import Value, as_text, joined
from longgame.core.dates import Period

_NOT_TEXT = re.compile(
    r"""(?ix)
      ~ | null | true | false | yes | no | on | off | y | n | = | <<
    | [-+]? ( [0-9][0-9_]* (:[0-9]+)* (\.[0-9_]*)? | \.[0-9_]+ ) (e[-+]?[0-9]+)?
    | [-+]? 0x[0-9a-f_]+ | 0o[0-7_]+ | 0b[01_]+
    | [-+]? \.inf | \.nan
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} .*
    """
)
_NUMBER = re.compile(r"[-+]?[0-9.]+(e[-+]?[0-9]+)?")
_STARTS = set("-?:,[]{}#&*!|>'\"%@`=<")
# Characters that YAML forbids, takes for line ends, or drops.
_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_SHORT = {"\t": "\\t", "\n": "\\n", '"': '\\"', "\\": "\\\\"}


@dataclass(frozen=True)
class Layout:
    """How a file is laid out.

    Attributes
    ----------
    end : str
        Line end.
    step : int
        Columns by which a mapping inside a mapping is indented.
    dash : int
        Columns by which the dashes of a list are indented from the key that holds it.
    item : int
        Columns from a dash to the text after it.
    braces : frozenset of str
        Names of lists whose items stand between braces, one a line.
    """

    end: str = "\n"
    step: int = 2
    dash: int = 0
    item: int = 2
    braces: frozenset[str] = frozenset()


def scalar(value: Value, style: str = "", *, flow: bool = False) -> str:
    """Return a value on one line.

    Parameters
    ----------
    value : str, number, bool, Period or tuple of str
        A tuple is written as its parts joined by semicolons, which must be possible.
    style : str
        Quotes to use where possible: ``'``, ``"`` or nothing.
    flow : bool
        Whether it stands inside brackets or braces.
    """
    if isinstance(value, tuple):
        value = joined(value) or ""
    text = as_text(value)
    safe = not _NUMBER.fullmatch(text) if isinstance(value, Period) else not isinstance(value, str) or _safe(text, flow=flow)
    if style == "" and safe:
        return text
    if _ESCAPE.search(text) or "\n" in text or "\t" in text or (style != "'" and '"' not in text and "\\" not in text):
        return double(text)
    if style == '"' and text.count('"') + text.count("\\") <= text.count("'"):
        return double(text)
    return "'" + text.replace("'", "''") + "'"


def _safe(text: str, *, flow: bool) -> bool:
    if text == "" or text != text.strip() or text[0] in _STARTS or text[0].isspace():
        return False
    if "\n" in text or "\t" in text or ": " in text or " #" in text or text.endswith(":") or _ESCAPE.search(text):
        return False
    if (flow and any(c in text for c in ",[]{}")) or text.startswith(("---", "...")):
        return False
    return _NOT_TEXT.fullmatch(text) is None and not text[0].isspace() and not text[-1].isspace()


def double(text: str) -> str:
    """Return text between double quotes, on one line."""
    text = "".join(_SHORT.get(c, c) for c in text)
    return '"' + _ESCAPE.sub(lambda m: f"\\u{ord(m[0]):04X}", text) + '"'


def literal(text: str, indent: int, end: str) -> str | None:
    """Return text of several lines as a literal block, None where that would change it."""
    lines = text.split("\n")
    last = len(lines) > 1 and lines[-1] == ""
    lines = lines[:-1] if last else lines
    awkward = _ESCAPE.search(text) or any(line != "" and not line.strip() for line in lines) or "\t" in text
    if awkward or not lines[0] or lines[0][0].isspace() or not lines[-1]:
        return None
    return ("|" if last else "|-") + "".join(end + (" " * indent + line if line else "") for line in lines)


def folded(text: str, head: str, indent: int, width: int, end: str, keep: list[str]) -> str | None:
    """Return text as a folded block in place of an older one, None where that would change it.

    Parameters
    ----------
    text : str
        Without line ends.
    head : str
        The older block's first line, ``>`` or ``>-``.
    indent, width : int
        Columns before each line, and characters in the longest of them.
    end : str
        Line end.
    keep : list of str
        Lines of the older block; those with which the text still begins stay as they are.
    """
    body = text.removesuffix("\n") if head == ">" else text
    if (
        (head == ">") != text.endswith("\n")
        or body != body.strip()
        or not body
        or re.search(r"  |[\n\t]", body)
        or _ESCAPE.search(body)
    ):
        return None
    lines = keep_prefix(keep, body)
    fixed = len(lines)
    rest = [w for w in body[len(" ".join(lines)) :].split(" ") if w]
    for word in rest:
        if len(lines) > fixed and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return head + "".join(f"{end}{' ' * indent}{line}" for line in lines)


def keep_prefix(keep: list[str], text: str) -> list[str]:
    """Return the first of the lines, as many as the text begins with."""
    found: list[str] = []
    for line in keep:
        so_far = " ".join([*found, line])
        if not line or not (text == so_far or text.startswith(so_far + " ")):
            break
        found.append(line)
    return found


def field(name: str, value: Value, column: int, layout: Layout) -> str:
    """Return ``name: value`` for a key that stands at ``column``, without a line end after it."""
    if name in layout.braces and isinstance(value, list):
        dash = layout.end + " " * (column + layout.dash) + "-" + " " * (layout.item - 1)
        return f"{scalar(name)}:" + "".join(dash + inline(v) for v in value)
    return f"{scalar(name)}:{after_key(value, column, layout)}"


def after_key(value: Value, column: int, layout: Layout) -> str:
    """Return what follows the colon of a key that stands at ``column``."""
    if isinstance(value, dict):
        if not value:
            return " {}"
        return layout.end + " " * (column + layout.step) + mapping(value, column + layout.step, layout)
    if isinstance(value, list) or (isinstance(value, tuple) and joined(value) is None):
        if not value:
            return " []"
        dash = column + layout.dash
        return "".join(layout.end + " " * dash + item(v, dash, layout) for v in value)
    block = literal(value, column + layout.step, layout.end) if isinstance(value, str) and "\n" in value.strip("\n") else None
    return " " + (block or scalar(value))


def item(value: Value, dash: int, layout: Layout) -> str:
    """Return a list's item whose dash stands at column ``dash``; without indentation and last line end."""
    lead = "-" + " " * (layout.item - 1)
    if isinstance(value, dict):
        return lead + (mapping(value, dash + layout.item, layout) if value else "{}")
    if isinstance(value, list):
        return lead + inline(value)
    return lead + scalar(value)


def mapping(value: dict[str, Value], column: int, layout: Layout) -> str:
    """Return the fields of a mapping, one below the other, the first without indentation."""
    return (layout.end + " " * column).join(field(k, v, column, layout) for k, v in value.items())


def inline(value: Value) -> str:
    """Return a value between brackets or braces, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k, flow=True)}: {inline(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list) or (isinstance(value, tuple) and joined(value) is None):
        return "[" + ", ".join(inline(v) for v in value) + "]"
    return scalar(value, flow=True)
