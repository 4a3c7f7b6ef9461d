"""From the blocks of a document to units with their kinds: cut, classify, join again what is one claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from longgame.read import hedges
from longgame.read.english import conditions, dates, promises, sayings
from longgame.read.english.clauses import clauses, finite
from longgame.read.english.context import Context, roles
from longgame.read.english.kinds import Reading, kind
from longgame.read.english.pieces import cut
from longgame.read.english.under import under_heading
from longgame.read.english.unit import Unit, tense
from longgame.read.sentences import plain, split
from longgame.read.words import lines

if TYPE_CHECKING:
    from spacy.tokens import Doc


# A clause that leaves fewer words of its sentence is no claim beside it.
SHARE = 3


class Piece(NamedTuple):
    """A stretch of the document to be parsed.

    Attributes
    ----------
    start : int
        In the document's text.
    text : str
        With plain marks.
    block : int
        Which block it is from.
    """

    start: int
    text: str
    block: int


class Read(NamedTuple):
    """A unit with what it was taken for."""

    unit: Unit
    reading: Reading
    block: int


def pieces(text: str, blocks: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """Return what is to be parsed: the sentences of each block, cut at semicolons and dashes."""
    for number, (start, end) in enumerate(blocks):
        words = plain(text[start:end])
        for a, b in split(words):
            for left, right in cut(words, a, b):
                part = words[left:right]
                head = len(part) - len(part.lstrip(" ,;:-—"))
                if part.strip(" ,;:-—."):
                    yield Piece(start + left + head, part[head:].rstrip(), number)


def read(parts: Sequence[Piece], docs: Sequence[Doc], now: date, heads: Sequence[str] = ()) -> list[Read]:
    """Return the units of a document with their kinds, in order.

    Parameters
    ----------
    parts : sequence of Piece
    docs : sequence of Doc
        The parse of each.
    now : datetime.date
        Day of the article.
    heads : sequence of str
        The heading over each block.
    """
    found: list[Read] = []
    context = Context(now, roles(docs))
    block, under = -1, None
    for part, doc in zip(parts, docs, strict=True):
        if not len(doc):
            continue
        if part.block != block:
            context.spoke = context.told = context.who = False
            under = under_heading(part.text, heads[part.block] if part.block < len(heads) else "", now)
        block = part.block
        units = _joined(_units(doc, part.start, now), context)
        every = sorted([*units, *_inside(doc, part.start, units, now)], key=lambda u: (u[0].start, -u[0].end))
        for unit, _ in every:
            unit.under = under
        found += [Read(unit, reading, part.block) for unit, reading in every]
        context.meet(doc)
        context.spoke = any(reading.kind == "reported claim by an official" for _, reading in units)
    return found


def _inside(doc: Doc, offset: int, units: Sequence[tuple[Unit, Reading]], now: date) -> list[tuple[Unit, Reading]]:
    """Return the promises and fixtures in relative clauses, which are claims of their own beside the one that they stand in."""
    found = []
    for verb in doc:
        start, end = verb.left_edge.i, verb.right_edge.i + 1
        opens = doc[start].lower_ in ("which", "who", "whose") or (doc[start].lower_ == "when" and verb.dep_ in ("relcl", "advcl"))
        if doc[start].lower_ == "when" and verb.dep_ == "advcl" and not any(u.head == verb.head.i for u, _ in units):
            continue  # when somebody hopes, promises or tries that something be
        if verb.dep_ not in ("relcl", "advcl") or not opens or not finite(verb) or any(u.start == start for u, _ in units):
            continue
        unit = Unit(doc, start, end, verb.i, "which", offset)
        _fill(unit, spoken(doc), now)
        promise = promises.promised(unit, now) if unit.times else None
        if promise is not None and not any(
            r.forward and u.start <= start and end - start > len(u.tokens) - SHARE for u, r in units
        ):
            found.append((unit, Reading("commitment-with-deadline", promise.why, None, promise.hedge)))
    return found


# `on as many points as possible`: a degree, and no likelihood.
_AS_POSSIBLE = re.compile(r"\bas (?:[\w-]+ ){1,6}as (?:is |was |were )?possible\b", re.IGNORECASE)
_AS_VERB = re.compile(r"(?:predict|forecast|foresee|reckon|anticipate|expect)s?|will|may|might|can|must")


def spoken(doc: Doc) -> list[hedges.Found]:
    """Return the hedges of a sentence, without what is written like one: `the 2024 forecast`, `talks about the two chapters`."""
    nouns = {t.idx for t in doc if t.pos_ in ("NOUN", "PROPN")}
    prepositions = {t.idx for t in doc if t.dep_ == "prep"}
    had = {t.idx for t in doc if t.lower_ == "'d" and (t.tag_ != "MD" or t.head.tag_ in ("VBN", "VBD"))}
    text = doc.text
    degrees = {m.end() for m in _AS_POSSIBLE.finditer(text)}
    found = (h for h in hedges.find(text) if h.start not in had and h.end not in degrees)
    return [
        h
        for h in found
        if not (h.start in nouns and _AS_VERB.fullmatch(text[h.start : h.end].lower()))
        and not (h.start in prepositions and text[h.start : h.end].lower() in ("about", "around"))
    ]


def _units(doc: Doc, offset: int, now: date) -> list[Unit]:
    every = spoken(doc)
    units = [Unit(doc, c.start, c.end, c.head, c.joint, offset) for c in clauses(doc)]
    for unit in units:
        _fill(unit, every, now)
    return units


def _fill(unit: Unit, every: Sequence[hedges.Found], now: date) -> None:
    unit.hedges = [h for h in every if unit.first <= h.start < unit.last]
    behind = unit.past or unit.perfect
    shift = unit.first
    unit.times = [t._replace(start=t.start + shift, end=t.end + shift) for t in dates.find(unit.text, now, ahead=not behind)]
    unit.hedges = [h for h in unit.hedges if not any(t.start <= h.start and h.end <= t.end for t in unit.times)]


def _joined(units: Sequence[Unit], context: Context) -> list[tuple[Unit, Reading]]:
    """Return units with their kinds, clauses that are one claim joined to the one before them."""
    found: list[tuple[Unit, Reading]] = []
    for unit in units:
        _focus(unit, context)
        told = context.told
        reading = kind(unit, context)
        context.told = unit.past
        context.before = reading.kind
        if not found or not _one(found[-1], (unit, reading)):
            found.append((unit, reading))
            continue
        before = found[-1][0]
        whole = Unit(before.doc, before.start, unit.end, before.head, before.joint, before.offset)
        _fill(whole, sorted({*before.hedges, *unit.hedges}), context.now)
        context.told = told and len(found) == 1
        found[-1] = (whole, kind(whole, context))
        context.told = unit.past
    return found


def _focus(unit: Unit, context: Context) -> None:
    """Cut off who says it, where it is nobody in office."""
    said = sayings.outside(unit, context)
    if said is None or not unit.start <= said.i < unit.end:
        return
    start, end = said.left_edge.i, said.right_edge.i + 1
    if unit.doc[start].lower_ in ("that", ",") and start < said.i:
        start += 1
    unit.told = tense(unit.verb) == "past"
    unit.start, unit.end, unit.head = max(unit.start, start), min(unit.end, end), said.i
    for name in ("tokens", "low", "verb", "subject", "past", "perfect"):
        unit.__dict__.pop(name, None)
    _fill(unit, spoken(unit.doc), context.now)


# `so would the ceasefire`, `neither will the banks`, `and the more it will cost`: nothing by themselves.
_GOES_WITH = re.compile(
    r"(?:and )?(?:so|neither|nor) (?:will|would|may|might|could|can|do|does|did|is|are|was|were|has|have) [^,]{1,40}$|"
    r"and the (?:more|less|\w+er)\b(?! \w+ (?:of|in)\b)"
)


def _one(before: tuple[Unit, Reading], after: tuple[Unit, Reading]) -> bool:
    """Whether two clauses side by side are one claim."""
    (first, one), (second, other) = before, after
    if first.text.endswith("?") or second.text.endswith("?"):
        return False
    differ = one.forward != other.forward
    match second.joint:
        case "but" | "contrast":
            return (other.kind is None and other.why != "nobody knows") or len(second.tokens) < 5
        case "conceded":
            return not other.forward
        case "and":
            if _GOES_WITH.match(second.low):
                return True
            if (one.condition is not None and other.kind == "forecast") or conditions.imperative(first):
                return True
            return not (differ or (one.forward and other.forward))
        case "same":
            strong = all(any(h.kind in hedges.STRONG for h in u.hedges) for u in (first, second))
            return not strong and not (differ and second.hedges and other.forward and (first.past or first.perfect))
        case "reason":
            return not one.forward
        case "which":
            return one.forward or not other.forward
        case _:
            return True


_LEAD = re.compile(
    r"(?:(?:and|but|or|yet|so(?! (?:far|long|much|many|few|little|often|soon)\b)|nor|though|although|while|whereas)\s+|(?:"
    + "|".join(lines("leads_en.txt"))
    + r"),\s+)+",
    re.IGNORECASE,
)


def trim(unit: Unit) -> tuple[int, int]:
    """Return where a claim starts and ends in the parsed text, without what ties it to the sentence before."""
    text = unit.text
    start, end = 0, len(text)
    before = (-1, -1)
    while before != (start, end) and start < end:
        before = (start, end)
        lead = _LEAD.match(text, start, end)
        start = lead.end() if lead is not None else start
        start += len(text[start:end]) - len(text[start:end].lstrip(" ,;:—-"))
        end -= len(text[start:end]) - len(text[start:end].rstrip(" ,;:—-"))
        start, end = _unquoted(text, start, end)
    return unit.first + start, unit.first + end


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave off quotation marks and brackets around a whole claim, and those whose other half is elsewhere."""
    for opens, closes in ('""', "[]", "()"):
        marks = text.count(opens, start, end) + (text.count(closes, start, end) if closes != opens else 0)
        first, last = text[start : start + 1] == opens, text[end - 1 : end] == closes
        if marks == 2 and first and last and end - start > 2:
            return start + 1, end - 1
        if marks == 1 and (first or last):
            return start + first, end - (last and not first)
    return start, end
