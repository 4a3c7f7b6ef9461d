"""Change values in a YAML file and leave everything else in it as it was written.

The file is not written anew from a tree: whatever was not touched keeps its characters, so that
comments, quotes, folding and spacing stay. Round-trip emitters wrap plain text of several lines and
move comments, which would show as changes that nobody made.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from longgame.case.shape import Value, as_text, joined
from longgame.case.text.yaml_nodes import Node, layout, nodes
from longgame.case.text.yaml_write import Layout, after_key, field, folded, inline, item, literal, mapping, scalar

# An item of a list to be: where it stood in the old list, or None; its old value and its new one.
Item = tuple[int | None, Value | None, Value]
Fields = dict[str, Value]
Splice = tuple[int, int, str]


class CannotEditError(Exception):
    """A place is written in a way that cannot be changed in part."""


def edited(text: str, head: tuple[Fields, Fields] | None, tables: Mapping[str, Sequence[Item]], *, whole: bool = False) -> str:
    """Return the text of a file with changed values.

    Parameters
    ----------
    text : str
        The file, accepted by ``parse_yaml``.
    head : (dict, dict) or None
        Old and new fields of ``case``.
    tables : mapping of str to sequence of Item
        For each table of the file, and each to be added, its rows to be.
    whole : bool
        Write a changed row anew instead of its changed fields only.
    """
    return _Editor(text, whole=whole).run(head, tables)


def written(tables: Mapping[str, Sequence[Fields] | Fields]) -> str:
    """Return a new file: a mapping of names to rows, or to fields for the head."""
    values = {name: value if isinstance(value, dict) else list(value) for name, value in tables.items()}
    return "\n".join(field(name, value, 0, Layout()) + "\n" for name, value in values.items())


class _Editor:
    def __init__(self, text: str, *, whole: bool) -> None:
        self.top = nodes(text)
        self.layout = layout(self.top, text)
        self.text = text if text.endswith(("\n", "\r")) else text + self.layout.end
        self.whole = whole

    def run(self, head: tuple[Fields, Fields] | None, tables: Mapping[str, Sequence[Item]]) -> str:
        splices: list[Splice] = []
        tail = ""
        if head is not None and head[0] != head[1]:
            splices += self._head(*head)
        for name, rows in tables.items():
            if name not in self.top.fields:
                if rows:
                    tail += self.layout.end + field(name, [new for _, _, new in rows], 0, self.layout) + self.layout.end
                continue
            key, node = self.top.fields[name]
            if not self._same(node, rows):
                splices += self._table(key, node, rows)
        return self._applied(0, len(self.text), splices) + tail

    def _head(self, old: Fields, new: Fields) -> list[Splice]:
        node = self.top.value("case")
        assert node is not None
        try:
            return self._mapping(node, old, new)
        except CannotEditError:
            return [(node.start, node.end, inline(new) if node.flow else mapping(new, node.column, self.layout))]

    def _table(self, key: Node, node: Node, rows: Sequence[Item]) -> list[Splice]:
        try:
            return self._list(key, node, rows)
        except CannotEditError:
            return [self._rest(key, node, [new for _, _, new in rows])]

    @staticmethod
    def _same(node: Node, rows: Sequence[Item]) -> bool:
        return [i for i, _, _ in rows] == list(range(len(node.items))) and all(old == new for _, old, new in rows)

    def _applied(self, start: int, end: int, splices: Sequence[Splice]) -> str:
        parts, offset = [], start
        for a, b, new in sorted(splices, key=lambda s: (s[0], s[1])):
            if a < offset:
                raise CannotEditError
            parts += [self.text[offset:a], new]
            offset = b
        return "".join([*parts, self.text[offset:end]])

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_end(self, offset: int) -> int:
        """Return the start of the next line; an offset that is one already, as after kept line ends, is returned."""
        if offset and self.text[offset - 1] == "\n":
            return offset
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found + 1

    def _mapping(self, node: Node, old: Fields, new: Fields) -> list[Splice]:
        touched = [k for k in dict.fromkeys([*old, *new]) if old.get(k) != new.get(k)]
        if node.flow:
            return self._flow_mapping(node, new, touched)
        splices: list[Splice] = []
        gone = [k for k in touched if k not in new and k in node.fields]
        if len(gone) == len(node.fields):
            raise CannotEditError
        added: dict[int, str] = {}
        for name in touched:
            if name in gone:
                splices.append(self._removal(node, name, gone))
            elif name in node.fields:
                splices += self._value(*node.fields[name], old.get(name), new[name])
            elif name in new:
                at = self._line_end(self._anchor(node, name, new, gone).end)
                line = " " * node.column + field(name, new[name], node.column, self.layout) + self.layout.end
                added[at] = added.get(at, "") + line
        return [*splices, *((at, at, lines) for at, lines in added.items())]

    def _anchor(self, node: Node, name: str, new: Fields, gone: Sequence[str]) -> Node:
        order = list(new)
        there = [k for k in node.fields if k not in gone]
        before = [k for k in order[: order.index(name)] if k in there]
        return node.fields[before[-1] if before else there[-1]][1]

    def _removal(self, node: Node, name: str, gone: Sequence[str]) -> Splice:
        key, value = node.fields[name]
        start = self._line_start(key.start)
        if not self.text[start : key.start].strip(" \ufeff"):
            return start, self._line_end(value.end), ""
        names = list(node.fields)
        following = names[names.index(name) + 1 :]
        if not following or following[0] in gone:
            raise CannotEditError
        return key.start, node.fields[following[0]][0].start, ""

    def _flow_mapping(self, node: Node, new: Fields, touched: Sequence[str]) -> list[Splice]:
        if all(k in node.fields and k in new and node.fields[k][1].kind == "scalar" for k in touched):
            found = []
            for k in touched:
                value = node.fields[k][1]
                if value.start == value.end:
                    raise CannotEditError
                found.append((value.start, value.end, self._flow_value(value, new[k])))
            return found
        parts = []
        for k, (key, value) in node.fields.items():
            if k in touched and k not in new:
                continue
            raw = self.text[key.start : value.end]
            parts.append(f"{self.text[key.start : key.end]}: {inline(new[k])}" if k in touched else raw)
        parts += [f"{scalar(k, flow=True)}: {inline(new[k])}" for k in touched if k in new and k not in node.fields]
        return [(node.start, node.end, "{" + ", ".join(parts) + "}")]

    def _flow_value(self, node: Node, new: Value) -> str:
        return inline(new) if isinstance(new, dict | list) else scalar(new, node.style, flow=True)

    def _value(self, key: Node, node: Node, old: Value | None, new: Value) -> list[Splice]:
        if isinstance(new, dict) and isinstance(old, dict) and node.kind == "mapping":
            return self._mapping(node, old, new)
        if node.kind == "list" and isinstance(new, list | tuple):
            before = list(old) if isinstance(old, list | tuple) else []
            if len(before) == len(node.items):
                return self._list(key, node, _matched(before, list(new)))
        if (node.kind == "scalar" and isinstance(new, str | int | float | bool)) or (_single(new) and node.kind == "scalar"):
            return [self._scalar(key, node, new)]
        if node.flow:
            return [(node.start, node.end, inline(new))]
        return [self._rest(key, node, new)]

    def _rest(self, key: Node, node: Node, new: Value) -> Splice:
        colon = self.text.index(":", key.end)
        if node.start == node.end and isinstance(new, dict | list):
            at = self._line_end(key.end)
            return at, at, after_key(new, key.column, self.layout).removeprefix(self.layout.end) + self.layout.end
        return colon + 1, node.end, after_key(new, key.column, self.layout) + self._kept_end(node)

    def _kept_end(self, node: Node) -> str:
        return self.layout.end if node.end > node.start and self.text[node.end - 1] == "\n" else ""

    def _scalar(self, key: Node, node: Node, new: Value) -> Splice:
        if node.start == node.end:
            return self._rest(key, node, new)
        text, end = as_text(new), self.layout.end
        made: str | None = None
        if isinstance(new, str) and node.style == ">":
            head, *lines = self.text[node.start : node.end].splitlines()
            indents = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
            if head.strip() in (">", ">-") and len(set(indents)) == 1:
                width = max(len(line) for line in lines) - indents[0]
                made = folded(text, head.strip(), indents[0], width, end, [line[indents[0] :].rstrip() for line in lines])
        if made is None and isinstance(new, str) and (node.style == "|" or "\n" in text.strip("\n")):
            made = literal(text, key.column + self.layout.step, end)
        if made is None:
            made = scalar(new, node.style if node.style in "'\"" else "")
        return node.start, node.end, made + self._kept_end(node)

    def _list(self, key: Node, node: Node, rows: Sequence[Item]) -> list[Splice]:
        if node.kind != "list" or (node.flow and not node.items):
            return [self._rest(key, node, [new for _, _, new in rows])] if rows else []
        if node.flow:
            parts = [self._flow_item(node.items[i], old, new) if i is not None else inline(new) for i, old, new in rows]
            return [(node.start, node.end, "[" + ", ".join(parts) + "]")]
        bodies = self._bodies(node)
        blank = self._blank_between(bodies)
        pieces, used = {}, set()
        for at, (i, old, new) in enumerate(rows):
            if i is None:
                lead = blank if at else ""
                pieces[at] = lead + " " * node.column + self._new_item(node, new) + self.layout.end
            else:
                used.add(i)
                pieces[at] = self._lead(bodies, i) + self._applied(*bodies[i], self._item(node.items[i], old, new))
        lost = {i: self._lead(bodies, i) for i in range(len(bodies)) if i not in used}
        body = (bodies[0][0], bodies[-1][1], self._with_comments(rows, pieces, lost))
        if rows:
            return [body]
        colon = self.text.index(":", key.end)
        return [(colon + 1, colon + 1, " []"), body]

    def _with_comments(self, rows: Sequence[Item], pieces: Mapping[int, str], lost: Mapping[int, str]) -> str:
        """Join the pieces; comments above a row that is gone stay where the row was."""
        out, waiting = [], {i: lead for i, lead in lost.items() if "#" in lead}
        for at, (i, _, _) in enumerate(rows):
            for gone in [g for g in waiting if i is not None and g < i]:
                out.append(waiting.pop(gone))
            out.append(pieces[at])
        return "".join([*out, *waiting.values()])

    def _bodies(self, node: Node) -> list[tuple[int, int]]:
        """Return the lines of each item, from that of its dash to that of its last character."""
        found: list[tuple[int, int]] = []
        for at, child in enumerate(node.items):
            offset = self._line_start(node.start) if at == 0 else found[-1][1]
            while not self.text.startswith(" " * node.column + "-", offset):
                offset = self._line_end(offset + 1)
                if offset > child.start or offset >= len(self.text):
                    raise CannotEditError
            found.append((offset, self._line_end(max(child.end, offset + 1))))
        return found

    def _lead(self, bodies: Sequence[tuple[int, int]], i: int) -> str:
        return self.text[bodies[i - 1][1] : bodies[i][0]] if i else ""

    def _blank_between(self, bodies: Sequence[tuple[int, int]]) -> str:
        leads = [self._lead(bodies, i) for i in range(1, len(bodies))]
        many = [lead for lead in leads if lead[:1] in ("\n", "\r")]
        return self.layout.end if leads and 2 * len(many) > len(leads) else ""

    def _item(self, node: Node, old: Value | None, new: Value) -> list[Splice]:
        if old == new:
            return []
        if isinstance(new, dict) and isinstance(old, dict) and node.kind == "mapping":
            if not self.whole:
                try:
                    return self._mapping(node, old, new)
                except CannotEditError:
                    pass
            made = inline(new) if node.flow else mapping(new, node.column, self.layout) + self._kept_end(node)
            return [(node.start, node.end, made)]
        if node.kind == "scalar" and not isinstance(new, dict | list):
            return [(node.start, node.end, scalar(new, node.style if node.style in "'\"" else "") + self._kept_end(node))]
        raise CannotEditError

    def _flow_item(self, node: Node, old: Value | None, new: Value) -> str:
        if isinstance(new, dict) and isinstance(old, dict) and node.kind == "mapping":
            return self._applied(node.start, node.end, self._mapping(node, old, new))
        return self.text[node.start : node.end] if old == new else self._flow_value(node, new)

    def _new_item(self, node: Node, new: Value) -> str:
        inner = node.items[0].column - node.column
        if isinstance(new, dict) and node.items[0].flow:
            return "-" + " " * (inner - 1) + inline(new)
        return item(new, node.column, self.layout)


def _single(value: Value) -> bool:
    return not isinstance(value, dict | list) and (not isinstance(value, tuple) or joined(value) is not None)


def _matched(old: list[Any], new: list[Any]) -> list[Item]:
    """Pair the items of two lists: by id where they have one, else by what stayed equal."""
    ids = [[v.get("id") if isinstance(v, dict) else None for v in values] for values in (old, new)]
    if all(None not in side and len(set(side)) == len(side) for side in ids):
        where = {key: i for i, key in enumerate(ids[0])}
        return [(where.get(v["id"]), old[where[v["id"]]] if v["id"] in where else None, v) for v in new]
    a, b = ([repr(v) for v in values] for values in (old, new))
    pairs: list[Item] = []
    for kind, a0, a1, b0, b1 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "delete":
            continue
        for offset, value in enumerate(new[b0:b1]):
            at = a0 + offset if a0 + offset < a1 else None
            pairs.append((at, old[at] if at is not None else None, value))
    return pairs
