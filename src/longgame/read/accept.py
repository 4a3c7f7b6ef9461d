"""From the decisions of a review file to rows of a case; what a person did not say stays an open place, never a guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import ValidationError

from longgame.case.actors import Actor, Statement
from longgame.case.case import Case
from longgame.case.checks.to_be_written import TO_BE_WRITTEN
from longgame.case.claims import Claim, Quantity
from longgame.case.codes import problem
from longgame.case.commitments import Commitment
from longgame.case.deadlines import Deadline, Requirement
from longgame.case.forecasts import Forecast
from longgame.case.interchange.merge import with_rows
from longgame.case.passages import Passage
from longgame.case.questions import Question
from longgame.case.record import Record
from longgame.case.sources import Source
from longgame.case.text.parsed import Path
from longgame.case.text.yaml_text import YamlText
from longgame.core.errors import CaseError, Problem, near, short
from longgame.core.hedges import normal, on_any_scale
from longgame.core.stated import stated
from longgame.core.where import Where
from longgame.read.digest import fragment_digest
from longgame.read.review import Entry, Review, runs_alike

# So many words in a row as in the document are a quotation.
QUOTED = 8
LONGEST_HEDGE = 60
_ROW: dict[str, type[Record]] = {
    "questions": Question,
    "forecasts": Forecast,
    "commitments": Commitment,
    "deadlines": Deadline,
    "claims": Claim,
    "statements": Statement,
    "sources": Source,
    "actors": Actor,
    "passages": Passage,
}
# Where the value of a row's field stands in the review file, if under another name.
_FROM = {
    "forecaster": "by",
    "claimant": "by",
    "promised_by": "by",
    "set_by": "by",
    "actor": "by",
    "text": "ask",
    "says": "words",
    "title": "words",
    "what": "words",
    "due": "period",
    "as": "unit",
}


@dataclass
class Accepted:
    """What accepting a review would do to a case.

    Attributes
    ----------
    case : Case
        With the new rows.
    decisions : Counter of str
        How many proposals were accepted, edited, rejected, left open (``open``), or accepted before (``there``).
    notes : tuple of Problem
        What does no harm but may not be meant: LG197, a field that the row does not take; LG198, a hedge that cannot be scored.
    """

    case: Case
    decisions: Counter[str]
    notes: tuple[Problem, ...] = ()


@dataclass
class _Making:
    """The rows of one review in the making."""

    review: Review
    parsed: YamlText
    case: Case
    rows: dict[str, dict[str, Record]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def at(self, i: int | None, name: str) -> Where:
        """Return the place of a field, of the document or of a proposal."""
        path: Path = ("document", name) if i is None else ("proposals", i, name)
        return self.parsed.where(path)

    def wrong(self, code: str, i: int | None, name: str, message: str, fix: str = "") -> None:
        """Note a problem."""
        self.problems.append(problem(code, self.at(i, name), message, fix))

    def note(self, code: str, i: int, name: str, message: str, fix: str) -> None:
        """Note what does no harm."""
        self.notes.append(problem(code, self.at(i, name), message, fix))

    def there(self, table: str, key: str) -> bool:
        """Whether a row is in the case or among the new ones."""
        return key in self.case.table(table).by_key or key in self.rows.get(table, {})

    def known(self, i: int | None, name: str, key: str, *tables: str) -> bool:
        """Whether an id is in one of the tables; if not, that is a problem."""
        if any(self.there(table, key) for table in tables):
            return True
        if i is None and any(p.code == "LG193" and p.where == self.at(i, name) for p in self.problems):
            return False  # a field of the document is wrong once, however many proposals take it over
        every = {row for table in tables for row in self.case.table(table).by_key}
        nouns = " or ".join(t.removesuffix("s").replace("these", "thesis") for t in tables)
        self.wrong("LG193", i, name, f"there is no {nouns} {short(key)}", near(key, every))
        return False

    def add(self, i: int | None, table: str, fields: Mapping[str, Any]) -> bool:
        """Make a row; what it cannot have is a problem at the field that it came from."""
        given = {k: v for k, v in fields.items() if v not in (None, "", ())}
        try:
            row = _ROW[table].model_validate(given)
        except ValidationError as error:
            for e in error.errors():
                name = str(e["loc"][0]) if e["loc"] else ""
                message = str(e["msg"]).removeprefix("Value error, ")
                self.wrong("LG194", i, _FROM.get(name, name), f"{name + ': ' if name else ''}{message[:1].lower()}{message[1:]}")
            return False
        self.rows.setdefault(table, {})[row.key] = row
        return True


def accept(review: Review, parsed: YamlText, case: Case) -> Accepted:
    """Return the case with what was accepted.

    Rows have ids made of the document and the place, so that accepting a review twice changes nothing.

    Parameters
    ----------
    review, parsed
        As ``read_review`` gives them.
    case : Case

    Returns
    -------
    Accepted

    Raises
    ------
    CaseError
        LG192 to LG196, every problem at once: what is missing, names nothing, does not fit, was changed or is a quotation.
    """
    making = _Making(review, parsed, case)
    decisions: Counter[str] = Counter()
    chosen = [(i, e) for i, e in enumerate(review.proposals) if e.decision in ("accept", "edit")]
    decisions.update({"reject": sum(e.decision == "reject" for e in review.proposals)})
    decisions.update({"open": sum(e.decision is None for e in review.proposals)})
    key = _source(making) if chosen else ""
    for i, entry in chosen:
        if f"R-{entry.id.removeprefix('P-')}" in case.passages.by_key:
            decisions["there"] += 1
            continue
        _checked(making, i, entry)
        made = _MAKERS[entry.becomes](making, i, entry, key)
        if made is not None:
            _passage(making, i, entry, key, made)
        decisions[str(entry.decision)] += 1
    if making.problems:
        raise CaseError(making.problems)
    return Accepted(with_rows(case, {name: rows.values() for name, rows in making.rows.items()}), decisions, tuple(making.notes))


def _checked(making: _Making, i: int, entry: Entry) -> None:
    """Look whether the words are those that were found, and whether a person has put them in words of their own."""
    if entry.text and fragment_digest(entry.text) != entry.fragment:
        making.wrong(
            "LG195", i, "text", "the text is not the one that was found", "leave it as it was; your own words go into `words`"
        )
    for name in sorted(_ONLY.keys() - _taken(entry)):
        if getattr(entry, name) not in (None, "", Entry.model_fields[name].default):
            what = f"a {entry.becomes}{' of a question that is there' * bool(entry.question)}"
            making.note("LG197", i, name, f"{name}: {what} does not take it, and it was not used", f"it goes with a {_ONLY[name]}")
    for name in ("words", "ask", "criteria", "condition_ask"):
        run = runs_alike(getattr(entry, name), entry.text, QUOTED)
        if run:
            making.wrong(
                "LG196", i, name, f"{name}: {QUOTED} words in a row are the document's: {short(run)}", "say it in your own words"
            )


# Fields that only a person fills in, by what alone takes them.
_ONLY = {
    **dict.fromkeys(("ask", "criteria", "question", "nature"), "forecast"),
    **dict.fromkeys(("condition_question", "condition_ask"), "conditional forecast"),
    **dict.fromkeys(("commitment", "requires"), "commitment"),
    "scope": "claim",
    "issue": "statement",
}


def _taken(entry: Entry) -> set[str]:
    taken = {name for name, of in _ONLY.items() if of == entry.becomes}
    if entry.becomes == "forecast" and entry.question:  # a question that is there has its wording already
        taken -= {"ask", "criteria", "nature"}
    elif entry.becomes == "forecast" and entry.kind == "conditional forecast":
        taken |= {"condition_question"} if entry.condition_question else {"condition_ask"}
    return taken


def _source(making: _Making) -> str:
    about = making.review.document
    if about.date is None:
        making.wrong(
            "LG192",
            None,
            "date",
            "the document has no date: nothing can be known from it on any day",
            "write when it was published",
        )
    if not about.source:
        making.wrong("LG192", None, "source", "the document has no source", "name one of the case, or a new key")
        return ""
    if about.source not in making.case.sources.by_key:
        fields = {"id": about.source, "type": "article", "title": about.title, "publisher": about.publisher, "url": about.url}
        fields |= {"issued": about.date, "language": about.language}  # type: ignore[dict-item]
        making.add(None, "sources", fields)
    new = about.by and not any(making.there(table, about.by) for table in ("theses", "actors"))
    if new and about.author:
        making.add(None, "actors", {"id": about.by, "name": about.author, "kind": "analyst", "source": about.source})
    return about.source


def _forecast(making: _Making, i: int, entry: Entry, source: str) -> tuple[str, str] | None:
    about, ident = making.review.document, _ident(entry)
    who = entry.by or about.by
    if not who:
        making.wrong("LG192", i, "by", "who makes the forecast?", "name a thesis or an actor in `by`, here or of the document")
    else:
        making.known(i if entry.by else None, "by", who, "theses", "actors")
    question = entry.question or f"Q-{ident}"
    if entry.question:
        making.known(i, "question", entry.question, "questions")
    else:
        _question(making, i, entry, source)
    if not entry.answer:
        making.wrong("LG192", i, "answer", "of which answer does it speak?", "write yes, or no if its hedge is of it not being so")
        return None
    hedge = spoken(entry)
    if hedge and entry.probability is None and not on_any_scale(hedge, entry.means):
        message = f"no scale has the hedge {short(hedge)}: the forecast will not be scored"
        making.note("LG198", i, "hedge", message, "name in `means` the word of a scale that it is taken for, or a `probability`")
    fields = {
        "id": f"F-{ident}",
        "question": question,
        "forecaster": who,
        "date": about.date,
        "answer": entry.answer,
        "hedge": hedge,
        "means": entry.means,
        "probability": entry.probability,
        "kind": "conditional" if entry.kind == "conditional forecast" else "forecast",
        "says": entry.words or _open("what it claims"),
        "source": source,
    }
    return ("forecasts", f"F-{ident}") if who and about.date is not None and making.add(i, "forecasts", fields) else None


def spoken(entry: Entry) -> str:
    """Return the hedge that goes into the case: one that names a number or that a scale has, else all of them."""
    parts = [p.strip() for p in entry.hedge.split(";") if p.strip()]
    exact = next((p for p in parts if stated(normal(p)) is not None), None)
    known = next(filter(on_any_scale, parts), None)
    return (exact or known or (parts[0] if len(entry.hedge) > LONGEST_HEDGE else entry.hedge))[:LONGEST_HEDGE]


def _question(making: _Making, i: int, entry: Entry, source: str) -> None:
    about, ident = making.review.document, _ident(entry)
    fields: dict[str, Any] = {
        "kind": "binary",
        "nature": entry.nature or "event",
        "domain": entry.domain or about.domain or TO_BE_WRITTEN,
        "opens": about.date,
        "source": source,
    }
    if about.date is None:
        return
    if entry.kind == "conditional forecast" and entry.condition_question:
        making.known(i, "condition_question", entry.condition_question, "questions")
        fields["if"] = entry.condition_question
    elif entry.kind == "conditional forecast":
        asked = entry.condition_ask or _open("does the condition come true?")
        condition = {"id": f"Q-{ident}-if", "text": asked, "criteria": _open("when it has")}
        making.add(i, "questions", fields | condition | {"note": "The condition of the question after it."})
        fields["if"] = f"Q-{ident}-if"
    fields |= {
        "id": f"Q-{ident}",
        "text": entry.ask or _open("the question"),
        "criteria": entry.criteria or _open("when the answer is yes"),
    }
    making.add(i, "questions", fields | {"by": entry.period})


def _commitment(making: _Making, i: int, entry: Entry, source: str) -> tuple[str, str] | None:
    about, ident = making.review.document, _ident(entry)
    key = entry.commitment or f"C-{ident}"
    if entry.commitment:
        making.known(i, "commitment", entry.commitment, "commitments")
    parties = {p.id for p in making.case.about.parties}
    if entry.by and entry.by not in parties:
        making.known(i, "by", entry.by, "actors")
    if not entry.commitment:
        title = {"id": key, "title": entry.words or _open("what is promised"), "promised_by": entry.by, "source": source}
        if not making.add(i, "commitments", title | {"domain": entry.domain or about.domain or TO_BE_WRITTEN}):
            return None
    if entry.period is None:
        return None if entry.commitment else ("commitments", key)
    if entry.requires and entry.requires not in get_args(Requirement):
        making.wrong("LG194", i, "requires", f"{short(entry.requires)} is no stage", near(entry.requires, get_args(Requirement)))
        return None
    fields = {
        "id": f"D-{ident}",
        "commitment": key,
        "what": entry.words or _open("what is due"),
        "due": entry.period,
        "source": source,
        "requires": entry.requires,
        "set_on": about.date,
        "set_by": entry.by if entry.by not in parties else "",
        "note": "Set at the latest on the day of the article, which does not say when; correct it where that is known.",
    }
    return ("deadlines", f"D-{ident}") if about.date is not None and making.add(i, "deadlines", fields) else None


def _claim(making: _Making, i: int, entry: Entry, source: str) -> tuple[str, str] | None:
    about, ident = making.review.document, _ident(entry)
    who = entry.by or about.by
    fine = _who(making, i, entry, "claims it")
    if not entry.scope:
        making.wrong(
            "LG192", i, "scope", "a claim is about a package or a commitment", "name it in `scope`, or make it `becomes: statement`"
        )
    elif not making.known(i, "scope", entry.scope, "packages", "commitments"):
        fine = False
    if entry.quantity and entry.quantity not in get_args(Quantity):
        making.wrong("LG194", i, "quantity", f"{short(entry.quantity)} is not counted", near(entry.quantity, get_args(Quantity)))
        return None
    percent = entry.unit == "%"
    fields = {
        "id": f"S-{ident}",
        "date": about.date,
        "claimant": who,
        "scope": entry.scope,
        "quantity": entry.quantity or "none",
        "as": "none" if entry.value is None else "percent" if percent else "count",
        "unit": "" if percent else entry.unit,
        "value": entry.value,
        "relation": "exactly" if entry.value is not None else "none",
        "what": entry.words or _open("what is claimed"),
        "source": source,
    }
    if not (fine and entry.scope and about.date is not None):
        return None
    return ("claims", f"S-{ident}") if making.add(i, "claims", fields) else None


def _statement(making: _Making, i: int, entry: Entry, source: str) -> tuple[str, str] | None:
    about, ident = making.review.document, _ident(entry)
    fine = _who(making, i, entry, "says it")
    if entry.issue:
        fine = making.known(i, "issue", entry.issue, "issues") and fine
    fields = {
        "id": f"S-{ident}",
        "date": about.date,
        "actor": entry.by or about.by,
        "issue": entry.issue,
        "what": entry.words or _open("what is said"),
        "source": source,
    }
    return ("statements", f"S-{ident}") if fine and about.date is not None and making.add(i, "statements", fields) else None


def _who(making: _Making, i: int, entry: Entry, does: str) -> bool:
    """Whether it is known which actor speaks; a thesis cannot."""
    who = entry.by or making.review.document.by
    if not who:
        making.wrong("LG192", i, "by", f"who {does}?", "name an actor in `by`, here or of the document")
        return False
    return making.known(i if entry.by else None, "by", who, "actors")


def _passage(making: _Making, i: int, entry: Entry, source: str, made: tuple[str, str]) -> None:
    start, end = entry.place
    fields = {
        "id": f"R-{_ident(entry)}",
        "table": made[0],
        "row": made[1],
        "document": making.review.document.digest,
        "start": start,
        "end": end,
        "fragment": entry.fragment,
        "kind": entry.kind,
        "found_by": entry.found_by,
        "edited": entry.decision == "edit",
        "source": source,
    }
    making.add(i, "passages", fields)


def _ident(entry: Entry) -> str:
    return entry.id.removeprefix("P-")


def _open(what: str) -> str:
    return f"{TO_BE_WRITTEN}: {what}"


_MAKERS = {"forecast": _forecast, "commitment": _commitment, "claim": _claim, "statement": _statement}


def open_places(case: Case, before: Case) -> Iterator[Problem]:
    """Yield what is still to be written in the rows that a case has more than another."""
    from longgame.case.checks.to_be_written import find

    old = {str(p.message) for p in find(before)}
    yield from (p for p in find(case) if p.message not in old)
