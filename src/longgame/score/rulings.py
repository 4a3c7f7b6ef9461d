"""Rules of questions, evaluated on the rows of a case as of a day, in three truth values (Kleene 1938)."""

from __future__ import annotations

from collections.abc import Callable

from longgame.case.case import Case
from longgame.case.rules import TABLES, Atom, Not, Noun, Rule, atoms, parse_rule
from longgame.score.result import FactRef
from longgame.score.stages import of_commitment, of_deadline, of_end, of_event, of_ladder
from longgame.score.values import of_claim, of_indicator, of_issue, of_series
from longgame.score.verdict import Asked, Verdict

OF: dict[Noun, Callable[[Atom, Asked], Verdict]] = {
    "deadline": of_deadline,
    "commitment": of_commitment,
    "event": of_event,
    "ladder": of_ladder,
    "series": of_series,
    "indicator": of_indicator,
    "claim": of_claim,
    "issue": of_issue,
    "end": of_end,
}


def evaluate(rule: Rule, asked: Asked) -> Verdict:
    """Return what a rule says.

    Of several conditions of which so many must hold, the rule holds as soon as that many do, fails as soon as too few can,
    and says nothing in between.

    Parameters
    ----------
    rule : Rule
        As parsed.
    asked : Asked
        The case as of the day.
    """
    if isinstance(rule, Atom):
        return OF[rule.noun](rule, asked)
    if isinstance(rule, Not):
        return evaluate(rule.part, asked).negated()
    parts = [evaluate(part, asked) for part in rule.parts]
    hold, fail = ([p for p in parts if p.truth is truth] for truth in (True, False))
    enough = len(parts) - rule.least + 1
    if len(hold) >= rule.least:
        return _decided(True, hold, rule.least)
    if len(fail) >= enough:
        return _decided(False, fail, enough)
    open_ = [p for p in parts if p.truth is None]
    return Verdict(None, "; ".join(p.says for p in open_), None, _facts(parts))


def names_known(case: Case, rule: str) -> bool:
    """Return whether all rows that a rule names are there; to name one that is not yet known would tell that it came.

    Parameters
    ----------
    case : Case
        As of a day.
    rule : str
    """
    named = [atom for atom in atoms(parse_rule(rule)) if atom.noun in TABLES] if rule.strip() else []
    return all(atom.id in case.table(TABLES[atom.noun]).by_key for atom in named)


def _decided(truth: bool, parts: list[Verdict], number: int) -> Verdict:
    """Return the verdict of those parts that decide; the day is that on which enough of them had."""
    days = sorted(p.on for p in parts if p.on is not None)
    on = days[number - 1] if len(days) >= number else (days[-1] if days else None)
    return Verdict(truth, "; ".join(p.says for p in parts), on, _facts(parts))


def _facts(parts: list[Verdict]) -> tuple[FactRef, ...]:
    return tuple(dict.fromkeys(fact for part in parts for fact in part.facts))
