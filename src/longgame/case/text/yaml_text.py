"""YAML with positions, and without what makes YAML dangerous or surprising.

Every scalar is text until a record says what it is: ``no`` stays "no" and 1.10 stays "1.10".
Anchors, aliases and tags are refused, so that a small file cannot unfold into a large one or
name a Python object. JSON is read by ``json_text``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from longgame.case.text.parsed import Path
from longgame.core.errors import CaseError, Problem, short
from longgame.core.where import Where

MAX_DEPTH = 24
MAX_VALUES = 400_000
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = ("", "~", "null", "Null", "NULL")


@dataclass
class YamlText:
    """A parsed YAML document; ``data`` holds mappings, lists and text, empty values left out."""

    file: str
    text: str
    data: object = None
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def where(self, path: Path) -> Where:
        """Return the place of a value, or of its nearest parent that is in the file."""
        for end in range(len(path), -1, -1):
            if (place := self.places.get(path[:end])) is not None:
                return Where(self.file, *place)
        return Where(self.file)

    def where_key(self, path: Path) -> Where:
        """Return the place of a field's name."""
        place = self.keys.get(path)
        return Where(self.file, *place) if place is not None else self.where(path)


def parse_yaml(text: str, file: str) -> YamlText:
    """Parse one YAML document.

    Parameters
    ----------
    text : str
        May begin with a byte-order mark.
    file : str
        Name for messages.

    Raises
    ------
    CaseError
        LG110 syntax, LG111 anchors, aliases, tags or several documents, LG112 a key twice, LG113
        nesting deeper than 24 or more than 400,000 values.
    """
    composer = _Composer(YamlText(file, text))
    try:
        composer.run(text.removeprefix("\ufeff"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file)
        message = " ".join(str(part) for part in (error.context, error.problem) if part)
        raise CaseError([Problem(where, "LG110", f"not valid YAML: {message}", _hint(message))]) from None
    except yaml.YAMLError as error:
        reason = getattr(error, "reason", str(error))
        raise CaseError([Problem(_reader_place(file, text), "LG110", f"not valid YAML: {reason}")]) from None
    if composer.problems:
        raise CaseError(composer.problems)
    return composer.out


def _hint(message: str) -> str:
    if "tab" in message or "'\\t'" in message:
        return "indent with spaces"
    if "mapping values are not allowed" in message or "block mapping" in message:
        return "put text with a colon or a leading special character between quotes, and check the indentation"
    return "check quotes, colons and indentation on this line and the one before"


def _reader_place(file: str, text: str) -> Where:
    for number, line in enumerate(text.split("\n"), 1):
        for column, char in enumerate(line, 1):
            if (ord(char) < 32 and char not in "\t\r") or char in "\x7f\ufffe\uffff":
                return Where(file, number, column)
    return Where(file)


class _Composer:
    def __init__(self, out: YamlText) -> None:
        self.out = out
        self.problems: list[Problem] = []

    def run(self, text: str) -> None:
        # Each open collection: its path, the container, and for a mapping the key that waits for a value.
        stack: list[list[object]] = []
        documents = 0
        for event in yaml.parse(text, Loader=_Loader):
            if len(self.out.places) > MAX_VALUES:
                where = Where(self.out.file, *_place(event))
                message = f"the file holds more than {MAX_VALUES:,} values"
                raise CaseError([*self.problems, Problem(where, "LG113", message, "split the case; long tables belong in CSV")])
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "a second document", "keep one document per file, without '---' in between")
            elif isinstance(event, yaml.NodeEvent):
                self._node(event, stack)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                stack.pop()

    def _node(self, event: yaml.NodeEvent, stack: list[list[object]]) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"the alias {short(f'*{event.anchor}')}", "write the value out")
        elif event.anchor is not None:
            self._refuse(event, f"the anchor {short(f'&{event.anchor}')}", "remove it")
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            self._refuse(event, f"the tag {short(tag)}", "remove it; the field's meaning is given by its name")
        value = self._value(event)
        place = _place(event)
        path = self._put(value, place, stack)
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            stack.append([path, value, None])
            if len(stack) > MAX_DEPTH:
                where = Where(self.out.file, *place)
                raise CaseError([*self.problems, Problem(where, "LG113", f"nested deeper than {MAX_DEPTH} levels")])

    @staticmethod
    def _value(event: yaml.NodeEvent) -> object:
        if isinstance(event, yaml.MappingStartEvent):
            return {}
        if isinstance(event, yaml.SequenceStartEvent):
            return []
        if isinstance(event, yaml.ScalarEvent):
            # The style of plain text is None in the parser written in Python and '' in the one written in C.
            return None if not event.style and event.value in _NULL else event.value
        return None

    def _put(self, value: object, place: tuple[int, int], stack: list[list[object]]) -> Path:
        if not stack:
            self.out.data = value
            self.out.places[()] = place
            return ()
        frame = stack[-1]
        base, container = frame[0], frame[1]
        assert isinstance(base, tuple)
        if isinstance(container, list):
            path = (*base, len(container))
            container.append(value)
        elif isinstance(container, dict) and frame[2] is None:
            if not isinstance(value, str):
                where = Where(self.out.file, *place)
                raise CaseError([*self.problems, Problem(where, "LG110", "a field's name must be plain text")])
            path = (*base, value)
            if path in self.out.keys:
                message = f"the field {short(value)} stands twice; first on line {self.out.keys[path][0]}"
                self.problems.append(Problem(Where(self.out.file, *place), "LG112", message, "remove one"))
            self.out.keys[path] = place
            frame[2] = path
            return path
        else:
            path = frame[2]  # type: ignore[assignment]
            frame[2] = None
            if value is not None:
                container[path[-1]] = value  # type: ignore[index]
        self.out.places[path] = place
        return path

    def _refuse(self, event: yaml.Event, what: str, fix: str) -> None:
        if len(self.problems) < 100:
            where = Where(self.out.file, *_place(event))
            self.problems.append(Problem(where, "LG111", f"{what} is not allowed in a case", fix))


def _place(event: yaml.Event) -> tuple[int, int]:
    assert event.start_mark is not None  # what is parsed from text has a place
    return event.start_mark.line + 1, event.start_mark.column + 1
