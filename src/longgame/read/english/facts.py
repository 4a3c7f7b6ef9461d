"""What is no forecast: why something is so, how much, or simply that it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from longgame.read import quantities
from longgame.read.english.ahead import LATER
from longgame.read.english.clauses import finite
from longgame.read.english.grammar import MONTHS
from longgame.read.english.unit import tense
from longgame.read.proposal import Kind
from longgame.read.words import classes, pattern

if TYPE_CHECKING:
    from spacy.tokens import Token

    from longgame.read.english.dates import Time
    from longgame.read.english.unit import Unit

LIST = "claims_en.csv"
_ABSTRACT = re.compile(
    r"\b(?:problem|reason|aim|goal|point|purpose|logic|difficulty|obstacle|motive|factor|concern|worry|risk|advantage|price)s?\b"
)
_STANDS = frozenset({"position", "demand", "proposal", "offer", "line", "view", "rule", "answer"})
# What stands in a text can be looked up.
_WRITTEN = frozenset(
    {"list", "draft", "version", "clause", "article", "annex", "wording", "paragraph", "chapter", "provision", "bill"}
)
_CONTAINS = frozenset(
    {
        "be",
        "contain",
        "include",
        "concern",
        "cover",
        "omit",
        "list",
        "mention",
        "comprise",
        "consist",
        "limit",
        "apply",
        "appear",
        "refer",
    }
)
_SO_FAR = re.compile(r"so (?:far|long|much|many|few|little|called)\b")
_GOES = frozenset({"take", "continue", "last", "proceed", "persist"})
_YET = re.compile(r"\b(?:has|have) (?:still |yet )to\b|\b(?:has|have) yet to\b")
# Digits of a year.
YEAR = 4
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_JUDGES = frozenset({"evidence", "habit", "likelihood"})
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?:[€$£]\s?)?\d[\d,.]*(?:\s?(?:-|to)\s?\d[\d,.]*)?(?:\s?(?:%|per ?cent|percent|bn|km))?(?![\w/-])|"
    r"\b(?:(?:two|three|four|nine)-(?:thirds|quarters|fifths|tenths)|(?:majority|lead|margin) of (?:one|two|three))\b|"
    r"\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?(?:four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|"
    r"million|billion|(?:a|one|two) (?:half|third|quarter|fifth)s?(?= of|[,.]|$)|half of|twice|"
    r"two-thirds)\b(?! (?:o'clock|generations?)\b|-[a-z])|"
    r"\b(?:doubled|halved|tripled|trebled|quadrupled)\b"
)


def fact(unit: Unit) -> tuple[Kind, str]:
    """Return whether a unit that does not look ahead is a thesis, a quantity or a statement, and why."""
    if because := pattern("reasons_en.txt").search(unit.low):
        return "causal thesis", f"'{because[0]}' gives a reason or a result"
    if mark := _reason(unit):
        return "causal thesis", f"'{mark}' opens a reason or a result"
    if _in_order(unit):
        return "causal thesis", f"'{unit.doc[unit.start].text} {unit.doc[unit.start].head.text}' says what for"
    number = numbers(unit)
    verb = unit.verb.lemma_.lower()
    if number and (
        any(c.isdigit() for c in number) or "%" in number or verb in classes(LIST)["measure"] or verb not in classes(LIST)["cause"]
    ):
        return "factual quantity", f"'{_amount(unit, number)}' is what there is to check"
    if motive := pattern("motives_en.txt").search(unit.low):
        return "causal thesis", f"'{motive[0]}': what moves somebody, or what counts"
    now = tense(unit.verb) in ("present", "modal", "none")
    lists = classes(LIST)
    wants = next((t for t in (unit.verb, *unit.verb.conjuncts) if t.lemma_.lower() in lists["motive"]), None)
    if wants is not None and now and unit.start <= wants.i < unit.end:
        return "causal thesis", f"'{wants.text}': what somebody is after"
    if verb in lists["cause"] and not any(c.dep_ == "auxpass" for c in unit.verb.children):
        return "causal thesis", f"'{unit.verb.text}': what brings what about"
    judged = next((h for h in unit.hedges if h.kind in _JUDGES and unit.depth(h) in ("main", "complement")), None)
    if judged is not None and not unit.perfect and not (unit.past and judged.kind == "likelihood" and judged.meaning == "expected"):
        return "causal thesis", f"'{unit.sentence[judged.start : judged.end]}' marks a judgement"
    return _general(unit, verb)


def _amount(unit: Unit, number: str) -> str:
    """Return a number with what it counts, as the text has it."""
    at = unit.text.find(number)
    every = quantities.find(unit.text)
    whole = next((unit.text[q.start : q.end] for q in every if q.start < at + len(number) and at < q.end), number)
    return whole.rstrip(".,")


def _general(unit: Unit, verb: str) -> tuple[Kind, str]:
    modal = next((h for h in unit.hedges if h.kind in ("modal", "able", "must") and unit.depth(h) == "main"), None)
    told = any(t.role == "in" and t.days.last.year <= t.days.first.year and not t.vague for t in unit.times)
    if modal is not None and not told and not LATER.search(unit.low):
        return "causal thesis", f"'{unit.sentence[modal.start : modal.end]}' says what would follow"
    if tense(unit.verb) == "present" and verb not in classes(LIST)["position"] and not _is_state(unit):
        return "causal thesis", "in the present tense, of how things are in general"
    if verb == "be" and unit.past and _ABSTRACT.search(unit.low):
        return "causal thesis", "a judgement of what mattered"
    return "factual statement", "nothing in it is a forecast, a reason or a number"


def _reason(unit: Unit) -> str:
    """Return the word that opens a reason in a clause of its own, or a result."""
    for token in unit.tokens:
        if (
            token.dep_ == "mark"
            and token.lower_ in ("because", "since", "as")
            and token.head.dep_ == "advcl"
            and finite(token.head)
        ):
            timed = (token.lower_ == "since" and tense(token.head) == "past") or (
                token.lower_ == "as" and token.i and token.nbor(-1).text != ","
            )
            if not timed:
                return token.text
        if (
            token.lower_ == "so"
            and token.i
            and token.nbor(-1).text == ","
            and not _SO_FAR.match(unit.sentence, token.idx)
            and token.dep_ in ("cc", "mark", "advmod")
        ):
            return token.text
    return ""


def _in_order(unit: Unit) -> bool:
    """Whether a unit opens with what somebody did it for: `to win back the lenders, the premier froze wages`."""
    first, verb = unit.doc[unit.start], unit.verb
    goal = first.head
    return (
        first.tag_ == "TO"
        and goal.dep_ == "advcl"
        and goal.head.i == verb.i
        and goal.i < verb.i
        and tense(verb) in ("past", "perfect", "present")
        and any(t.text == "," for t in unit.doc[goal.i : verb.i])
    )


def _is_state(unit: Unit) -> bool:
    """Whether a unit in the present says that there is something, that it is done or that somebody has a position."""
    subject = unit.subject
    if subject is not None and (subject.dep_ == "expl" or subject.lower_ == "there" or subject.lemma_.lower() in _STANDS):
        return True
    verb = unit.verb
    if subject is not None and subject.lemma_.lower() in classes(LIST)["text"] | _WRITTEN and verb.lemma_ in _CONTAINS:
        return True
    if verb.lemma_ in _GOES or (verb.i and _YET.search(unit.low)):
        return True
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    done = verb.lemma_ == "be" and any(c.tag_ == "VBN" and c.dep_ in ("acomp", "attr", "advcl") for c in verb.children)
    return passive or done or bool(unit.times)


def _named(unit: Unit, time: Time) -> bool:
    """Whether a time is a date that could be wrong, and not `today` or `in the same week`."""
    words = unit.sentence[time.start : time.end].lower()
    return re.search(r"\d|" + "|".join(MONTHS), words) is not None


def _numbered(token: Token) -> bool:
    """Whether a number is part of a name."""
    before = token.nbor(-1)
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    group = before.lower_ == "of" and before.i > 0 and before.nbor(-1).text in ("Group", "Article", "Chapter", "Council")
    named = (
        before.pos_ == "PROPN"
        and before.text[0].isupper()
        and before.lower_ not in MONTHS
        and token.head.i in (before.i, before.head.i)
    )
    return group or (named and len(token.text) < YEAR and (after is None or after.pos_ not in ("NOUN", "NUM")))


def numbers(unit: Unit) -> str:
    """Return the first number that is no time, or the date of an act; empty if there is none."""
    spans = [(t.start - unit.first, t.end - unit.first) for t in unit.times]
    for m in _NUMBER.finditer(unit.low):
        if any(a <= m.start() < b for a, b in spans):
            continue
        part = m[0].endswith(("third", "half", "quarter", "fifth")) and not unit.low.startswith(" of", m.end())
        if part and unit.verb.lemma_.lower() not in classes(LIST)["measure"]:
            continue  # `they were joined by a third`
        token = unit.token_at(unit.first + m.start())
        if _YEAR.fullmatch(m[0]) and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN"):
            continue  # `the 1999 treaty`: which, not how many
        if m[0].rstrip(".").isdigit() and token.i and _numbered(token):
            continue  # `Nord Stream 2`, `the Group of 20`
        if unit.depth_of(token) in ("main", "complement", "noun"):
            return unit.text[m.start() : m.end()]
    dated = next(
        (
            t
            for t in unit.times
            if t.start > unit.verb.idx
            and t.role in ("in", "since", "span")
            and _named(unit, t)
            and unit.depth_of(unit.token_at(t.end - 1)) == "main"
        ),
        None,
    )
    if dated is not None and tense(unit.verb) in ("past", "perfect"):
        return unit.sentence[dated.start : dated.end]
    return ""
