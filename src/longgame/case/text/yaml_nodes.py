"""Where every node of a YAML file begins and ends, for changing it in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from longgame.case.text.yaml_write import Layout

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Node:
    """A value in a file.

    Attributes
    ----------
    kind : str
    start, end : int
        Offsets; ``end`` is after the last character of the value, comments and line end excluded.
    column : int
        Of its first character, from 0; of a block list, of its dashes.
    style : str
        Of text: empty, a quote, ``|`` or ``>``; of a collection: ``flow`` or empty.
    items : list of Node
        Of a list.
    fields : dict of str to (Node, Node)
        Of a mapping: key and value.
    """

    kind: Literal["scalar", "list", "mapping"]
    start: int
    end: int
    column: int
    style: str = ""
    items: list[Node] = field(default_factory=list)
    fields: dict[str, tuple[Node, Node]] = field(default_factory=dict)

    @property
    def flow(self) -> bool:
        """Whether it is a collection between brackets or braces."""
        return self.style == "flow"

    def value(self, name: str) -> Node | None:
        """Return the value of a field, None if it is not there."""
        return self.fields[name][1] if name in self.fields else None


def nodes(text: str) -> Node:
    """Return the tree of a file that ``parse_yaml`` has accepted; offsets count a byte-order mark."""
    shift = 1 if text.startswith("\ufeff") else 0
    top: Node | None = None
    stack: list[tuple[Node, list[tuple[str, Node]]]] = []
    event: Any
    for event in yaml.parse(text[shift:], Loader=_Loader):
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            node, _ = stack.pop()
            mark: Any = event.end_mark
            node.end = mark.index + shift if node.flow else _last(node)
        elif isinstance(event, yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent):
            node = _node(event, text, shift)
            top = top or node
            if stack:
                _attach(stack[-1], node, event)
            if node.kind != "scalar":
                stack.append((node, []))
    assert top is not None
    return top


def _node(event: Any, text: str, shift: int) -> Node:
    mark: Any = event.start_mark
    start, end = mark.index + shift, event.end_mark.index + shift
    if isinstance(event, yaml.ScalarEvent):
        style = event.style or ""
        if style in ("|", ">") and "+" not in text[start : text.find("\n", start)].split("#")[0]:
            end = start + len(text[start:end].rstrip())
        return Node("scalar", start, end, mark.column, style)
    kind: Literal["list", "mapping"] = "list" if isinstance(event, yaml.SequenceStartEvent) else "mapping"
    return Node(kind, start, end, mark.column, "flow" if event.flow_style else "")


def _attach(frame: tuple[Node, list[tuple[str, Node]]], node: Node, event: yaml.NodeEvent) -> None:
    parent, waiting = frame
    if parent.kind == "list":
        parent.items.append(node)
    elif waiting:
        name, key = waiting.pop()
        parent.fields[name] = (key, node)
    else:
        waiting.append((str(getattr(event, "value", "")), node))


def _last(node: Node) -> int:
    if node.items:
        return node.items[-1].end
    return max((value.end for _, value in node.fields.values()), default=node.end)


def layout(top: Node, text: str) -> Layout:
    """Return how a file is laid out, from the first places that show it."""
    end = "\r\n" if "\r\n" in text else "\n"
    found: dict[str, int] = {}
    braces: set[str] = set()
    _measure(top, found, braces)
    return Layout(end, found.get("step", 2), found.get("dash", found.get("top_dash", 0)), found.get("item", 2), frozenset(braces))


def _measure(node: Node, found: dict[str, int], braces: set[str], depth: int = 0) -> None:
    if node.flow:
        return
    for name, (key, value) in node.fields.items():
        if value.items and not value.flow and all(v.flow for v in value.items):
            braces.add(name)
        if value.kind == "mapping" and not value.flow and value.fields:
            found.setdefault("step", value.column - key.column)
        if value.kind == "list" and not value.flow and value.items:
            found.setdefault("dash" if depth else "top_dash", value.column - key.column)
        _measure(value, found, braces, depth + 1)
    for child in node.items:
        if child.kind == "mapping" and not child.flow:
            found.setdefault("item", child.column - node.column)
        _measure(child, found, braces, depth + 1)
