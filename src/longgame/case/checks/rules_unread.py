"""Rules of questions that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._questions import rule_place
from longgame.case.codes import problem
from longgame.case.rules import RuleError, parse_rule
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Parse every rule; the place is that of the first word that does not fit."""
    for row, question in enumerate(case.questions):
        if not question.rule.strip():
            continue
        try:
            parse_rule(question.rule)
        except RuleError as error:
            message = f"the rule of {question.id!r} cannot be read: {error}"
            yield problem("LG290", rule_place(case, row, error.at), message, error.fix)
