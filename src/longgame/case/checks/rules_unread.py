"""Rules of questions and of proxies that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._questions import rule_place, rules
from longgame.case.codes import problem
from longgame.case.rules import RuleError, parse_rule
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Parse every rule; the place is that of the first word that does not fit."""
    for table, row, text in rules(case):
        try:
            parse_rule(text)
        except RuleError as error:
            name = case.table(table)[row].key
            message = f"the rule of {name!r} cannot be read: {error}"
            yield problem("LG290", rule_place(case, table, row, error.at), message, error.fix)
