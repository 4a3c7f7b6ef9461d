"""Commitments: what a party is bound to do, by its own word or by an agreement, and what has been scheduled."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from longgame.read.english import conditions, dates
from longgame.read.english.clauses import finite
from longgame.read.english.unit import tense
from longgame.read.hedges import STRONG, Found
from longgame.read.words import classes, pattern

if TYPE_CHECKING:
    from spacy.tokens import Token

    from longgame.read.english.dates import Time
    from longgame.read.english.unit import Unit

LIST = "claims_en.csv"
WEEK = 7
# More tokens than a date has.
_LINE = 4
_WHEN = frozenset({"in", "by", "until", "from", "before", "within"})
_DUTY = frozenset({"isto", "haveto", "must"})
# Verbs that bind with nothing but a noun after them, and those that need a time besides.
_ALONE = frozenset({"pledge", "promise", "undertake"})
_VAGUE = frozenset({"much", "little", "nothing", "everything"})
_DATED = frozenset({"guarantee", "commit", "schedule", "plan", "offer", "target"})
_TEXTS = frozenset({"envisage", "stipulate", "foresee"})
# What sets a term, with no word that would say how sure it is.
_CALLS = re.compile(r"(?:announce[sd]?|call(?:s|ed)|convene[sd]?) ")
_GIVEN = re.compile(r"(?:given|gave|giving|gives?) |(?:moved|postponed|delayed|shifted|put|pushed)\b")
_HELD = frozenset(
    {
        "enter",
        "reconvene",
        "gather",
        "sign",
        "visit",
        "apply",
        "launch",
        "hold",
        "take",
        "convene",
        "meet",
        "expire",
        "open",
        "begin",
        "start",
        "vote",
        "resume",
        "reopen",
    }
)
_NOUN = re.compile(r"(?:pledge|promise|commitment|undertaking|plan|plans|decision|offer|order) to")
_AROUND = re.compile(r"^(?:is|are|was|were|been|be|now|still|has|have|given|gave) | (?:on|in|by|to be|for|upon|of|is|was)$")
_DEAL = re.compile(
    r"\bunder (?:the|its|an?|their|this) (?:\w+ ){0,3}?"
    r"(?:agreement|deal|plan|accord|treaty|memorandum|road ?map|programme|program|pact|terms|"
    r"resolution|decree|law|schedule|timetable|arrangement)\b"
)
_UNDER_WHICH = re.compile(r"\b(?:under|by) which\b.*?\b(will|would|must|shall|is to|are to|was to|were to)\b")
_SAYS = frozenset({"call", "provide", "foresee", "envisage", "stipulate", "require", "oblige", "commit", "set", "demand"})
_NO_LONGER = re.compile(r"(?:\bno longer|\bnot|n't|\bnever)(?: be| been| yet)? $")
_WORD = frozenset({"agree", "sign", "decide", "accept", "commit", "pledge", "promise", "resolve", "offer", "undertake"})
# Positions at the table: nobody is bound by what somebody asks for.
_DEMANDS = frozenset({"want", "demand", "ask", "urge", "request", "insist", "prefer", "wish", "recommend", "suggest"})
_DENIES = frozenset({"deny", "refute", "rebut"})
_BECOMES = frozenset({"become", "prove", "remain", "haunt", "shape", "define", "learn", "discover", "regret", "dominate"})
_GOES_ON = frozenset({"keep", "continue", "go", "start", "begin"})
# `talks in the capital resume tomorrow`: nouns to the parser.
_UNTAGGED = re.compile(
    r"^(?:[\w'&.-]+ ){1,8}?"
    r"(?P<verb>opens?|resumes?|begins?|starts?|meets?|reconvenes?|ends?|closes?|expires?|reopens?|convenes?|votes?) "
    r"(?=(?:on|in|at|next|this|tomorrow|today|by|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)"
)
_SUPPOSED = re.compile(r"\b(?:is|are|was|were|been) (?P<word>supposed|meant) to\b")
_UNDER = re.compile(r"\b(?:under (?:the|its|an?|their|this)|according to|obliges?)\b")


class Promise(NamedTuple):
    """Why a unit is a commitment, and the words that bind."""

    why: str
    hedge: Found


_NOBODY = frozenset({"nobody", "none", "nothing", "neither"})


def promised(unit: Unit, now: date) -> Promise | None:
    """Return why a unit is a commitment, None if it is not."""
    if unit.verb.lemma_ in _DENIES:
        return None  # `he denied that a merger was planned`
    found = _bound(unit) or _foreseen(unit)
    if found is not None and unit.verb.lemma_ in ("plan", "intend") and any(_guess(unit, h) for h in unit.hedges):
        return None  # `they very likely plan to`: nobody has said so
    if found is not None or any(h.kind in STRONG and unit.depth(h) == "main" for h in unit.hedges):
        return found
    if conditions.opening(unit):
        return None
    if conditions.stated(unit) is not None:  # nobody is bound yet
        return None if any(c.tag_ == "MD" for c in unit.verb.children) else _words(unit)
    if found := _text(unit) or _duty(unit):
        return found
    return None if _nobody(unit) else _due(unit) or _scheduled(unit, now) or _words(unit)


def _nobody(unit: Unit) -> bool:
    """Whether the subject is nobody and nothing: what will not be is not due."""
    subject = unit.subject
    if subject is None:
        return False
    return subject.lower_ in _NOBODY or any(c.lower_ in ("no", "neither") for c in subject.children)


def _guess(unit: Unit, hedge: Found) -> bool:
    return hedge.kind == "likelihood" and unit.token_at(hedge.start).head.i == unit.head and unit.depth(hedge) == "main"


def _promise(unit: Unit, start: int, end: int, why: str = "binds") -> Promise:
    return Promise(f"'{unit.sentence[start:end]}' {why}", Found(start, end, "pledge", ""))


def _bound(unit: Unit) -> Promise | None:
    verb = unit.verb
    goes_on = ("VBN", "VBG") if verb.lemma_ in _GOES_ON else ("VBN",)
    for token in (verb, *(c for c in verb.children if c.dep_ == "xcomp" and c.tag_ in goes_on)):
        if token.lemma_.lower() in classes(LIST)["pledge"] and not _denied(token) and _binds(unit, token):
            return _promise(unit, token.idx, _end(token))
    return None


def _end(verb: Token) -> int:
    """Return where the words of a phrasal or reflexive verb end: `signed up to`, `set itself`."""
    end = verb.idx + len(verb.text)
    for after in verb.doc[verb.i + 1 : verb.i + 3]:
        own = after.head.i == verb.i and (after.dep_ == "prt" or after.lower_ in ("itself", "themselves", "himself", "herself"))
        if not own and not (after.tag_ == "TO" and after.nbor(-1).dep_ == "prt"):
            break
        end = after.idx + len(after.text)
    return int(end)


def _passive(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children)


def _denied(verb: Token) -> bool:
    return any(c.dep_ == "neg" or (c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children)) for c in verb.children)


def _binds(unit: Unit, verb: Token) -> bool:
    """Whether what follows a verb of promise is something to be done."""
    if verb.lemma_ in ("guarantee", "bind", "set", "require") and _passive(verb):
        return False
    if verb.lemma_ == "set" and any(c.lower_ in ("out", "off", "about") and c.i == verb.i + 1 for c in verb.children):
        return False  # `set out to renegotiate`: began
    modal = next((c.lower_ for c in verb.children if c.tag_ == "MD"), "")
    if modal in ("would", "could", "might", "may") and conditions.stated(unit) is not None:
        return False
    if modal in ("will", "wo", "'ll", "may", "might", "could", "would", "'d") and verb.lemma_ in _WORD and not _passive(verb):
        return False  # `they will agree to`: not yet
    if verb.lemma_ in _ALONE and any(c.dep_ in ("dobj", "advmod") and c.lower_ in _VAGUE for c in verb.children):
        return False  # `promised much`
    if verb.lemma_ == "promise" and any(
        c.dep_ == "xcomp" and c.lemma_ in ("be", "become", "prove", "remain") for c in verb.children
    ):
        return False  # `the campaign promises to be a bitter one`
    after = [c for c in verb.children if c.i > verb.i]
    if any(_to_do(child) or (verb.lemma_ in _TEXTS and child.dep_ in ("dobj", "ccomp", "prep")) for child in after):
        return True
    return verb.lemma_ in _ALONE or (verb.lemma_ in _DATED and tense(verb) != "none" and _ahead(unit))


def _to_do(child: Token) -> bool:
    if child.dep_ in ("advcl", "xcomp") and [t.text for t in child.doc[child.head.i : child.i]].count(",") == 1:
        return False  # `signed, if only to please`: what for, not what
    if child.dep_ in ("xcomp", "advcl", "ccomp") and any(c.tag_ == "TO" for c in child.children):
        return True
    if child.dep_ == "ccomp" and will(child):
        return True
    gerund = any(c.dep_ == "pcomp" or (c.dep_ == "pobj" and c.tag_ == "VBG") for c in child.children)
    return child.dep_ == "prep" and child.lower_ in ("to", "with", "into") and gerund


def will(verb: Token) -> bool:
    """Whether a verb has `will`, `would`, `shall` or `should`."""
    return any(c.tag_ == "MD" and c.lower_ in ("will", "would", "shall", "should", "wo", "'d", "'ll") for c in verb.children)


def _ahead(unit: Unit) -> bool:
    return any(time.role in ("by", "until", "before", "within", "in", "from", "notbefore") for time in unit.times)


def _foreseen(unit: Unit) -> Promise | None:
    """Return why a unit is what the verb of a text says: `the road map foresees`, `the treaty calls for`."""
    verb, subject = unit.verb, unit.subject
    if subject is None or subject.lemma_.lower() not in classes(LIST)["text"] or verb.lemma_ not in _SAYS:
        return None
    return None if _denied(verb) or _passive(verb) else _promise(unit, verb.idx, _end(verb), "in a text that binds")


def _text(unit: Unit) -> Promise | None:
    """Return why a unit is what an agreement says: `the parties shall`, `under the deal they will`, `the treaty calls for`."""
    verb, subject = unit.verb, unit.subject
    modal = next((c for c in verb.children if c.tag_ == "MD"), None)
    shall = modal is not None and modal.lower_ == "shall" and subject is not None and subject.lower_ not in ("i", "we")
    if modal is not None and (shall or (modal.lower_ in ("will", "would") and _DEAL.search(unit.low) and not _denied(verb))):
        return _promise(unit, modal.idx, modal.idx + len(modal.text), "by a text that binds")
    lists = classes(LIST)
    if which := _UNDER_WHICH.search(unit.low):
        return _promise(unit, unit.first + which.start(1), unit.first + which.end(1), "by a text that binds")
    if verb.lemma_ in lists["shift"] and any(
        (t.role == "until" or (t.role == "in" and not t.vague)) and t.start > verb.idx for t in unit.times
    ):
        return _promise(unit, verb.idx, _end(verb), "to another day") if verb.tag_ == "VBN" and not _denied(verb) else None
    return None


def _duty(unit: Unit) -> Promise | None:
    for hedge in unit.hedges:
        if hedge.kind not in _DUTY or unit.depth(hedge) != "main":
            continue
        token, subject = unit.token_at(hedge.start), unit.subject
        if hedge.kind == "isto":
            if _fate(unit, hedge):
                continue
            aim = subject is not None and subject.lemma_.lower() in classes(LIST)["aim"]
            if not aim and _to_verb(unit, hedge) and not (token.i and token.nbor(-1).lower_ in ("what", "which")):
                return _promise(unit, hedge.start, hedge.end, "before a verb")
            continue
        by = any(t.role in ("by", "until", "before", "within", "in") and t.start >= hedge.end for t in unit.times)
        if by or (hedge.kind == "must" and _UNDER.search(unit.low)):
            return _promise(unit, hedge.start, hedge.end, "with a time or a text that binds")
    return None


def _fate(unit: Unit, hedge: Found) -> bool:
    """Whether `was to` only tells how it went on: `it was to become the symbol of the quarrel`."""
    if not unit.sentence[hedge.start : hedge.end].lower().startswith(("was", "were")) or _ahead(unit):
        return False
    verb = next((t for t in unit.tokens if t.idx >= hedge.end and t.tag_ == "VB"), None)
    return verb is not None and (verb.lemma_ in _BECOMES or (verb.lemma_ == "be" and verb.dep_ not in ("aux", "auxpass")))


def _to_verb(unit: Unit, hedge: Found) -> bool:
    """Whether a verb follows `is to`, and not `a large extent`."""
    after = [t for t in unit.tokens if t.idx >= hedge.end][:2]
    return any(t.tag_ == "VB" for t in after)


def _scheduled(unit: Unit, now: date) -> Promise | None:
    """Return why a unit is a fixture: `the round opens on the 24th`, `a referendum will be held in May`."""
    verb = unit.verb
    fixed = [
        t
        for t in unit.times
        if t.role in ("in", "by", "until", "from")
        and (not t.vague or (t.days.last - t.days.first).days < WEEK)
        and unit.depth_of(unit.token_at(t.end - 1)) not in ("relative", "adverbial")
    ]
    if phrase := _fixture(unit, now):
        return phrase
    if not fixed:
        return None
    start, end = verb.idx, verb.idx + len(verb.text)
    if not any(finite(t) for t in unit.tokens) and (untagged := _UNTAGGED.search(unit.low)):
        at = unit.first + untagged.start("verb")
        return _unhedged(unit, at, unit.first + untagged.end("verb"), "in the present tense with a day to come")
    subject = unit.subject
    event = subject is not None and subject.lemma_.lower() in classes(LIST)["event"] and verb.lemma_ == "be"
    to_come = any(t.days.last > now for t in fixed)
    if to_come and tense(verb) == "present" and finite(verb) and (event or verb.lemma_.lower() in classes(LIST)["schedule"]):
        return _unhedged(unit, start, end, "in the present tense with a day to come")
    modal = next((c for c in verb.children if c.lower_ == "will"), None)
    # `will sign by the end of the decade` says by when, and not that a day has been set.
    if modal is not None and verb.lemma_ in _HELD and not _denied(verb) and any(t.role != "by" for t in fixed):
        return _promise(unit, modal.idx, modal.idx + len(modal.text), f"and '{verb.text}' with a day")
    return None


def _unhedged(unit: Unit, start: int, end: int, why: str) -> Promise:
    """Return a promise that no word marks as one: `the contract expires on 31 December`."""
    return Promise(f"'{unit.sentence[start:end]}' {why}", Found(start, start, "pledge", ""))


def _fixture(unit: Unit, now: date) -> Promise | None:
    """Return why a unit in the present is a fixture by a phrase: `faces an election in October`, `gets under way next week`."""
    found = pattern("fixtures_en.txt").search(unit.low)
    timed = any(t.role in _WHEN and t.start >= unit.first and t.days.last > now for t in unit.times)
    if found is None or tense(unit.verb) != "present" or not timed:
        return None
    token = unit.token_at(unit.first + found.start())
    if token.i != unit.head or _denied(token) or any(h.kind == "habit" for h in unit.hedges):
        return None
    return _unhedged(unit, unit.first + found.start(), unit.first + found.end(), "with a time to come")


def _due(unit: Unit) -> Promise | None:
    """Return why a unit is a duty by `due to` before a verb, or by `supposed to` with a time."""
    for token in unit.tokens[:-2]:
        verb_after = token.lower_ == "due" and token.nbor(1).lower_ == "to" and token.nbor(2).tag_ == "VB"
        if verb_after and unit.depth_of(token) in ("main", "complement"):
            return _promise(unit, token.idx, token.idx + len(token.text))
    found = _SUPPOSED.search(unit.low)
    if found is None or not _ahead(unit) or unit.depth_of(unit.token_at(unit.first + found.start("word"))) != "main":
        return None
    return _promise(unit, unit.first + found.start("word"), unit.first + found.end("word"))


def _calendar(unit: Unit, now: date) -> Promise | None:
    """Return why a unit is a line of a calendar: `23 October, expiry of the licences`."""
    if any(finite(t) for t in unit.tokens):
        return None
    for time in unit.times:
        alone = (
            time.days.last > now
            and time.start == unit.first
            and (time.days.last - time.days.first).days < WEEK
            and time.role == "in"
        )
        if alone and re.match(r" ?[,:] (?=\w)", unit.sentence[time.end :]) and len(unit.tokens) > _LINE:
            return _unhedged(unit, time.start, time.end, "opens a line of a calendar")
    return None


def _headline(unit: Unit) -> Promise | None:
    """Return why a unit without a verb is a plan, as telegrams and headlines write it: `talks to resume on Monday`."""
    if any(finite(t) for t in unit.tokens) or unit.verb.pos_ not in ("NOUN", "PROPN"):
        return None
    verb = next((c for c in unit.verb.children if c.tag_ == "VB" and c.i > unit.head), None)
    to = None if verb is None else next((c for c in verb.children if c.tag_ == "TO"), None)
    return None if verb is None or to is None else _promise(unit, to.idx, verb.idx + len(verb.text), "in a telegram's style")


def dated(unit: Unit, now: date) -> Promise | None:
    """Return why a unit that nothing else tells ahead is a plan all the same: it has a day that is still to come."""
    shift = unit.first
    wants = unit.verb.lower_ in ("hope", "hopes", "hoped", "want", "wants", "wish", "fear", "fears", "like", "love")
    if wants or unit.verb.lemma_ in _DEMANDS or unit.verb.lemma_ in ("put", "estimate"):
        return None
    if line := _calendar(unit, now):
        return line
    behind = unit.past or unit.perfect or _could_then(unit.verb)
    for time in dates.find(unit.text, now, ahead=True):
        start, end = shift + time.start, shift + time.end
        bound = (
            _runs_ahead(unit, time)
            and dates.deadline(time) > now
            and not (behind and time.vague and (time.role != "within" or start < unit.verb.idx))
        )
        named = time.role in ("in", "from") and not time.vague and time.days.first > now and not behind
        opening = unit.doc[unit.start]
        if opening.lower_ == "with" and opening.is_ancestor(unit.token_at(end - 1)):
            continue  # `with an election due in October, …`
        if (bound or named) and unit.depth_of(unit.token_at(end - 1)) in ("main", "complement", "noun"):
            return Promise(f"'{unit.sentence[start:end]}' is still to come", Found(start, start, "pledge", ""))
    return None


def _could_then(verb: Token) -> bool:
    """Whether `could` is of the past, by what is said under it: `by the spring it could claim that it had met the terms`."""
    could = any(c.lower_ == "could" for c in verb.children)
    return could and any(c.dep_ == "ccomp" and tense(c) == "past" for c in verb.children)


def _runs_ahead(unit: Unit, time: Time) -> bool:
    words = unit.text[time.start : time.end].lower()
    return time.role in ("by", "before", "within", "notbefore") or (
        time.role == "during" and ("next" in words or "coming" in words)
    )


def _words(unit: Unit) -> Promise | None:
    told = _headline(unit)
    if told is not None:
        return told
    found = pattern("bound_en.txt").search(unit.low)
    if found is None or unit.verb.lemma_ in _DEMANDS or unit.verb.lower_ == "wants":
        return None
    token = unit.token_at(unit.first + found.start())
    if _NO_LONGER.search(unit.low, max(0, found.start() - 16), found.start()):
        return None
    if token.i < unit.verb.i and unit.doc[unit.start].dep_ == "prep" and unit.doc[unit.start].is_ancestor(token):
        return None  # `with an election due in October, …`
    if unit.depth_of(token) in ("relative", "adverbial") and unit.verb.pos_ in ("VERB", "AUX"):
        return None
    ahead = any(time.start > token.idx for time in unit.times) and _ahead(unit)
    if _NOUN.match(found[0]) and not (ahead and unit.subject is not None and token.i >= unit.verb.i):
        return None
    if _GIVEN.match(found[0]):
        return _unhedged(unit, unit.first + found.start(), unit.first + found.end(), "binds")
    start, end = found.span()
    if _CALLS.match(found[0]):
        end = start + found[0].index(" ")
    words = unit.low[start:end]
    while shorter := _AROUND.search(words):
        start += shorter.end() if shorter.start() == 0 else 0
        end -= 0 if shorter.start() == 0 else len(shorter[0])
        words = unit.low[start:end]
    return _promise(unit, unit.first + start, unit.first + end)
