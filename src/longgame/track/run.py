"""Track a case: what was agreed, and is it being done, as of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from longgame.case.case import Case
from longgame.case.claims import Claim
from longgame.case.commitments import Commitment, Package
from longgame.core.made import Made
from longgame.track.changes import changes
from longgame.track.claimants import official_claimants
from longgame.track.counting import RULES
from longgame.track.counting.basis import Basis, finished_only
from longgame.track.deadlines import Chain, by_owner, chains, deadline_states, timeliness
from longgame.track.flags import flags
from longgame.track.ledger import Folded, fold_all, reference
from longgame.track.result import ClaimPoint, CommitmentState, PackageState, TrackResult
from longgame.track.rules import DEFAULT, StatusRules
from longgame.track.slippage import slippage


def track(case: Case, *, day: date | None = None, since: date | None = None, rules: StatusRules = DEFAULT) -> TrackResult:
    """Derive the state of every commitment, package and deadline.

    Parameters
    ----------
    case : Case
    day : datetime.date or None
        The case is cut to what was known at the end of it; None for the day that the case is
        already cut to, or else up to which it was kept.
    since : datetime.date or None
        Also list what changed after this day.
    rules : StatusRules
        How events become a state.

    Returns
    -------
    TrackResult
        Frozen; every figure carries the facts that it rests on and the day each became known.

    Raises
    ------
    ValueError
        If ``since`` is later than ``day``, or ``day`` later than the day the case was already cut to.
    """
    whole = case
    day = day or case.day or case.newest
    if case.day is not None and day > case.day:
        raise ValueError(f"the case was already cut to {case.day}")
    if since is not None and since > day:
        raise ValueError(f"the earlier day {since} is after {day}")
    case = case if case.day == day else case.as_of(day)
    result = _result(case, day, rules)
    if since is None:
        return result
    before = _result(whole.as_of(since), since, rules)
    return result.model_copy(update={"since": since, "changes": changes(before, result, case)})


def _result(case: Case, day: date, rules: StatusRules) -> TrackResult:
    folded = fold_all(case, rules)
    deadlines = deadline_states(case, folded, day, rules)
    found = chains(deadlines)
    owned = by_owner(found)
    parts: dict[str, list[str]] = defaultdict(list)
    for c in case.commitments:
        if c.parent is not None:
            parts[c.parent].append(c.id)
    states = {c.id: _state(case, c, folded, owned, parts, day, rules) for c in case.commitments}
    return TrackResult(
        made=Made(case=case.about.id, digest=case.digest, as_of=day, settings={"status_rules": rules.name}),
        as_of=day,
        packages=_packages(case, states),
        commitments=tuple(states.values()),
        deadlines=tuple(deadlines),
        slippage=slippage(found),
        next_deadlines=tuple(d.id for d in sorted(deadlines, key=lambda d: (d.due_last, d.id)) if d.outcome == "due"),
    )


def _state(
    case: Case,
    commitment: Commitment,
    folded: Mapping[str, Folded],
    owned: Mapping[str, list[Chain]],
    parts: Mapping[str, list[str]],
    day: date,
    rules: StatusRules,
) -> CommitmentState:
    own = folded[commitment.id]
    timing = timeliness(owned.get(commitment.id, ()))
    return CommitmentState(
        id=commitment.id,
        title=commitment.title,
        domain=commitment.domain,
        package=commitment.package,
        parent=commitment.parent,
        completion=own.completion,
        bindingness=own.bindingness,
        timeliness=timing,
        evidence=own.evidence,
        flags=flags(commitment, folded, timing, day, rules),
        last_step=None if own.last_step is None else str(own.last_step),
        parts=tuple(parts.get(commitment.id, ())),
        known=case.known_on(commitment),
    )


def _packages(case: Case, states: Mapping[str, CommitmentState]) -> tuple[PackageState, ...]:
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in case.claims:
        if claim.share() is not None:
            claims[claim.scope].append(claim)
    tops: dict[str, list[CommitmentState]] = defaultdict(list)
    for state in states.values():
        if state.package is not None and state.parent not in states:
            tops[state.package].append(state)
    official = official_claimants(case)
    return tuple(_package(case, p, tops.get(p.id, []), claims.get(p.id, []), official) for p in case.packages)


def _package(
    case: Case, package: Package, states: list[CommitmentState], claims: list[Claim], official: Collection[str]
) -> PackageState:
    claims.sort(key=lambda c: (c.date.last, c.date.first, c.id))
    parties = {a.id: a.party for a in case.actors}
    basis = Basis(case=case, package=package, states=states, claims=[c for c in claims if c.claimant in official])
    return PackageState(
        id=package.id,
        title=package.title,
        size=package.size,
        coded=len(states),
        counting={rule.name: rule.apply(basis) for rule in RULES},
        claims=tuple(_point(case, c, parties, package) for c in claims),
    )


def _point(case: Case, claim: Claim, parties: Mapping[str, str | None], package: Package) -> ClaimPoint:
    share = claim.share()
    assert share is not None
    actor = case.actors.by_key.get(claim.claimant)
    return ClaimPoint(
        id=claim.id,
        claimant=claim.claimant,
        claimant_name=actor.name if actor is not None else claim.claimant,
        party=parties.get(claim.claimant),
        said_on=str(claim.date),
        said_last=claim.date.last,
        counted_on=str(claim.counted_on or claim.date),
        unit=claim.unit,
        denominator=claim.denominator,
        low=share[0],
        value=share[1],
        high=share[2],
        relation=claim.relation,
        finished_only=finished_only(claim, package),
        what=claim.what,
        fact=reference(case, "claims", claim),
    )
