"""What the checks of questions and forecasts share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from longgame.case.case import Case
from longgame.core.where import Where

RuleTable = Literal["questions", "proxies"]


def rules(case: Case) -> Iterator[tuple[RuleTable, int, str]]:
    """Go through the rules of a case: the table, the row, and the text where there is one."""
    yield from (("questions", row, question.rule) for row, question in enumerate(case.questions) if question.rule.strip())
    yield from (("proxies", row, proxy.rule) for row, proxy in enumerate(case.proxies) if proxy.rule.strip())


def rule_place(case: Case, table: RuleTable, row: int, at: int) -> Where:
    """Return the place of a word in a rule.

    Parameters
    ----------
    case : Case
    table : str
    row : int
        Of the question or the proxy.
    at : int
        Place in the text of the rule, from 0. Where the file writes the rule otherwise than it reads, as over several lines,
        the place is that of the rule.
    """
    rows = case.questions if table == "questions" else case.proxies
    rule, where = rows[row].rule, rows.where(row, "rule")
    if rows.parsed is None or not where.line:
        return where
    lines = rows.parsed.text.split("\n")
    line = lines[where.line - 1] if where.line <= len(lines) else ""
    for quote in ('"', '""'):  # as a CSV cell between quotes has them
        start = line.find(rule.replace('"', quote), where.column - 1)
        if start >= 0:
            return where._replace(column=start + at + rule[:at].count('"') * (len(quote) - 1) + 1)
    return where
