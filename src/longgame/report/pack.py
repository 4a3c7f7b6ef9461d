"""Chart specs packed for one file: what occurs several times is written once. ``static/app.js`` unpacks them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

REFERENCE = "$"  # {"$": 3} stands for the fourth part; no spec has an object with this key alone
SHORTEST = 24  # letters of a part that is worth a reference
DATA = "values"  # rows of data are alike as a whole or not at all; going through them takes longest


def packed(specs: Mapping[str, Any]) -> dict[str, Any]:
    """Return specs with their common parts taken out.

    Parameters
    ----------
    specs : mapping of str to JSON values

    Returns
    -------
    dict
        ``parts``, each of which may refer to earlier ones, and ``specs``. The same specs give the same text.
    """
    tree = _Tree()
    roots = {name: tree.add(spec) for name, spec in specs.items()}
    often = Counter(child for node in tree.nodes for _, child in node.children)
    often.update(roots.values())
    parts: list[Any] = []
    where: dict[int, int] = {}

    def pack(at: int) -> Any:
        node = tree.nodes[at]
        if at in where:
            return {REFERENCE: where[at]}
        if node.kind is None and not isinstance(node.value, list | tuple):
            return node.value
        made: Any = _made(node, pack)
        if often[at] < 2 or node.length < SHORTEST:
            return made
        where[at] = len(parts)
        parts.append(made)
        return {REFERENCE: where[at]}

    whole = {name: pack(at) for name, at in roots.items()}
    return {"parts": parts, "specs": whole}


def unpacked(held: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was packed."""
    parts: list[Any] = []

    def unpack(value: Any) -> Any:
        if isinstance(value, list):
            return [unpack(v) for v in value]
        if not isinstance(value, dict):
            return value
        return parts[value[REFERENCE]] if value.keys() == {REFERENCE} else {k: unpack(v) for k, v in value.items()}

    for part in held["parts"]:
        parts.append(unpack(part))
    return {name: unpack(spec) for name, spec in held["specs"].items()}


def _made(node: _Node, pack: Callable[[int], Any]) -> Any:
    if node.kind is None:
        return list(node.value)
    return {k: pack(c) for k, c in node.children} if node.kind is dict else [pack(c) for _, c in node.children]


class _Node:
    def __init__(self, kind: type | None, value: Any, children: tuple[tuple[str, int], ...], length: int) -> None:
        self.kind = kind  # dict, list, or None for a value
        self.value = value
        self.children = children
        self.length = length  # letters, roughly


class _Tree:
    """Values with equal ones held once."""

    def __init__(self) -> None:
        self.nodes: list[_Node] = []
        self.known: dict[tuple[Any, Any], int] = {}

    def add(self, value: Any, name: str = "") -> int:
        """Return the position of the node that holds a value; of an object's, with the name that it has there."""
        kind: type | None = None
        children: tuple[tuple[str, int], ...] = ()
        if isinstance(value, dict):
            kind, children = dict, tuple((name, self.add(one, name)) for name, one in value.items())
        elif isinstance(value, list | tuple) and name != DATA:
            kind, children = list, tuple(("", self.add(one)) for one in value)
        if kind is not None:
            key: tuple[Any, Any] = (kind, children)
        elif isinstance(value, list | tuple):
            key = (DATA, json.dumps(value))
        else:
            key = (type(value), value)
        if key not in self.known:
            self.known[key] = len(self.nodes)
            self.nodes.append(_Node(kind, value, children, self._length(key)))
        return self.known[key]

    def _length(self, key: tuple[Any, Any]) -> int:
        if key[0] not in (dict, list):
            return len(str(key[1]))
        children: tuple[tuple[str, int], ...] = key[1]
        return 2 + sum(len(name) + 4 + self.nodes[at].length for name, at in children)
