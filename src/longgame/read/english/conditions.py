"""Conditions: the part of a conditional forecast that says what must happen first."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from longgame.read.english.clauses import SUBJECTS, finite, subject
from longgame.read.english.unit import tense
from longgame.read.words import classes

if TYPE_CHECKING:
    from spacy.tokens import Token

    from longgame.read.english.unit import Unit
    from longgame.read.hedges import Found

MARKS = frozenset({"if", "unless", "once", "provided", "providing", "assuming", "supposing", "until", "till"})
_OPENING = re.compile(
    r"(?:^|[,(;] ?|\band |\bbut )(?P<word>if|unless|provided(?: that)?|providing that|assuming(?: that)?|supposing(?: that)?|"
    r"in case|as soon as|the moment|(?<!for )(?:as|so) long as|on condition that|in the event (?:of|that)|"
    r"without|short of|failing(?! to\b)|absent|barring|but for|save for|in the absence of|in case of|otherwise|"
    r"in (?:that|this|such an?) (?:case|event|scenario)|"
    r"with (?=such |a (?!probability|likelihood|chance)|an |the |enough |sufficient |more |less |continued |no )|"
    r"given (?=a |an |enough |time )|at (?=\w+ (?:dollars|per|euros|a )))\b"
)
_ANYWHERE = re.compile(
    r"\b(?P<word>only if|even if|if|unless|provided(?: that)?(?= )|providing that|(?<!for )(?:as|so) long as|on condition that|"
    r"in the event (?:of|that)|in the absence of|in case of|without|short of|absent|barring|only (?:when|once|after))\b"
)
_INVERTED = re.compile(r"^(?:and |but )?(?P<word>should|were|had)(?= (?:\w+['-]?\w* ){1,8}?)")
_LET = re.compile(r"^(?:and |but )?(?P<word>let|give|take|put|raise|cut|remove|offer|add|leave|open|close)\b[^,]*, and ")
_WHAT_IF = re.compile(r"^(?:and |but |so )?(?P<word>what if|suppose|imagine)\b")
_PURPOSE = re.compile(r"^(?P<word>(?:in order )?to) \w+ [^,]*, (?=.*\b(?:would|will|could) (?:have|need) to\b)")


_SURPRISE = re.compile(
    r"\b(?:surpris(?:e|ed|ing)|astonish(?:ed|ing)|amazed?|stunned|astounded|shocked|odd|strange|miracle|wonder)(?:,? \w+,?)? $"
)
# `if only to save face`, `few, if any`: nothing hangs on it.
_ELLIPTIC = re.compile(
    r"if (?:only (?:to|because|for|by|as|in)\b|"
    r"(?:any|ever|anything|at all|need be|possible|necessary)(?:\s?[,.;:)]|$| the\b| an?\b| \w+ly\b))",
    re.IGNORECASE,
)
_EXPECTS = frozenset({"expect", "anticipate", "foresee", "forecast", "predict", "likely"})
_NOMINAL = re.compile(r"(?:[ts]ion|ment|ance|ence|al|ing|ure|out|down)$")
_ASKS = frozenset({"see", "ask", "know", "wonder", "decide", "doubt", "tell", "say", "check", "be"})


class Condition(NamedTuple):
    """The if-part of a unit.

    Attributes
    ----------
    start, end : int
        Places in the parsed text.
    word : str
        What opens it; of a subject all of it.
    """

    start: int
    end: int
    word: str


def find(unit: Unit) -> Condition | None:
    """Return the condition that a unit names, None if it names none."""
    return clause(unit) or _inverted(unit) or _later(unit) or _phrase(unit) or _subject(unit)


def clause(unit: Unit) -> Condition | None:
    """Return a condition that is a clause of its own, with a conjunction."""
    for token in unit.tokens:
        if token.lower_ not in MARKS or token.dep_ not in ("mark", "advmod", "prep", "pcomp", "amod", "prep"):
            continue
        if any(h.start < token.idx < h.end for h in unit.hedges):
            continue  # `a matter of when, not if`
        head = token.head if token.dep_ in ("mark", "advmod") else token
        if token.lower_ in ("until", "till", "once") and not _needs(unit, token, head):
            continue
        if token.lower_ == "if" and _SURPRISE.search(unit.low[: token.idx - unit.first]):
            continue  # `I'd be astonished if`: whether it happens is the claim
        if _whether(token) or (token.lower_ == "if" and token.nbor(-1 if token.i else 0).lower_ in ("as", "what")):
            continue
        if token.lower_ == "if" and _elliptic(unit, token):
            continue
        return _stretch(unit, token.i, head.right_edge.i)
    return None


def _elliptic(unit: Unit, token: Token) -> bool:
    """Whether nothing hangs on an `if`: `if only to`, `if any`, `to slow if not halt the talks`."""
    if token.lower_ != "if":
        return False
    after = token.doc[token.i + 1 : token.i + 3]
    bare = len(after) > 1 and after[0].lower_ == "not" and after[1].tag_ in ("VB", "NN", "NNS", "JJ", "JJR", "JJS", "RB", "DT")
    return bare or _ELLIPTIC.match(unit.sentence, token.idx) is not None


def _needs(unit: Unit, token: Token, head: Token) -> bool:
    """Whether `until` and `once` open a clause on which the main one hangs: `until there is …, there can be no …`."""
    if token.lower_ == "once":
        done = head.tag_ == "VBN" and token.i == unit.start  # `once completed, the line will …`
        return (finite(head) or done) and token.dep_ in ("advmod", "mark") and head.dep_ == "advcl"
    return (
        finite(head)
        and head.dep_ == "advcl"
        and (token.i == unit.start or re.search(r"\b(?:no|not|never|nothing|nobody)\b|n't\b", unit.low) is not None)
    )


def _whether(token: Token) -> bool:
    """Whether `if` asks and does not set a condition: `see if`."""
    clause, asks = token.head, token.head.head
    return token.lower_ == "if" and clause.dep_ in ("ccomp", "pcomp") and asks.i < token.i and asks.lemma_ in _ASKS


def _inverted(unit: Unit) -> Condition | None:
    low = unit.low
    if what := _WHAT_IF.match(low):
        return Condition(unit.first, unit.last, what["word"])
    if let := _LET.match(low):
        return Condition(unit.first + let.start("word"), unit.first + let.end() - 6, let["word"])
    opening = _INVERTED.match(low)
    if opening is None or "?" in low[-3:]:
        return None
    comma = low.find(",")
    if comma < 0 or not re.search(r"\b(?:will|would|could|might|may|should|can)\b|'d\b|n't\b", low[comma:]):
        return None
    return Condition(unit.first + opening.start("word"), unit.first + comma, opening["word"])


def stated(unit: Unit) -> Condition | None:
    """Return a condition that is a clause, with a conjunction or with its verb first."""
    return clause(unit) or _inverted(unit) or _later(unit)


def _later(unit: Unit) -> Condition | None:
    """Return a condition that stands last, its verb before its subject: `will collapse should the court rule against it`."""
    tokens = unit.tokens
    modal = False
    for token, after in itertools.pairwise(tokens):
        if modal and token.lower_ in ("should", "were", "had") and token.i > unit.start + 2:
            begins = after.pos_ in ("DET", "PRON", "PROPN", "CCONJ", "ADJ", "NOUN")
            if begins and token.nbor(-1).dep_ not in SUBJECTS and token.nbor(-1).pos_ not in ("PRON", "PROPN", "DET"):
                return _stretch(unit, token.i, unit.end - 1)
        modal = modal or token.tag_ == "MD"
    return None


def opening(unit: Unit) -> bool:
    """Whether a unit opens with a condition: `failing this, …`, `in the event of a default …`."""
    found = _OPENING.match(unit.low)
    return found is not None and found["word"].strip() not in ("with", "given", "at")


def imperative(unit: Unit) -> bool:
    """Whether a clause is an order that stands for a condition: `let the villages …, and …`."""
    return re.match(r"(?:and |but )?(?:let|give|take away|remove)\b", unit.low) is not None


def _phrase(unit: Unit) -> Condition | None:
    low = unit.low
    found = _OPENING.search(low) or _PURPOSE.match(low)
    if found is None:
        later = _ANYWHERE.search(low)
        if later is None or (later["word"] in ("without", "absent") and not _hung(unit, unit.first + later.start("word"))):
            return None
        found = later
    at = unit.first + found.start("word")
    if _elliptic(unit, unit.token_at(at)) or (found["word"] == "even if" and _elliptic(unit, unit.token_at(at).nbor(1))):
        return None
    if _SURPRISE.search(low[: found.start("word")]):
        return None
    if any(h.start < at < h.end for h in unit.hedges):
        return None
    word = found["word"].strip()
    if word in ("with", "given", "at", "without") and found.start() > 4:
        return None
    start = unit.first + found.start("word")
    comma = unit.sentence.find(",", start)
    end = comma if start < unit.first + 12 and 0 < comma < unit.last else unit.last
    if start < unit.first + 12 and comma < 0:
        verb = next((t for t in unit.tokens if t.i > unit.start + 1 and t.tag_ in ("MD", "VBZ", "VBP", "VBD")), None)
        verb = verb.head if verb is not None and verb.dep_ in ("aux", "auxpass") else verb
        begin = subject(verb) if verb is not None else None
        end = begin.left_edge.idx if begin is not None and begin.left_edge.idx > start else end
    return Condition(start, end, word)


def _hung(unit: Unit, place: int) -> bool:
    """Whether what would be hangs on `without` and a noun after its verb: `the pact would be dead without the loan`."""
    token, verb = unit.token_at(place), unit.verb
    would = any(c.lower_ in ("would", "'d") for c in verb.children)
    return would and token.head.i == verb.i and any(c.dep_ == "pobj" and c.tag_ != "VBG" for c in token.children)


def _subject(unit: Unit) -> Condition | None:
    """Return a subject that is itself a step somebody may or may not take: `putting too much pressure on … could …`."""
    token, verb = unit.subject, unit.verb
    if token is None or not unit.start <= token.i < unit.end:
        return None
    modal = next((c.lower_ for c in verb.children if c.tag_ == "MD"), "")
    acts = any(c.dep_ in ("dobj", "auxpass", "xcomp", "dative") for c in verb.children)
    kinds = {c.lower_ for c in token.children if c.dep_ in ("det", "poss", "predet")}
    if token.dep_ == "csubj" and token.tag_ == "VBG":
        step = modal in ("would", "could", "might", "may")
    elif token.lemma_.lower() in classes("claims_en.csv")["action"] and modal not in ("will", "can"):
        plural = token.tag_ == "NNS" or any(c.dep_ == "amod" for c in token.children)
        # `more sanctions are to be expected`: they are what is foretold.
        foretold = any(t.lemma_ in _EXPECTS for t in (verb, *verb.children))
        step = acts and not foretold and ("such" in {c.lower_ for c in token.children} or (not kinds and plural))
    else:
        step = False
    have = any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children)  # `one who wanted to leave would not have asked`
    supposed = not have and any(c.dep_ == "relcl" and tense(c) == "past" for c in token.children)
    indefinite = bool(kinds & {"a", "an", "any", "another"}) and modal == "would" and (supposed or "any" in kinds)
    if not (step or indefinite):
        return None
    found = _stretch(unit, token.left_edge.i, token.right_edge.i)
    return found._replace(word=unit.sentence[found.start : found.end])


def supposed(unit: Unit, hedge: Found, before: str | None) -> Condition | Literal[False] | None:
    """Return what a claim with a bare `would` hangs on: its subject, if that is an event, else the claim before; False if nothing.

    Parameters
    ----------
    unit : Unit
    hedge : Found
        The word by which it looks ahead.
    before : str or None
        Kind of the claim before: what goes on with a forecast by a pronoun (`it would last …`) is one itself.
    """
    token = unit.subject
    if token is None or not _hypothetical(unit, hedge) or token.lower_ in ("i", "we", "one", "you"):
        return False
    if token.pos_ == "PRON" and before == "forecast":
        return False
    if token.pos_ == "NOUN" and unit.start <= token.i < unit.end and _event(token):
        return _stretch(unit, token.left_edge.i, token.right_edge.i)
    return None


def may_happen(unit: Unit) -> bool:
    """Whether the subject is an event told of for the first time, so that what is said of it hangs on it: `a deal would be …`."""
    token = unit.subject
    if token is None or token.pos_ != "NOUN" or not unit.start <= token.i < unit.end or not _event(token):
        return False
    before = {c.lower_ for c in token.children if c.dep_ in ("det", "poss", "predet")}
    return not before or bool(before & {"a", "an", "any", "another", "such", "no"})


def _hypothetical(unit: Unit, hedge: Found) -> bool:
    """Whether `would` is all that makes a claim look ahead, or what is called likely or not to follow."""
    if hedge.kind == "modal":
        return unit.sentence[hedge.start : hedge.end].lower() in (
            "would",
            "'d",
            "would not",
            "wouldn't",
            "would never",
            "would hardly",
        )
    said = [t for t in unit.tokens if t.lower_ == "would" and unit.depth_of(t) == "complement"]
    return any(any(c.lower_ == "that" for c in t.head.children) for t in said)


def _event(token: Token) -> bool:
    """Whether a noun names something that may or may not happen: `a new delay`, `nationalisation`, `the loss of inspections`."""
    lemma, lists = token.lemma_.lower(), classes("claims_en.csv")
    return lemma in lists["action"] or (_NOMINAL.search(lemma) is not None and lemma not in lists["official"])


def _stretch(unit: Unit, first: int, last: int) -> Condition:
    start, end = unit.doc[first], unit.doc[min(last, unit.end - 1)]
    return Condition(start.idx, end.idx + len(end.text), start.lower_)
