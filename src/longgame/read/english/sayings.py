"""Who says it: officials and institutions, the author, or somebody who is neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from longgame.read.english import conditions
from longgame.read.english.clauses import finite
from longgame.read.english.clauses import subject as subject_of
from longgame.read.english.promises import Promise, will
from longgame.read.hedges import STRONG, Found
from longgame.read.words import classes

if TYPE_CHECKING:
    from spacy.tokens import Token

    from longgame.read.english.context import Context
    from longgame.read.english.dates import Time
    from longgame.read.english.unit import Unit

LIST = "claims_en.csv"
_OFFICIAL = re.compile(
    r"\bby (?:(?:the )?[\w' -]{3,30}'s|its|their|his|her)(?: own)? (?:count|account|reckoning|admission|figures)\b|"
    r"\bofficial (?:figures|statistics|data|version|line)\b"
)
_ACCORDING = re.compile(r"\b(?:according to|in the words of|in the view of)\b")
# `made it plain that`, `let it be known that`.
_KNOWN = re.compile(
    r"\b(?:made|makes?|making|lets?) (?:it )?(?:\w+ )?(?:clear|plain|known|understood)(?: after [\w ]+)?(?= that\b|\s?[:,])"
)
_TELLS = frozenset(
    {
        "say",
        "tell",
        "argue",
        "note",
        "write",
        "add",
        "explain",
        "maintain",
        "claim",
        "point",
        "insist",
        "remark",
        "contend",
        "suggest",
    }
)
# What befalls one, and is no promise.
_HAPPENS = frozenset({"be", "have", "cost", "rise", "fall", "need", "lose", "suffer", "grow", "become", "see", "require"})
# Who speaks like this promises nothing.
_CLAIMS = frozenset(
    {"claim", "warn", "insist", "argue", "complain", "predict", "expect", "suggest", "estimate", "forecast", "accuse"}
)
_STATES = frozenset({"say", "state", "announce", "confirm", "declare", "pledge", "assure"})
# What is done on a day that is fixed.
_FIXED = frozenset(
    {
        "take",
        "hold",
        "begin",
        "start",
        "open",
        "sign",
        "meet",
        "resume",
        "vote",
        "publish",
        "present",
        "submit",
        "convene",
        "reopen",
    }
)
NAMED = frozenset({"ORG", "GPE", "NORP"})


def speech(unit: Unit) -> Token | None:
    """Return the verb by which somebody says the unit, None if nobody does."""
    verb = unit.verb
    if (verb.lemma_.lower() in classes(LIST)["speech"] and _reports(verb)) or (
        verb.lemma_ in ("make", "let") and _KNOWN.search(unit.low)
    ):
        return verb
    for token in unit.tokens:
        if token.lemma_.lower() in classes(LIST)["speech"] and token.dep_ in ("parataxis", "advcl") and _reports(token):
            return token
    return None


def _reports(verb: Token) -> bool:
    """Whether a verb of speech has something said: a clause, a quotation, or `of` and `about`."""
    if any(c.tag_ == "MD" for c in verb.children):
        return False
    if verb.lemma_ in ("express", "voice"):  # `expressed concern that …`
        return any(c.dep_ == "dobj" and any(g.dep_ in ("acl", "ccomp") and finite(g) for g in c.children) for c in verb.children)
    if verb.lemma_ == "call":
        return any(c.dep_ in ("oprd", "ccomp") for c in verb.children) and verb.tag_ != "VB"
    if verb.lemma_ == "put" and not any(c.lower_ in ("at", "as") for c in verb.children):
        return False
    if any(c.dep_ in ("ccomp", "parataxis") for c in verb.children) or verb.dep_ == "parataxis":
        return True
    if '"' in verb.doc.text:
        return True
    if any(c.dep_ == "dobj" for c in verb.children):
        return verb.lemma_ in (
            "put",
            "estimate",
            "deny",
            "declare",
            "dismiss",
            "describe",
            "hail",
            "welcome",
            "accuse",
            "blame",
            "denounce",
            "condemn",
            "criticise",
            "criticize",
            "report",
            "claim",
            "predict",
            "expect",
            "forecast",
        )
    return any(c.dep_ == "prep" and c.lower_ in ("of", "about") for c in verb.children)


_HOPES = re.compile(r"hope[sd]?|expect(?:s|ed)?")  # the lemma of `hopes` is not to be relied on


def _hopes(unit: Unit) -> Token | None:
    """Return the verb by which somebody says what he hopes for or expects of himself: `the government expects to reach …`."""
    verb = unit.verb
    own = _HOPES.fullmatch(verb.lower_) is not None and any(
        c.dep_ in ("xcomp", "ccomp") and any(g.tag_ == "TO" for g in c.children) for c in verb.children
    )
    return verb if own and not any(c.dep_ in ("auxpass", "neg") or c.tag_ == "MD" for c in verb.children) else None


def official(token: Token | None, context: Context) -> bool:
    """Whether a subject is an official, a government, a state or an institution.

    Parameters
    ----------
    token : Token or None
    context : Context
        Who is who, and whether an official spoke in the sentence before, for pronouns.
    """
    if token is None:
        return False
    words = {t.lower_ for t in token.subtree} | {t.lemma_.lower() for t in token.subtree}
    if token.lower_ in ("he", "she", "him", "her"):
        return context.spoke or context.who
    if token.lower_ in ("they", "it", "them"):
        return context.spoke
    role = context.roles.get(token.text)
    if role is not None or words & classes(LIST)["outsider"]:
        return role is True
    # Whoever is named without a word on who he is, is somebody whom the readers know: analysts are introduced.
    return bool(words & classes(LIST)["official"]) or any(t.ent_type_ in NAMED for t in token.subtree) or token.pos_ == "PROPN"


def outside(unit: Unit, context: Context) -> Token | None:
    """Return the verb of what somebody who is no official says: whose word it is does not change what it is.

    A verb that says how sure he is, such as `expects`, is the hedge and stays.
    """
    verb = unit.verb
    said = next((c for c in verb.children if c.dep_ == "ccomp" and subject_of(c) is not None), None)
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if said is None or who is None or verb.lemma_ not in _TELLS or who.lower_ in ("i", "we", "they", "it"):
        return None
    if who.lower_ in ("he", "she"):
        return said if context.outsider and not context.spoke else None
    words = {t.lower_ for t in who.subtree} | {t.lemma_.lower() for t in who.subtree}
    known = context.roles.get(who.text)
    return said if known is False or (known is None and words & classes(LIST)["outsider"]) else None


def when_said(unit: Unit, time: Time) -> bool:
    """Whether a time is the day on which somebody spoke, and none of what he said: `said on Tuesday that`, `promised on 3 May to`.

    Parameters
    ----------
    unit : Unit
    time : Time
        Its place counted in the parsed text.
    """
    if time.role != "in":
        return False
    at = unit.token_at(time.start)
    while at.i > unit.start and at.nbor(-1).pos_ not in ("VERB", "AUX", "PART", "PUNCT", "SCONJ"):
        at = at.nbor(-1)
    before = at.nbor(-1) if at.i > unit.start else at
    lists = classes(LIST)
    if before.tag_ != "VBD" or before.lemma_.lower() not in lists["speech"] | lists["pledge"]:
        return False
    # Of a promise only what stands right behind the verb: `agreed to meet on Thursday` is when they meet.
    return before.lemma_.lower() in lists["speech"] or before.idx + len(before.text) + 1 == unit.token_at(time.start).idx


def pledged(unit: Unit, context: Context) -> Promise | None:
    """Return why what an official says is his own side's promise: `announced that prisoners would be exchanged`.

    A forecast of his is none: the subject is himself, his side or nobody, and the verb something that one does.
    """
    verb = speech(unit)
    said = None if verb is None else next((c for c in verb.children if c.dep_ == "ccomp" and will(c)), None)
    if verb is not None and verb.i != unit.head and will(unit.verb):
        said = unit.verb
    if conditions.stated(unit) is not None:
        return None
    if verb is None or said is None or not reported(unit, context) or said.lemma_ in _HAPPENS or verb.lemma_ in _CLAIMS:
        return None
    whose = next((c for c in said.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    speaker = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    own = whose is not None and (
        (whose.ent_type_ == "GPE" and whose.dep_ == "nsubj" and not _foreign(speaker, whose))
        or (whose.lower_ in ("he", "she", "they", "we") and whose.dep_ == "nsubj")
        or (
            whose.lower_ == "it"
            and whose.dep_ == "nsubj"
            and verb.lemma_ in _STATES
            and not any(c.dep_ == "neg" for c in said.children)
        )
        or any(c.dep_ == "poss" and c.lower_ in ("his", "her", "their", "its", "our") for c in whose.children)
    )
    arranged = whose is not None and verb.lemma_ in ("announce", "confirm", "pledge", "assure") and whose.dep_ == "nsubjpass"
    dated = said.lemma_ in _FIXED and any(t.role in ("in", "by") and not when_said(unit, t) for t in unit.times)
    modal = next((c for c in said.children if c.tag_ == "MD"), None)
    if any(h.kind in STRONG and h.start > verb.idx for h in unit.hedges):
        return None  # `will probably sign`: nobody promises that
    if modal is None or not (own or arranged or dated):
        return None
    return Promise(
        f"'{verb.text}' and '{modal.text}' of one's own side", Found(modal.idx, modal.idx + len(modal.text), "modal", "will")
    )


def _foreign(speaker: Token | None, whose: Token) -> bool:
    """Whether somebody of one state speaks of another: `officials in Suland said that Norland will …`."""
    if speaker is None:
        return False
    states = [t for t in speaker.subtree if t.ent_type_ in ("GPE", "NORP")]
    return bool(states) and all(t.text[:4] != whose.text[:4] for t in states)


def reported(unit: Unit, context: Context) -> str:
    """Return why a unit is what an official says, empty if it is not."""
    according = _ACCORDING.search(unit.low)
    if according is not None:
        tokens = [t for t in unit.tokens if t.idx >= unit.first + according.end()][:8]
        after = next((t for t in tokens if t.dep_ == "pobj"), None)
        owner = None if after is None else next((c for c in after.children if c.dep_ == "poss"), None)
        if official(after, context) or (owner is not None and official(owner, context)):
            return f"'{according[0]}' and an official"
    counted = _OFFICIAL.search(unit.low)
    if counted and not re.match(r" (?:will|would|may|might|could)\b", unit.low[counted.end() :]):
        return f"'{counted[0]}', which is official"
    verb = speech(unit) or _hopes(unit)
    if verb is None:
        return ""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None) or unit.subject
    if not official(subject, context):
        return ""
    return f"'{verb.text}', said by '{subject.text}'" if subject is not None else ""
