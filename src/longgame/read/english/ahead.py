"""Forecasts: what will, may or will not be, with or without a verb of the future."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from longgame.read.english import conditions, senses
from longgame.read.english.clauses import INFERS, finite
from longgame.read.english.unit import tense
from longgame.read.hedges import STRONG, Found
from longgame.read.words import classes

if TYPE_CHECKING:
    from spacy.tokens import Token

    from longgame.read.english.context import Context
    from longgame.read.english.unit import Unit

# Whose view a clause is if it is the author's: `we expect that`, `it is likely that`; and those whom he passes on.
_OWN = frozenset(
    {
        "i",
        "we",
        "it",
        "that",
        "this",
        "which",
        "there",
        "one",
        "analysts",
        "observers",
        "experts",
        "most",
        "many",
        "what",
        "everyone",
        "everybody",
        "nobody",
        "few",
        "all",
    }
)
_SHOWS = INFERS | {"ensure", "signal", "be"}
_BELOW = frozenset({"ccomp", "advcl", "acl", "relcl", "csubj", "xcomp"})
_WANTS = frozenset({"like", "want", "prefer", "love", "hate", "wish"})
# Beside a verb in the present these judge what is; beside any other they look ahead.
_ADVERB = re.compile(
    r"(?:\w+ )?(?:probably|possibly|certainly|conceivably|inevitably|perhaps|maybe|surely|doubtless|undoubtedly)|in all \w+"
)
_HELD = frozenset(
    {
        "speculation",
        "rumour",
        "rumor",
        "suspicion",
        "notion",
        "theory",
        "view",
        "claim",
        "argument",
        "impression",
        "expectation",
        "hope",
        "belief",
        "assumption",
        "fear",
        "promise",
        "idea",
        "illusion",
        "conviction",
        "premise",
    }
)
# What one does with a text or a thought, when told to: `the effects should be considered`.
_ADVISED = frozenset(
    {
        "consider",
        "note",
        "remember",
        "bear",
        "examine",
        "read",
        "avoid",
        "treat",
        "discuss",
        "mention",
        "keep",
        "forget",
        "buy",
        "sell",
        "add",
        "recall",
        "stress",
        "emphasise",
        "emphasize",
        "acknowledge",
        "recognise",
        "recognize",
    }
)
_READERS = frozenset({"reader", "readers", "you", "one", "we", "i", "some", "many", "critics", "sceptics"})
_THINKS = frozenset({"say", "argue", "conclude", "object", "ask", "wonder", "think", "suppose", "imagine", "add"})
_AGENTS = frozenset({"we", "you", "one", "they", "he", "she", "i", "nobody", "everybody", "everyone", "anyone"})
_PARTIES = frozenset(
    {
        "lender",
        "creditor",
        "negotiator",
        "guarantor",
        "policymaker",
        "investor",
        "ally",
        "partner",
        "state",
        "party",
        "side",
        "member",
        "country",
        "capital",
        "donor",
        "mediator",
        "europe",
        "west",
    }
)
_HAPPENED = re.compile(r"\s?(?:\([^)]*\) ?)?to have (?:been )?\w+(?:ed|en|wn|ne|t)\b")
_MODALS = frozenset({"modal", "musthave", "should", "able"})
_IS = frozenset({"be", "appear", "seem", "look", "say", "call", "argue", "think", "expect"})
_ONCE = "at the time|in those days|back then"
_THEN = re.compile(rf"\b(?:{_ONCE})\b")
LATER = re.compile(rf"\b(?:later|afterwards|subsequently|hardly|{_ONCE})\b")
_COULD = re.compile(
    r"could(?: (?:well|still|yet|easily|conceivably|possibly|perhaps|potentially|theoretically|even|also|eventually))?"
)
_BY_THEN = re.compile(r"\bby (?:then|that time|the time)\b")
_OFTEN = re.compile(r"\b(?:often|always|usually|sometimes|regularly|every)\b")
_SOMETHING = frozenset({"something", "nothing", "one", "anything", "step", "move"})
_PUTS = frozenset({"put", "set", "see", "estimate", "assess", "judge", "rate"})
_FORETELLS = frozenset(
    {"predict", "forecast", "expect", "believe", "think", "argue", "warn", "reckon", "foresee", "doubt", "suspect"}
)
_LEAVE = frozenset(
    {
        "inspector",
        "party",
        "member",
        "state",
        "signatory",
        "side",
        "vessel",
        "ship",
        "citizen",
        "observer",
        "either",
        "each",
        "company",
    }
)
_FREELY = re.compile(
    r"\bmay (?:\w+ )*?(?:any|at any time|only)\b|\b(?:on|upon|at) (?:request|notice)\b|'s? notice\b|\bwith the consent\b|"
    r"\bunder (?:the|this|an?) (?:\w+ )?(?:treaty|agreement|protocol|convention|statute|article|terms|rules)\b"
)
_STATES = frozenset(
    {"know", "believe", "think", "want", "fear", "hope", "understand", "mean", "reflect", "contain", "own", "regard", "see"}
)
_EXISTS = frozenset({"be", "look", "remain", "seem", "have", "need"})
_ASKS = frozenset({"whatever", "whoever", "whether", "how", "who", "when", "where", "which", "why"})
_OPEN = frozenset(
    {
        "possible",
        "likely",
        "unlikely",
        "viable",
        "ready",
        "over",
        "dead",
        "feasible",
        "achievable",
        "next",
        "imminent",
        "inevitable",
    }
)
_STANDS = frozenset({"remain", "persist", "grow", "strengthen"})


def forecast(unit: Unit, context: Context) -> tuple[str, Found] | None:
    """Return why a unit looks ahead, and the hedge by which it does; None if it does not.

    Parameters
    ----------
    unit : Unit
    context : Context
    """
    for hedge in sorted(unit.hedges, key=lambda h: (h.kind not in STRONG, h.start)):
        words = unit.sentence[hedge.start : hedge.end]
        if hedge.kind in STRONG and _likely(unit, hedge, context.now):
            return f"'{words}' about what is to come", hedge
        if hedge.kind == "horizon" and not unit.past and not unit.perfect and _reached(unit, hedge):
            return f"'{words}'", hedge
        if hedge.kind in _MODALS and _modal(unit, hedge, context):
            return f"modal verb '{words}'", hedge
    return None


def _reached(unit: Unit, hedge: Found) -> bool:
    depth = unit.depth(hedge)
    return depth == "main" or (depth == "complement" and _own(unit, unit.token_at(hedge.start)))


def _likely(unit: Unit, hedge: Found, now: date) -> bool:
    depth, token = unit.depth(hedge), unit.token_at(hedge.start)
    if (
        depth == "adverbial"
        or (depth == "relative" and not _something(unit, token))
        or (depth == "complement" and not _own(unit, token))
    ):
        return False
    words = unit.sentence[hedge.start : hedge.end].lower()
    if senses.judges(unit, hedge) or (unit.past and _THEN.search(unit.low)):
        return False
    said = _proposition(unit, token)
    when = tense(said)
    if said.i != unit.head and ((_asked(said) and not _whether(unit, said, hedge)) or _so_now(unit, said, words, now)):
        return False
    if (
        (hedge.kind == "number" or " in " in unit.sentence[hedge.start : hedge.end])
        and said.lemma_ in _PUTS
        and unit.subject is not None
        and unit.subject.lower_ in ("we", "i")
    ):
        return True
    shifted = unit.told and when == "past" and re.match(r" to\b(?! have\b)| that\b", unit.sentence[hedge.end :])
    if not shifted and (when in ("past", "perfect") or (unit.past and when != "modal")):
        return False
    if _HAPPENED.match(unit.sentence, hedge.end):
        return False
    if when == "modal" and said.lemma_ in _WANTS and any(c.lower_ in ("would", "'d") for c in said.children):
        return False
    adverb = token.dep_ == "advmod" if token.lower_ == "likely" else _ADVERB.fullmatch(words)
    if when == "present" and said.i == unit.verb.i and adverb:
        return any(time.days.last > now for time in unit.times)
    return True


def _so_now(unit: Unit, said: Token, hedge: str, now: date) -> bool:
    """Whether what is called likely is how things are: `it is likely that he knows`, `it is possible that they are bluffing`."""
    if any(t.role != "of" and t.days.last > now for t in unit.times) or tense(said) != "present":
        return False
    if said.lemma_ == "be" and not hedge.startswith(("un", "doubt", "no chance", "little", "far")):
        return any(c.dep_ == "acomp" and c.lemma_ not in _OPEN for c in said.children)
    return said.lemma_ in _STATES or (said.tag_ == "VBG" and any(c.lemma_ == "be" and c.dep_ == "aux" for c in said.children))


def _proposition(unit: Unit, token: Token) -> Token:
    """Return the verb of what a word of likelihood is about: that of the clause that it governs, else the one that it stands by."""
    if token.lower_ in ("probably", "possibly", "perhaps", "maybe", "conceivably") or token.lower_ == "in":
        return next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), unit.verb)
    for top in (token, token.head, token.head.head):
        for child in top.children:
            below = child.dep_ in _BELOW and child.i > token.i and finite(child)
            if below and (child.dep_ in ("ccomp", "acl") or any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)):
                return child
        if top.pos_ in ("VERB", "AUX"):
            return top
    return unit.verb


def _modal(unit: Unit, hedge: Found, context: Context) -> bool:
    token = unit.token_at(hedge.start)
    words = unit.sentence[hedge.start : hedge.end].lower()
    verb = token.head if token.tag_ == "MD" or token.dep_ == "aux" else token
    if words.startswith("may") and _permitted(unit):
        return False
    if verb.lemma_ in _THINKS and unit.subject is not None and unit.subject.lower_ in _READERS and not words.startswith("will"):
        return False  # `you might conclude that …`
    will = words.startswith(("will", "'ll", "won't", "shall"))
    if not _reaches(unit, verb, will=will) or _asked(verb) or not senses.ahead(unit, verb, words, context):
        return False
    done = not will and any(c.lemma_ == "have" and c.dep_ == "aux" and c.i > token.i for c in verb.children)
    if done and not (_BY_THEN.search(unit.low) or any(t.role == "by" and t.days.last > context.now for t in unit.times)):
        return False
    if hedge.kind == "should":
        passive = any(c.dep_ == "auxpass" for c in verb.children) and verb.lemma_ in _ADVISED
        return unit.depth(hedge) == "main" and not _agent(unit) and not passive
    if hedge.kind == "able":
        return unit.depth(hedge) == "main" and any(t.role != "of" and t.days.last > context.now for t in unit.times)
    if words.startswith(("would", "'d")):
        gone = any(t.role in ("in", "since") and t.days.last < context.now and not t.vague for t in unit.times)
        return not context.told and not gone and _follows(unit, verb, context)
    if words.startswith("could"):
        nobody = unit.subject is not None and any(c.lower_ == "no" for c in unit.subject.children)
        return _COULD.fullmatch(words) is not None and not _told(unit) and not nobody
    return True


def _permitted(unit: Unit) -> bool:
    """Whether `may` gives leave: `inspectors may ask for any gate to be opened`, `a party may withdraw with six months' notice`."""
    subject = unit.subject
    return (
        subject is not None
        and subject.lemma_.lower() in _LEAVE
        and _FREELY.search(unit.low) is not None
        and not any(h.kind in STRONG for h in unit.hedges)
    )


def _reaches(unit: Unit, verb: Token, *, will: bool) -> bool:
    """Whether a modal verb is what the claim hangs on."""
    depth = unit.depth_of(verb)
    if depth == "main":
        return True
    if depth == "complement":
        return _own(unit, verb)
    if verb.dep_ == "ccomp" and verb.head.lemma_ in INFERS and any(c.lower_ == "which" for c in verb.head.children):
        return True
    if depth == "noun":
        said = next((t for t in (verb, *verb.ancestors) if t.dep_ == "acl"), None)
        if said is not None and said.head.lemma_ in _HELD and said.head.dep_ != "attr" and unit.verb.lemma_ not in _STANDS:
            return False  # `it rests on the expectation that …`, `the idea that … is not new`
        if said is not None and any(c.lower_ == "that" for c in said.children) and _own(unit, verb):
            return True
        clause = next((a for a in (verb, *verb.ancestors) if a.dep_ == "csubj" and a.head.i == unit.head), None)
        return clause is not None and unit.doc[clause.left_edge.i].lower_ not in _ASKS
    if depth != "relative" or tense(unit.verb) != "present" or unit.verb.lemma_ not in _EXISTS:
        return False
    return (will and _last(unit, verb)) or _something(unit, verb)


def _last(unit: Unit, verb: Token) -> bool:
    """Whether a relative clause is of what the sentence says that there is: `it has a chamber that will have to ratify`."""
    over = next((t for t in (verb, *verb.ancestors) if t.dep_ == "relcl"), None)
    if over is None or over.head.i <= unit.head:
        return False
    return over.head.dep_ in ("attr", "dobj", "nsubj") or over.head.head.lower_ == "like"


def _something(unit: Unit, token: Token) -> bool:
    """Whether a relative clause is all that a sentence says: `this is something that might well fail`."""
    over = next((t for t in (token, *token.ancestors) if t.dep_ == "relcl"), None)
    return over is not None and over.head.dep_ == "attr" and over.head.lower_ in _SOMETHING and over.head.head.i == unit.head


def _own(unit: Unit, token: Token) -> bool:
    """Whether what is said in a clause is the author's own view: `we expect that`, `this means that`."""
    said = next((t for t in (token, *token.ancestors) if t.dep_ == "ccomp"), None)
    verb = unit.verb if said is None else said.head
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None) or unit.subject
    if subject is None or verb.lemma_ in _SHOWS or subject.lower_ in _OWN:
        return True
    if verb.lemma_ in _FORETELLS and subject.ent_type_ == "PERSON":
        words, lists = {t.lemma_.lower() for t in subject.subtree}, classes("claims_en.csv")
        return bool(words & lists["outsider"]) or not words & lists["official"]
    named = [c.lower_ for c in subject.children if c.dep_ in ("amod", "compound")]
    lemma = subject.lemma_.lower()
    return bool({lemma, *named, *(f"{c}-{lemma}" for c in named)} & classes("claims_en.csv")["outsider"])


def _asked(verb: Token) -> bool:
    """Whether a verb stands in an indirect question: `how it will be paid for`, `over what form it might take`."""
    for token in (verb, *verb.ancestors):
        before = token.doc[token.left_edge.i : token.i]
        if token.dep_ == "ccomp" and token.head.i > token.i and len(before) and before[0].lower_ in ("how", "whether"):
            return True  # `how large it will be I cannot say`
        if token.dep_ not in ("ccomp", "pcomp", "conj") or token.head.i > token.i:
            continue
        if any(
            (t.tag_ in ("WRB", "WP") and t.lower_ != "why") or t.lower_ == "whether" or (t.lower_ == "what" and t.tag_ == "WDT")
            for t in before
        ):
            return True
    return False


def _whether(unit: Unit, said: Token, hedge: Found) -> bool:
    """Whether a hedge judges what is asked behind it: `it is a coin toss whether they sign`, `doubtful if they will`."""
    return any(c.lower_ in ("whether", "if") and unit.sentence[hedge.end : c.idx].isspace() for c in said.children)


def _follows(unit: Unit, verb: Token, context: Context) -> bool:
    """Whether `would` says what would follow from what was just said, and not what somebody wants or what had been to come."""
    depth = unit.depth_of(verb)
    goes_on = context.before in ("forecast", "conditional forecast") and unit.subject is not None and unit.subject.pos_ != "PRON"
    goes_on = goes_on or (verb.lemma_ == "be" and depth == "main" and conditions.may_happen(unit))
    if depth not in ("main", "complement") or verb.lemma_ in _WANTS or _told(unit) or (verb.lemma_ in _IS and not goes_on):
        return False
    return not LATER.search(unit.low) and not (depth == "main" and _often(verb))


def _often(verb: Token) -> bool:
    """Whether `would` tells a habit of the past: `they would often meet`."""
    return any(c.dep_ == "advmod" and _OFTEN.fullmatch(c.lower_) for c in verb.children)


def _agent(unit: Unit) -> bool:
    """Whether the subject of `should` can follow advice."""
    subject = unit.subject
    if subject is None or subject.lower_ in _AGENTS or subject.ent_type_ in ("PERSON", "GPE", "NORP", "ORG"):
        return True
    lemma = subject.lemma_.lower()
    return lemma in classes("claims_en.csv")["official"] or lemma in _PARTIES


def _told(unit: Unit) -> bool:
    """Whether a unit tells of the past: another verb of the main clause in the past tense."""
    return any(t.tag_ == "VBD" and unit.depth_of(t) in ("main", "complement") for t in unit.tokens)
