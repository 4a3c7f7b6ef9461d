"""The mechanisms that analysts describe, each with a link to where it lives in the case."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from longgame.case.actors import Statement
from longgame.case.claims import Claim
from longgame.case.deadlines import Deadline
from longgame.case.events import Event
from longgame.case.mechanisms import Home, Mechanism, Since
from longgame.case.parameters import BY_NAME
from longgame.case.record import Record
from longgame.core.words import when
from longgame.report.charts.actor_map import FEWEST, stances
from longgame.report.context import Context


@dataclass(frozen=True)
class Link:
    """A reference with its anchor in the report, or without one where it has no place there or is not known on the day."""

    label: str
    anchor: str | None
    says: str = ""


@dataclass(frozen=True)
class Entry:
    """A mechanism, what came to be known since in order, and its homes: of each, rows of the case and pieces of the long game."""

    mechanism: Mechanism
    since: tuple[Since, ...]
    homes: tuple[tuple[Home, tuple[Link, ...], tuple[Link, ...]], ...]


@dataclass(frozen=True)
class Mechanisms:
    """Data of the page; how many mechanisms are at work in each verb, and how many homes in each lack something."""

    entries: tuple[Entry, ...]
    live: int
    by_verb: dict[str, int]
    lacking: dict[str, int]


def view(context: Context) -> Mechanisms:
    """Return every mechanism with the rows that it refers to."""
    entries = tuple(
        Entry(m, tuple(sorted(m.since, key=context.known)), tuple(_home(context, h) for h in m.homes))
        for m in context.case.mechanisms
    )
    live = Counter(verb for m in context.case.mechanisms for verb in {h.verb for h in m.homes if h.live})
    lacking = Counter(h.verb for m in context.case.mechanisms for h in m.homes if not h.live)
    at_work = sum(any(h.live for h in e.mechanism.homes) for e in entries)
    return Mechanisms(entries, at_work, dict(sorted(live.items())), dict(sorted(lacking.items())))


def _home(context: Context, home: Home) -> tuple[Home, tuple[Link, ...], tuple[Link, ...]]:
    return home, tuple(_link(context, ref) for ref in home.refs), tuple(_piece(context, piece) for piece in home.game)


def _link(context: Context, ref: str) -> Link:
    kind, _, key = ref.partition(":")
    table = {
        "package": context.case.packages, "commitment": context.case.commitments, "deadline": context.case.deadlines,
        "issue": context.case.issues, "actor": context.case.actors, "event": context.case.events, "series": context.case.series,
        "claim": context.case.claims, "statement": context.case.statements, "question": context.case.questions,
        "thesis": context.case.theses,
    }[kind]  # fmt: skip
    row = table.by_key.get(key)
    if row is None:
        return Link(f"{key} (not known by this day)", None)
    if kind == "question":
        return Link(f"question {key}", f"question-{key}")
    if not _shown(context, kind, key):
        return Link(f"{key} (nothing known by this day)", None)
    if kind == "actor" and key not in context.named:
        return Link(f"{key} (in no fact by this day)", None)
    return Link(_name(kind, row) or key, f"{kind}-{key}")


def _piece(context: Context, piece: str) -> Link:
    """Return a piece of the long game, with the place where the report shows it."""
    case, (kind, word) = context.case, piece.split(":", 1)
    page = "play" if len(case.game) else None
    if kind == "parameter":
        known = BY_NAME.get(word.partition(".")[0])
        return Link(word, None, known.says if known is not None else "")
    if kind in ("ladder", "rung"):
        name, number = (word, "") if kind == "ladder" else (word.rpartition(".")[0], word.rpartition(".")[2])
        ladder = case.ladders.by_key.get(name)
        if ladder is None or page is None:
            return Link(word, None)
        rung = f", rung {number}: {ladder.rungs[int(number)].label}" if number and int(number) <= ladder.top else ""
        return Link(f"ladder {ladder.title}{rung}", f"ladder-{name}")
    if kind == "link":
        return _drawn(context, word)
    if kind == "whatif":
        row = case.whatifs.by_key.get(word)
        return Link(f"what if: {row.title}", page) if row is not None else Link(f"{word} (not known by this day)", None)
    return Link(f"{kind} {word}".replace("_", " "), page)


def _drawn(context: Context, word: str) -> Link:
    """Return a causal link with the theses that draw it; before the first of them was out it is not told."""
    found = [(t, k) for t in context.case.theses for k in t.links if f"{k.from_}.{k.to}" == word]
    if not found:
        return Link("a link of a thesis that was not out by this day", None)
    link = found[0][1]
    way = {"+": "raises", "-": "lowers", "0": "does not move"}[link.sign]
    who = ", ".join(t.short for t, _ in found)
    return Link(f"{who}: {link.from_} {way} {link.to}".replace("_", " "), f"thesis-{found[0][0].id}")


def _name(kind: str, row: Record) -> str:
    """Return what a reader can make something of: a title or a name, else what it is and its date."""
    if isinstance(row, Deadline):
        return f"deadline of {when(row.due)}"
    if isinstance(row, Claim | Event | Statement):
        return f"{kind} of {when(row.date)}"
    return str(getattr(row, "title", None) or getattr(row, "name", None) or "")


def _shown(context: Context, kind: str, key: str) -> bool:
    """Whether the report has a place for the row: issues and series have one only where something is known of them."""
    if kind == "series":
        return any(o.series == key for o in context.case.indicators)
    return kind != "issue" or len(stances(context, key)) >= FEWEST
