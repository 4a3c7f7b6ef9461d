"""How each question came out, as of a day, with the trail of every answer that was given.

Where the rows of the case resolve a question by its rule, that answer counts, because it follows the facts: change one, and
the question is resolved again. A resolution made by hand stands beside it; where the two differ, both stay in the trail, the
question is marked, and the difference is listed with the result. Where the rule says nothing, or there is none, the newest
resolution counts that no other one corrects. A rule that is decided by what was over and known before the question opens
answers nothing: the question is listed. What was over and not known by then decides it on the day on which it became known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from longgame.case.case import Case
from longgame.case.questions import NONE, Answer, Question
from longgame.case.resolutions import PARTLY, VOID, Resolution
from longgame.case.rules import parse_rule
from longgame.core.dates import Period
from longgame.score.result import QuestionState, Trail
from longgame.score.rulings import evaluate, names_known
from longgame.score.verdict import Asked, Rows, Verdict

# In place of a rule that names a row which is not known yet.
UNKNOWN = "nothing that was known by then decides it"


class Found(NamedTuple):
    """What was found of one question.

    Attributes
    ----------
    state : QuestionState
    share : float or None
        Of a resolved question after yes or no: 1, 0, or the share of a yes.
    value : str, float, Period or None
        Of a resolved question: the answer.
    on : Period or None
    """

    state: QuestionState
    share: float | None
    value: Answer | None
    on: Period | None


class _Answer(NamedTuple):
    answer: str
    share: float | None
    on: Period | None
    known: date | None
    says: str


class _Given(NamedTuple):
    """What was answered: by the rule, by hand, and the trail of it all."""

    verdict: Verdict | None
    ruled: _Answer | None
    hand: _Answer | None
    early: bool
    doubt: str
    trail: tuple[Trail, ...]

    @property
    def chosen(self) -> _Answer | None:
        return self.ruled if self.ruled is not None else self.hand


def resolve(case: Case) -> dict[str, Found]:
    """Return the state of every question, by id, in the order of the file.

    Parameters
    ----------
    case : Case
        As of a day: ``case.as_of(day)``.
    """
    day = case.day or case.newest
    rows = Rows(case)
    by_hand: dict[str, list[Resolution]] = defaultdict(list)
    for row in case.resolutions:
        by_hand[row.question].append(row)
    forecasts = Counter(forecast.question for forecast in case.forecasts)
    found: dict[str, Found] = {}

    def visit(question: Question) -> Found:
        if question.id not in found:
            above = case.questions.by_key.get(question.if_) if question.if_ is not None else None
            condition = visit(above) if above is not None else None
            given = _given(rows, day, question, by_hand[question.id])
            shown = question.rule if names_known(case, question.rule) else ""
            found[question.id] = _found(question, shown, given, condition, (day, case.newest), forecasts[question.id])
        return found[question.id]

    for question in case.questions:
        visit(question)
    return {question.id: found[question.id] for question in case.questions}


def _given(rows: Rows, day: date, question: Question, hands: Sequence[Resolution]) -> _Given:
    verdict = _ruled(rows, day, question)
    ruled = None if verdict is None else _of_rule(question, verdict)
    ruled, early = _in_its_time(question, ruled)
    if verdict is not None and ruled is None and not names_known(rows.case, question.rule):
        verdict = Verdict(None, UNKNOWN)
    if verdict is not None and ruled is not None and early:
        says = f"the rule was decided on {ruled.on}, before the question opens, {question.opens}, and known by then ({ruled.says})"
        verdict, ruled = Verdict(None, says), None
    ordered = sorted(hands, key=lambda r: rows.case.known_on(r) or day)
    corrected = {r.corrects: r.id for r in ordered if r.corrects is not None}
    newest = next((r for r in reversed(ordered) if r.id not in corrected), None)
    hand = None if newest is None else _of_hand(rows.case, newest)
    beside = "counts" if ruled is None else "differs" if hand is not None and not _same(question, ruled, hand) else "agrees"
    lines = [_line(rows.case, row, corrected, newest, beside) for row in ordered]
    if verdict is not None:
        answer, known = ("", None) if ruled is None else (ruled.answer, ruled.known)
        lines.append(
            Trail(what="rule", known=known, answer=answer, standing="open" if ruled is None else "counts", why=verdict.says)
        )
    return _Given(verdict, ruled, hand, early, "" if newest is None else newest.doubt, tuple(lines))


def _in_its_time(question: Question, ruled: _Answer | None) -> tuple[_Answer | None, bool]:
    """Return the answer of a rule, dated within the time of its question, and whether it was known before that opened.

    What had happened before, and was not known when the question was put, decides it on the day on which it became known.
    """
    if ruled is None or ruled.on is None or ruled.on.last >= question.opens.first:
        return ruled, False
    if ruled.known is None or ruled.known < question.opens.first:
        return ruled, True
    return ruled._replace(on=Period.of(ruled.known), says=f"{ruled.says}, which became known on {ruled.known}"), False


def _line(case: Case, row: Resolution, corrected: Mapping[str, str], newest: Resolution | None, beside: str) -> Trail:
    answer = row.answer if row.share is None else f"{row.answer} ({row.share:g})"
    if row.id in corrected:
        standing, why = "corrected", f"corrected by {corrected[row.id]}"
    elif newest is not None and row is not newest:
        standing, why = "superseded", f"{newest.id} is newer and counts"
    else:
        standing, why = beside, row.reason
    return Trail(what=f"resolution {row.id}", known=case.known_on(row), answer=answer, standing=standing, why=why)


def _found(question: Question, rule: str, given: _Given, condition: Found | None, days: tuple[date, date], forecasts: int) -> Found:
    """Return what was found of a question; days are the one asked after and the one up to which the case was kept."""
    day, kept = days
    chosen, by = given.chosen, ("rule" if given.ruled is not None else "resolution")
    unmet = _unmet(question, condition)
    if unmet is not None:
        chosen, by = (None if unmet[0] == "open" else _Answer(VOID, None, None, None, unmet[1])), "condition"
    over = question.by is not None and day >= question.by.last
    void = chosen is not None and chosen.answer == VOID
    resolved = chosen is not None and not void
    state = QuestionState(
        id=question.id,
        text=question.text,
        kind=question.kind,
        nature=question.nature,
        domain=question.domain,
        opens=str(question.opens),
        by=None if question.by is None else str(question.by),
        status_quo=question.status_quo,
        if_=question.if_,
        state="void" if void else "resolved" if resolved else "open",
        answer=chosen.answer if chosen is not None and resolved else None,
        share=chosen.share if chosen is not None and resolved else None,
        on=None if chosen is None or chosen.on is None else str(chosen.on),
        resolved_by=None if chosen is None else by,
        because=_because(given, chosen, unmet, _waits(question, day, kept)),
        due=chosen is None and over and unmet is None,
        doubt=given.doubt,
        early=given.early,
        differs=any(line.standing == "differs" for line in given.trail),
        rule=rule,
        trail=given.trail,
        facts=given.verdict.facts if given.verdict is not None and given.ruled is not None else (),
        forecasts=forecasts,
    )
    if chosen is None or void:
        return Found(state, None, None, None)
    value = chosen.answer if question.kind == "binary" else question.read(chosen.answer)
    return Found(state, chosen.share, value, chosen.on)


def _waits(question: Question, day: date, kept: date) -> str:
    """Return why a question that nothing decides is open."""
    if question.by is None or day < question.by.last:
        return "not decided yet"
    if kept < question.by.last:
        return f"its time was up after {kept}, up to which the case was kept; nobody has looked yet"
    return "its time is up and nothing decides it"


def _because(given: _Given, chosen: _Answer | None, unmet: tuple[str, str] | None, waits: str) -> str:
    if unmet is not None:
        return unmet[1]
    if chosen is not None:
        return chosen.says
    tail = f": {given.verdict.says}" if given.verdict is not None else ""
    return waits + tail


def _ruled(rows: Rows, day: date, question: Question) -> Verdict | None:
    if not question.rule.strip():
        return None
    limit = question.by.last if question.by is not None else None
    return evaluate(parse_rule(question.rule), Asked(rows, day, limit, question.opens.first))


def _of_rule(question: Question, verdict: Verdict) -> _Answer | None:
    """Return the answer that a rule gives, None where it gives none."""
    known = max((f.known for f in verdict.facts), default=None)
    if question.kind == "number":
        return _of_number(question, verdict, known)
    if verdict.truth is None:
        return None
    if question.kind == "date":
        answer = str(verdict.on) if verdict.truth and verdict.on is not None else NONE
        return _Answer(answer, None, verdict.on, known, verdict.says)
    return _Answer("yes" if verdict.truth else "no", float(verdict.truth), verdict.on, known, verdict.says)


def _of_number(question: Question, verdict: Verdict, known: date | None) -> _Answer | None:
    if verdict.value is None:
        return None
    answer = f"{verdict.value:.12g}"
    try:
        question.read(answer)
    except ValueError:  # outside what the question allows
        return None
    return _Answer(answer, None, verdict.on, known, verdict.says)


def _of_hand(case: Case, row: Resolution) -> _Answer:
    share = {"yes": 1.0, "no": 0.0, PARTLY: row.share}.get(row.answer) if row.answer != VOID else None
    return _Answer(row.answer, share, row.date, case.known_on(row), row.reason)


def _same(question: Question, one: _Answer, other: _Answer) -> bool:
    if VOID in (one.answer, other.answer) or question.kind == "binary":
        return (one.answer, one.share) == (other.answer, other.share)
    return question.read(one.answer) == question.read(other.answer)


def _unmet(question: Question, condition: Found | None) -> tuple[str, str] | None:
    """Return whether a question waits for its condition or is void for want of it, with the reason; None if neither."""
    if condition is None:
        return None
    at = condition.state
    if at.state == "open":
        return "open", f"waits for its condition, {at.id}"
    if at.state == "void":
        return "void", f"its condition {at.id} is void"
    if at.answer == question.if_is:
        return None
    came = "came true in part only" if at.answer == PARTLY else f"was resolved {at.answer}"
    return "void", f"its condition {at.id} {came}, not {question.if_is}"
