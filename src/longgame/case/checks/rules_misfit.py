"""Rules that cannot give an answer of their question's kind, or compare what is not there."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._questions import rule_place
from longgame.case.codes import problem
from longgame.case.game import rung_of
from longgame.case.proxies import ANSWERS
from longgame.case.questions import Question
from longgame.case.rules import Atom, Rule, RuleError, atoms, parse_rule
from longgame.core.errors import Problem

# Without a day by which, these never say no.
ENDLESS = ("commitment", "event", "ladder", "issue", "end")


def find(case: Case) -> Iterator[Problem]:
    """Compare what a rule gives with what its question asks, and the parts with their rows."""
    for row, question in enumerate(case.questions):
        try:
            rule = parse_rule(question.rule) if question.rule.strip() else None
        except RuleError:
            continue
        if rule is None:
            continue
        message = _wrong(question, rule)
        if message:
            yield problem("LG291", case.questions.where(row, "rule"), f"the rule of {question.id!r} {message[0]}", message[1])
            continue
        for atom in atoms(rule):
            said = _lacks(case, atom)
            if said:
                yield problem("LG291", rule_place(case, "questions", row, atom.at), f"the rule of {question.id!r}: {said}")
    yield from _proxies(case)


def _proxies(case: Case) -> Iterator[Problem]:
    for row, proxy in enumerate(case.proxies):
        try:
            named = list(atoms(parse_rule(proxy.rule)))
        except RuleError:
            continue
        question, can = case.questions.by_key.get(proxy.question), ANSWERS[proxy.engine]
        endless = question is not None and question.by is None
        for atom in named:
            said, fix = _lacks(case, atom), ""
            if atom.noun not in can:
                said, fix = f"{proxy.engine} does not answer {atom.noun!r}", f"it answers {' and '.join(can)}"
            elif endless and atom.when is None and atom.noun in ENDLESS:
                said, fix = "it has no end", "add 'by' and a date"
            if said:
                yield problem("LG291", rule_place(case, "proxies", row, atom.at), f"the rule of {proxy.id!r}: {said}", fix)


def _wrong(question: Question, rule: Rule) -> tuple[str, str] | None:
    single = rule if isinstance(rule, Atom) else None
    if question.kind == "category":
        return "cannot give a category", "resolve it by hand"
    if question.kind == "number":
        if single is None or single.gives != "number":
            return "gives no number", "name a series or an indicator, with no comparison"
    elif question.kind == "date":
        if single is None or single.noun not in ("commitment", "event", "ladder") or single.when is not None:
            return "gives no date", "name one commitment that reaches a stage, an event or a rung, without 'by'"
    elif any(atom.gives == "number" for atom in atoms(rule)):
        return "gives a number, not yes or no", "compare it with a number"
    elif question.by is None and any(atom.when is None and atom.noun in ENDLESS for atom in atoms(rule)):
        return "has no end", "give the question 'by', or each part of the rule"
    return None


def _lacks(case: Case, atom: Atom) -> str:
    if atom.noun == "claim" and atom.id in case.claims.by_key and case.claims.by_key[atom.id].share() is None:
        return f"the claim {atom.id!r} is of no share that is done"
    if atom.noun == "ladder" and atom.id in case.ladders.by_key:
        try:
            rung_of(case.ladders.by_key[atom.id], atom.stage)
        except ValueError as error:
            return str(error)
    return ""
