"""Ids that name nothing in the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, get_args

from longgame.case.case import Case
from longgame.case.checks._questions import rule_place, rules
from longgame.case.codes import problem
from longgame.case.passages import ReadTable
from longgame.case.rules import TABLES as RULE_TABLES
from longgame.case.rules import RuleError, atoms, parse_rule
from longgame.case.tables import SPECS
from longgame.case.walk import facts, ids_of, is_whole
from longgame.core.errors import Problem, near
from longgame.core.where import Where

HINTS = 100


class Reference(NamedTuple):
    """A field of a table whose values are ids: of what, in which tables or lists of the head."""

    table: str
    field: str
    noun: str
    kinds: tuple[str, ...]


_WHO = ("actors", "parties")
REFERENCES = (
    Reference("actors", "party", "party", ("parties",)),
    Reference("actors", "part_of", "actor", ("actors",)),
    Reference("actors", "source", "source", ("sources",)),
    Reference("issues", "asked_by", "actor or party", _WHO),
    Reference("issues", "commitments", "commitment", ("commitments",)),
    Reference("packages", "unit", "unit", ("units",)),
    Reference("commitments", "package", "package", ("packages",)),
    Reference("commitments", "parent", "commitment", ("commitments",)),
    Reference("commitments", "needs", "commitment", ("commitments",)),
    Reference("commitments", "promised_by", "actor or party", _WHO),
    Reference("mechanisms", "source", "source", ("sources",)),
    Reference("deadlines", "commitment", "commitment", ("commitments",)),
    Reference("deadlines", "replaces", "deadline", ("deadlines",)),
    Reference("deadlines", "set_by", "actor", ("actors",)),
    Reference("status", "commitment", "commitment", ("commitments",)),
    Reference("status", "by", "actor", ("actors",)),
    Reference("claims", "claimant", "actor", ("actors",)),
    Reference("claims", "scope", "package or commitment", ("packages", "commitments")),
    Reference("claims", "unit", "unit", ("units",)),
    Reference("events", "actors", "actor or party", _WHO),
    Reference("indicators", "series", "series", ("series",)),
    Reference("statements", "actor", "actor", ("actors",)),
    Reference("statements", "issue", "issue", ("issues",)),
    Reference("stances", "actor", "actor", ("actors",)),
    Reference("stances", "issue", "issue", ("issues",)),
    Reference("stances", "coder", "coder", ("coders",)),
    Reference("capabilities", "actor", "actor", ("actors",)),
    Reference("capabilities", "issue", "issue", ("issues", "*")),
    Reference("capabilities", "coder", "coder", ("coders",)),
    Reference("outcomes", "issue", "issue", ("issues",)),
    Reference("outcomes", "coder", "coder", ("coders",)),
    Reference("game", "patron", "party", ("parties",)),
    Reference("game", "client", "party", ("parties",)),
    Reference("history", "on", "ladder", ("ladders",)),
    Reference("history", "for_", "ladder", ("ladders",)),
    Reference("questions", "if_", "question", ("questions",)),
    Reference("questions", "mechanisms", "mechanism", ("mechanisms",)),
    Reference("resolutions", "question", "question", ("questions",)),
    Reference("resolutions", "corrects", "resolution", ("resolutions",)),
    Reference("forecasts", "question", "question", ("questions",)),
    Reference("proxies", "question", "question", ("questions",)),
    Reference("ach", "thesis", "thesis", ("theses",)),
    Reference("ach", "evidence", "evidence", ("evidence",)),
)
# The words before the colon in a mechanism's references.
REF_TABLES = {
    "package": "packages", "commitment": "commitments", "deadline": "deadlines", "issue": "issues", "actor": "actors",
    "event": "events", "series": "series", "claim": "claims", "statement": "statements", "question": "questions",
    "thesis": "theses",
}  # fmt: skip


class _Known:
    """The ids that there are, by kind; a kind is None where a file could not be read."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.hints: dict[tuple[str, tuple[str, ...]], str] = {}

    @cached_property
    def ids(self) -> dict[str, set[str] | None]:
        about = self.case.about
        found: dict[str, set[str] | None] = {
            name: ids_of(self.case.table(name)) if is_whole(self.case, name) else None
            for name in {
                *REF_TABLES.values(),
                *RULE_TABLES.values(),
                *get_args(ReadTable),
                *(kind for ref in REFERENCES for kind in ref.kinds if kind in SPECS),
            }
        }
        found |= {"parties": {p.id for p in about.parties}, "units": {u.id for u in about.units}}
        return found | {"coders": {c.id for c in about.coders}, "*": {"*"}}

    def lacks(self, word: str, kinds: tuple[str, ...]) -> bool:
        sets = [self.ids[kind] for kind in kinds]
        return all(s is not None and word not in s for s in sets)

    def hint(self, word: str, kinds: tuple[str, ...]) -> str:
        """Return near spellings; only for the first hundred words, as the search is slow in large cases."""
        if (word, kinds) not in self.hints:
            if len(self.hints) >= HINTS:
                return ""
            self.hints[word, kinds] = near(word, {i for kind in kinds for i in self.ids[kind] or ()} - {"*"})
        return self.hints[word, kinds]


def find(case: Case) -> Iterator[Problem]:
    """Look up every id in every field that holds one."""
    known = _Known(case)
    for ref in REFERENCES:
        table = case.table(ref.table)
        for row, record in enumerate(table):
            for word in _words(getattr(record, ref.field)):
                if known.lacks(word, ref.kinds):
                    yield _unknown(known, table.where(row, ref.field.rstrip("_")), ref.noun, word, ref.kinds)
    for placed in facts(case):
        for word in placed.fact.source:
            if known.lacks(word, ("sources",)):
                yield _unknown(known, placed.where("source"), "source", word, ("sources",))
    for where, noun, word, kinds in _inside(case):
        if known.lacks(word, kinds):
            yield _unknown(known, where, noun, word, kinds)


def _inside(case: Case) -> Iterator[tuple[Where, str, str, tuple[str, ...]]]:
    """Go through the ids in lists inside rows: where each stands, what it should name, itself, and in which tables."""
    for row, mechanism in enumerate(case.mechanisms):
        for i, home in enumerate(mechanism.homes):
            for reference in home.refs:
                noun, _, word = reference.partition(":")
                yield case.mechanisms.where(row, "homes", i, "refs"), noun, word, (REF_TABLES[noun],)
    for row, scenario in enumerate(case.scenarios):
        for i, change in enumerate(scenario.changes):
            for field in ("actors", "issues"):
                for word in getattr(change, field):
                    yield case.scenarios.where(row, "changes", i, field), field[:-1], word, (field,)
    for row, passage in enumerate(case.passages):
        yield case.passages.where(row, "row"), SPECS[passage.table].noun, passage.row, (passage.table,)
    yield from _in_forecasts(case)
    yield from _in_rules(case)


def _in_forecasts(case: Case) -> Iterator[tuple[Where, str, str, tuple[str, ...]]]:
    for row, forecast in enumerate(case.forecasts):
        if not forecast.by_model:
            yield case.forecasts.where(row, "forecaster"), "thesis or actor", forecast.forecaster, ("theses", "actors")
    for row, contradiction in enumerate(case.contradictions):
        for i, side in enumerate(contradiction.sides):
            for word in side.theses:
                yield case.contradictions.where(row, "sides", i, "theses"), "thesis", word, ("theses",)
        for i, seen in enumerate(contradiction.seen):
            for word in seen.leans_to:
                yield case.contradictions.where(row, "seen", i, "leans_to"), "thesis", word, ("theses",)


def _in_rules(case: Case) -> Iterator[tuple[Where, str, str, tuple[str, ...]]]:
    for table, row, text in rules(case):
        try:
            named = list(atoms(parse_rule(text)))
        except RuleError:
            continue
        for atom in named:
            if atom.noun in RULE_TABLES:
                yield rule_place(case, table, row, atom.at), atom.noun, atom.id, (RULE_TABLES[atom.noun],)


def _words(value: object) -> Iterable[str]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value  # type: ignore[return-value]


def _unknown(known: _Known, where: Where, noun: str, word: str, kinds: tuple[str, ...]) -> Problem:
    fix = known.hint(word, kinds)
    if not fix and noun == "actor" and word in (known.ids["parties"] or ()):
        fix = "that is a party; name one of its actors"
    return problem("LG201", where, f"there is no {noun} {word!r}", fix)
