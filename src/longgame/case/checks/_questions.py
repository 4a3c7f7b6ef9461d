"""What the checks of questions and forecasts share."""

from __future__ import annotations

from longgame.case.case import Case
from longgame.core.where import Where


def rule_place(case: Case, row: int, at: int) -> Where:
    """Return the place of a word in the rule of a question.

    Parameters
    ----------
    case : Case
    row : int
        Of the question.
    at : int
        Place in the text of the rule, from 0. Where the file writes the rule otherwise than it reads, as over several lines,
        the place is that of the rule.
    """
    table, question = case.questions, case.questions[row]
    where = table.where(row, "rule")
    if table.parsed is None or not where.line:
        return where
    lines = table.parsed.text.split("\n")
    line = lines[where.line - 1] if where.line <= len(lines) else ""
    for quote in ('"', '""'):  # as a CSV cell between quotes has them
        start = line.find(question.rule.replace('"', quote), where.column - 1)
        if start >= 0:
            return where._replace(column=start + at + question.rule[:at].count('"') * (len(quote) - 1) + 1)
    return where
