"""Senses of modal verbs and words of likelihood that look nowhere ahead: what could once be done, what explains, what one grants.

The senses are those of Palmer (2001), Mood and Modality: dynamic (ability), concessive and epistemic of the present, beside the
epistemic of the future, which alone looks ahead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from longgame.read.english.clauses import finite
from longgame.read.english.unit import tense

if TYPE_CHECKING:
    from spacy.tokens import Token

    from longgame.read.english.context import Context
    from longgame.read.english.unit import Unit
    from longgame.read.hedges import Found

# `in those years they could still count on cheap oil`: when it could be done.
_ONCE = re.compile(
    r"\b(?:until then|at (?:the|that) time|in those (?:days|years|times|months)|back then|in the past|formerly|previously|"
    r"once upon a time|hitherto|for (?:many |several |some )?(?:years|decades|centuries|a decade|a generation|a while|a long time)|"
    r"under the (?:old|former|previous|earlier)|"
    r"(?:in|during|throughout|since) the (?:early |late |mid-)?(?:1[89]\d0s|20\d0s|(?:six|seven|eigh|nine)ties|soviet))\b"
)
_NOBODY = frozenset({"nobody", "none", "neither", "nothing", "no-one"})
# What one can bear or do without: an ability, whenever.
_BEARS = frozenset({"afford", "tolerate", "stomach", "bear"})
_BEARS_WITH = {"live": "with", "do": "without"}
# How something may be called or taken, with `as` or alone.
_CALLED = frozenset(
    {"see", "regard", "read", "view", "consider", "describe", "interpret", "understand", "call", "label", "term", "take", "treat"}
)
_SAID = frozenset({"argue", "say", "object", "hear", "compare", "contend", "accuse", "deny", "forgive", "excuse", "blame"})
_EXPLAINS = frozenset({"explain", "reflect", "stem", "account", "owe", "derive", "originate"})
# In the progressive these are of what comes next.
_COMING = frozenset({"leave", "come", "go", "travel", "head", "face", "approach", "look", "move", "run", "meet", "return"})
_SEEMS = frozenset({"seem", "look", "sound", "appear"})
_NOTICES = frozenset({"notice", "see", "realise", "realize", "understand", "hear", "guess", "gather", "know"})
_RECALLS = frozenset({"remember", "recall", "recollect"})
_READERS = re.compile(
    r"\bwill be (?:familiar|obvious|apparent|evident|plain|known) to (?:\w+ )*(?:readers?|anyone|those|everyone)\b"
)
_SURPRISE = re.compile(
    r"\b(?:will|won't|will not|may|might) (?:hardly )?come as (?:an? |no |little |any )?(?:\w+ )?(?:surprise|shock|news)\b"
)
_HABIT = re.compile(
    r"\b(?:normally|usually|typically|generally|whenever|every (?:year|month|week|day|time|autumn|spring|winter))\b"
)
_REASONS = frozenset({"explanation", "reason", "cause", "motive", "interpretation", "reading", "author", "source", "culprit"})
# `it would be wrong to conclude that the union is dead`
_WRONG = re.compile(
    r"\b(?:would be|is) (?:\w+ )?(?:wrong|mistaken?|error|misleading|tempting|unfair|absurd|rash|naive|premature|easy) to "
    r"(?:conclude|see|think|assume|say|call|describe|dismiss|infer|suppose|believe|claim|argue|suggest|treat|regard)\b"
)
_UNDERSTOOD = re.compile(
    r"\b(?:impossible|hard|difficult|possible|easy) to (?:understand|explain|read|describe|exaggerate|overstate|know|tell|separate|"
    r"distinguish|deny|ignore|miss|overlook|measure|verify)\b"
)
_BUT = re.compile(r"\s*,?\s*(?:but|yet)\b")
_AS_WELL = re.compile(r"(?:might|may) (?:just )?as well\b")


def ahead(unit: Unit, verb: Token, words: str, context: Context) -> bool:
    """Return whether a modal verb says what is to come, and not what could once be done, what is so or how one may call it.

    Parameters
    ----------
    unit : Unit
    verb : Token
        Which it stands by.
    words : str
        The modal verb, in small letters.
    context : Context
    """
    if words.startswith("could") and _once(unit, verb, context):
        return False
    if any(t.role != "of" and t.days.last > context.now for t in unit.times):
        return True
    if _SURPRISE.search(unit.low):
        return False
    if words.startswith(("will", "'ll", "shall")):
        return not (_noticed(verb) or _READERS.search(unit.low))
    if words.startswith(("would", "'d")):
        if verb.lemma_ == "explain" or any(c.lower_ == "rather" for c in verb.children):
            return False  # `that would explain the silence`, `they would rather pay`
        return not any(unit.depth_of(unit.token_at(unit.first + m.start())) == "main" for m in _HABIT.finditer(unit.low))
    return not (
        _goes_on(verb)
        or _bears(verb)
        or _described(verb)
        or _explains(verb)
        or _granted(unit, verb, words)
        or _AS_WELL.search(unit.low)
    )


def _once(unit: Unit, verb: Token, context: Context) -> bool:
    """Whether `could` tells what was possible: at a time that is past, for nobody, or by what had been done before."""
    subject = unit.subject
    if subject is not None and (
        subject.lower_ in _NOBODY or any(c.lower_ in ("no", "neither") and c.dep_ in ("det", "preconj") for c in subject.children)
    ):
        return True
    gone = any(t.role in ("in", "since", "by", "until") and t.days.last < context.now for t in unit.times)
    already = any(c.lower_ == "already" and c.dep_ == "advmod" for c in verb.children) and not unit.times
    return gone or already or _ONCE.search(unit.low) is not None


def _goes_on(verb: Token) -> bool:
    """Whether it is about what somebody is doing now: `the ministry may be using the port as a lever`."""
    be = any(c.lemma_ == "be" and c.dep_ == "aux" for c in verb.children)
    return be and verb.tag_ == "VBG" and verb.lemma_ not in _COMING


def _bears(verb: Token) -> bool:
    return verb.lemma_ in _BEARS or any(c.dep_ == "prep" and c.lower_ == _BEARS_WITH.get(verb.lemma_) for c in verb.children)


def _described(verb: Token) -> bool:
    """Whether it says how something may be called: `could be read as a threat`, `it might be argued that …`."""
    if verb.tag_ != "VBN" or not any(c.dep_ == "auxpass" for c in verb.children):
        return False
    named = any((c.dep_ == "prep" and c.lower_ == "as") or c.dep_ in ("oprd", "attr") for c in verb.children)
    return verb.lemma_ in _SAID or (verb.lemma_ in _CALLED and named)


def _explains(verb: Token) -> bool:
    to_do = (c for c in verb.children if verb.lemma_ == "have" and c.dep_ == "xcomp" and c.lemma_ == "do")
    return verb.lemma_ in _EXPLAINS or any(g.lower_ == "with" for c in to_do for g in c.children)


def _granted(unit: Unit, verb: Token, words: str) -> bool:
    """Whether something is granted that is so, before a `but`, or how something seems: `it may be true that …, but`."""
    if not words.startswith(("may", "might")):
        return False
    if verb.lemma_ in _SEEMS and any(c.dep_ in ("acomp", "oprd", "prep", "attr", "xcomp") for c in verb.children):
        return True
    return verb.lemma_ == "be" and _BUT.match(unit.sentence, unit.last) is not None


def _noticed(verb: Token) -> bool:
    """Whether readers or parties are said to know: `it will be remembered that`, `they will have noticed that`."""
    clause = any(c.dep_ == "ccomp" and finite(c) and tense(c) in ("past", "perfect", "present") for c in verb.children)
    have = any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children)
    return clause and (verb.lemma_ in _RECALLS or (have and verb.lemma_ in _NOTICES))


def judges(unit: Unit, hedge: Found) -> bool:
    """Return whether a word of likelihood judges what is, has been or is so in general, and not what is to come.

    Parameters
    ----------
    unit : Unit
    hedge : Found
    """
    words = unit.sentence[hedge.start : hedge.end].lower()
    judged = _WRONG.search(unit.low) is not None or _UNDERSTOOD.match(unit.low, hedge.start - unit.first) is not None
    return judged or _reason(unit, hedge, words) or _generic(unit, hedge, words)


def _reason(unit: Unit, hedge: Found, words: str) -> bool:
    """Whether a likely reason is given, or what one would expect of anybody: `the likeliest explanation is`, `one would expect`."""
    token = unit.token_at(hedge.start)
    if words.endswith(("likely", "likeliest", "probable", "plausible", "possible")):
        return any(t.pos_ == "NOUN" and t.lemma_ in _REASONS for t in (token.head, token.head.head))
    one = unit.subject is not None and unit.subject.lower_ == "one"
    return one and token.lemma_ == "expect" and any(c.lower_ in ("would", "might") for c in token.children)


def _generic(unit: Unit, hedge: Found, words: str) -> bool:
    """Whether all of a kind are likelier than others to do something: `small states are more likely to keep a treaty than …`."""
    subject = unit.subject
    if subject is None or subject.tag_ != "NNS" or subject.ent_type_:
        return False
    if any(c.dep_ in ("det", "poss", "nummod") for c in subject.children) or tense(unit.verb) != "present":
        return False
    return (
        words.endswith(("more likely", "less likely"))
        and re.match(r" to (?!.* than not\b)", unit.sentence[hedge.end :]) is not None
    )
