"""Checks across the rows of a case. One file a check; registering one is one line below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from longgame.case.case import Case
from longgame.case.checks import (
    after_today,
    answers_misfit,
    before_commitment,
    bindingness_back,
    both_sides,
    byte_order_marks,
    claim_ahead,
    claim_exceeds,
    claim_unit,
    claims_fall,
    coded_no_source,
    coders_apart,
    completion_back,
    condition_kinds,
    condition_rings,
    corrections,
    due_before_set,
    empty_reasons,
    evidence_old,
    factor_names,
    forecast_late,
    forecast_outside,
    forecasts_twice,
    formulas,
    future_dated,
    game_ladders,
    game_parties,
    game_size,
    game_twice,
    head_twice,
    held_twice,
    history_dates,
    history_empty,
    history_ended,
    history_jumps,
    history_replies,
    history_sides,
    history_start,
    history_top,
    history_twice,
    issue_unstanced,
    known_unclear,
    level_contradicts,
    line_ends,
    mechanism_unplayed,
    missing_stance,
    move_rings,
    moves_across,
    moves_backwards,
    moves_twice,
    moves_unrecorded,
    near_domains,
    needs_rings,
    no_capability,
    no_source,
    outcomes_twice,
    outside_bounds,
    overlaps,
    part_rings,
    proxies_misfit,
    resolved_early,
    resolved_twice,
    rules_misfit,
    rules_unread,
    same_address,
    same_events,
    same_questions,
    scale_order,
    scenario_idle,
    shared_ids,
    stale,
    thesis_early,
    thesis_idle,
    to_be_written,
    undated_sources,
    unknown_ids,
    unknown_levels,
    unknown_parameters,
    until_before_from,
    unused_actors,
    unused_series,
    unused_sources,
    values_ahead,
    values_twice,
    whatif_past,
    whatif_spans,
)  # fmt: skip
from longgame.case.codes import CODES
from longgame.core.errors import Problem, Severity
from longgame.core.where import Where

# Of each kind; nobody reads more, and a table full of mistakes is refused in seconds.
MOST = 1000


class Check(NamedTuple):
    """A check: its code, what it finds, how bad that is, and the function that looks."""

    code: str
    title: str
    severity: Severity
    find: Callable[[Case], Iterator[Problem]]


class DatedCheck(NamedTuple):
    """A check that compares the case with today's date."""

    code: str
    title: str
    severity: Severity
    find: Callable[[Case, date], Iterator[Problem]]


CHECKS: tuple[Check, ...] = (
    Check(*CODES["LG201"], unknown_ids.find),
    Check(*CODES["LG202"], needs_rings.find),
    Check(*CODES["LG203"], part_rings.find),
    Check(*CODES["LG204"], move_rings.find),
    Check(*CODES["LG205"], near_domains.find),
    Check(*CODES["LG206"], head_twice.find),
    Check(*CODES["LG207"], shared_ids.find),
    Check(*CODES["LG211"], moves_across.find),
    Check(*CODES["LG212"], moves_twice.find),
    Check(*CODES["LG213"], moves_unrecorded.find),
    Check(*CODES["LG214"], due_before_set.find),
    Check(*CODES["LG215"], moves_backwards.find),
    Check(*CODES["LG221"], completion_back.find),
    Check(*CODES["LG222"], bindingness_back.find),
    Check(*CODES["LG223"], before_commitment.find),
    Check(*CODES["LG224"], level_contradicts.find),
    Check(*CODES["LG231"], no_source.find),
    Check(*CODES["LG232"], coded_no_source.find),
    Check(*CODES["LG233"], known_unclear.find),
    Check(*CODES["LG234"], future_dated.find),
    Check(*CODES["LG235"], values_ahead.find),
    Check(*CODES["LG237"], undated_sources.find),
    Check(*CODES["LG241"], claim_unit.find),
    Check(*CODES["LG242"], claims_fall.find),
    Check(*CODES["LG243"], claim_exceeds.find),
    Check(*CODES["LG244"], claim_ahead.find),
    Check(*CODES["LG245"], values_twice.find),
    Check(*CODES["LG251"], missing_stance.find),
    Check(*CODES["LG252"], issue_unstanced.find),
    Check(*CODES["LG253"], overlaps.find),
    Check(*CODES["LG254"], no_capability.find),
    Check(*CODES["LG255"], scale_order.find),
    Check(*CODES["LG256"], empty_reasons.find),
    Check(*CODES["LG257"], until_before_from.find),
    Check(*CODES["LG258"], coders_apart.find),
    Check(*CODES["LG259"], scenario_idle.find),
    Check(*CODES["LG260"], outcomes_twice.find),
    Check(*CODES["LG261"], unused_actors.find),
    Check(*CODES["LG262"], unused_sources.find),
    Check(*CODES["LG263"], unused_series.find),
    Check(*CODES["LG265"], line_ends.find),
    Check(*CODES["LG266"], byte_order_marks.find),
    Check(*CODES["LG267"], formulas.find),
    Check(*CODES["LG268"], same_address.find),
    Check(*CODES["LG269"], same_events.find),
    Check(*CODES["LG270"], game_twice.find),
    Check(*CODES["LG271"], game_parties.find),
    Check(*CODES["LG272"], game_ladders.find),
    Check(*CODES["LG273"], game_size.find),
    Check(*CODES["LG274"], unknown_parameters.find),
    Check(*CODES["LG275"], outside_bounds.find),
    Check(*CODES["LG276"], held_twice.find),
    Check(*CODES["LG277"], history_dates.find),
    Check(*CODES["LG278"], unknown_levels.find),
    Check(*CODES["LG279"], history_sides.find),
    Check(*CODES["LG280"], history_jumps.find),
    Check(*CODES["LG281"], history_replies.find),
    Check(*CODES["LG282"], history_ended.find),
    Check(*CODES["LG283"], history_start.find),
    Check(*CODES["LG284"], history_top.find),
    Check(*CODES["LG285"], history_empty.find),
    Check(*CODES["LG286"], history_twice.find),
    Check(*CODES["LG287"], whatif_spans.find),
    Check(*CODES["LG288"], thesis_early.find),
    Check(*CODES["LG289"], thesis_idle.find),
    Check(*CODES["LG290"], rules_unread.find),
    Check(*CODES["LG291"], rules_misfit.find),
    Check(*CODES["LG292"], condition_rings.find),
    Check(*CODES["LG293"], answers_misfit.find),
    Check(*CODES["LG294"], resolved_early.find),
    Check(*CODES["LG295"], forecast_late.find),
    Check(*CODES["LG296"], forecasts_twice.find),
    Check(*CODES["LG297"], resolved_twice.find),
    Check(*CODES["LG298"], corrections.find),
    Check(*CODES["LG299"], forecast_outside.find),
    Check(*CODES["LG300"], condition_kinds.find),
    Check(*CODES["LG301"], same_questions.find),
    Check(*CODES["LG302"], evidence_old.find),
    Check(*CODES["LG303"], both_sides.find),
    Check(*CODES["LG304"], mechanism_unplayed.find),
    Check(*CODES["LG305"], factor_names.find),
    Check(*CODES["LG306"], to_be_written.find),
    Check(*CODES["LG307"], proxies_misfit.find),
    Check(*CODES["LG308"], whatif_past.find),
)
DATED_CHECKS: tuple[DatedCheck, ...] = (
    DatedCheck(*CODES["LG236"], after_today.find),
    DatedCheck(*CODES["LG264"], stale.find),
)


def run_checks(case: Case, *, errors_only: bool = False, today: date | None = None) -> list[Problem]:
    """Run the registered checks over a case and return what they find, at most a thousand of each kind.

    Parameters
    ----------
    case : Case
    errors_only : bool
        Only the checks that find errors, as loading does.
    today : datetime.date or None
        The day with which dated checks compare; None leaves them out, so that the result does not
        depend on the day on which it is made.
    """
    found: list[Problem] = []
    for check in CHECKS:
        if not errors_only or check.severity is Severity.ERROR:
            found += _at_most(check, check.find(case))
    for dated in DATED_CHECKS:
        if today is not None and not errors_only:
            found += _at_most(dated, dated.find(case, today))
    return found


def _at_most(check: Check | DatedCheck, problems: Iterator[Problem]) -> Iterator[Problem]:
    yield from islice(problems, MOST)
    more = next(problems, None)
    if more is not None:
        yield Problem(Where(more.where.file), check.code, f"{MOST:,} of these are listed; there are more", "", check.severity)
