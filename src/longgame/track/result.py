"""The records that ``track`` returns; their JSON form is the schema ``longgame.track/1``."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from longgame.core.made import Made

SCHEMA: Literal["longgame.track/1"] = "longgame.track/1"
Timing = Literal["on_time", "late", "overdue", "not_verified", "unclear", "moved", "due", "dropped", "none_set"]
Grade = Literal["none_found", "claimant", "independent", "primary"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class FactRef(_Frozen):
    """A row of the case that a figure rests on, and the day it became known."""

    table: str
    id: str
    known: date


class Completion(_Frozen):
    """How far a commitment was carried out."""

    level: int = Field(ge=0, le=3, description="0 none, 1 minimum, 2 intermediate, 3 full (Peace Accords Matrix).")
    shown: int = Field(ge=0, le=3, description="The level that nobody disputes; equal to ``level`` unless contested.")
    label: str
    reported: bool = Field(
        description="False: nothing was found on its being carried out or not; the level is then 0 for want of evidence."
    )
    since: str | None = Field(description="Date of the event that brought it there.")
    facts: tuple[FactRef, ...] = ()


class Bindingness(_Frozen):
    """How binding a commitment has become."""

    stage: Literal["none", "declared", "signed", "ratified", "in_force"]
    since: str | None
    facts: tuple[FactRef, ...] = ()


class Evidence(_Frozen):
    """The best evidence for the completion level."""

    grade: Grade
    facts: tuple[FactRef, ...] = ()


class DeadlineState(_Frozen):
    """What became of one deadline, as of the day."""

    id: str
    commitment: str
    what: str
    domain: str
    set_on: str
    due: str
    due_last: date = Field(description="Last day on which it could be kept.")
    requires: str
    outcome: Timing = Field(
        description="on_time, late: kept, by the date or after; unclear: reported as kept, but the date straddles the due day or "
        "the report is contested, or not to be scored; overdue: not kept, and somebody reported so or set a new date afterwards; "
        "not_verified: the day has passed and nothing was found either way; moved: replaced by another date before it fell due; "
        "due: still to come; dropped: given up before it fell due."
    )
    done_on: str | None = None
    days_late: tuple[int, int] | None = Field(
        default=None, description="Earliest and latest number of days after the due day; of an open deadline, days so far."
    )
    evidence: Grade | None = Field(default=None, description="On what evidence it counts as kept; null if it does not.")
    undone_on: date | None = Field(
        default=None,
        description="Last day for which somebody reported it as not done, moved it or gave it up; none reported: null.",
    )
    replaces: str | None = None
    replaced_by: str | None = None
    facts: tuple[FactRef, ...] = ()


class Timeliness(_Frozen):
    """A commitment's own deadlines in one word: the worst of its chains."""

    state: Timing
    first_due: str | None = Field(default=None, description="The date first promised, of the chain that gives the state.")
    last_due: str | None = Field(default=None, description="The date now in force.")
    days_late: tuple[int, int] | None = Field(default=None, description="Counted from the date first promised.")
    moves: int = Field(default=0, description="How often the date was moved.")
    facts: tuple[FactRef, ...] = ()


class CommitmentState(_Frozen):
    """A commitment on its separate axes."""

    id: str
    title: str
    domain: str
    package: str | None
    parent: str | None
    completion: Completion
    bindingness: Bindingness
    timeliness: Timeliness
    evidence: Evidence
    flags: tuple[str, ...] = Field(description="stalled, postponed, moved, reversed, reopened, dropped, contested, waits.")
    last_step: str | None = Field(description="Date of the last step forward.")
    parts: tuple[str, ...] = Field(default=(), description="Ids of the commitments that are parts of it.")
    known: date | None


class Count(_Frozen):
    """The share of a package that one counting rule gives."""

    rule: str
    value: float | None = Field(description="Share from 0 to 1; null where the rule cannot be applied, and ``says`` tells why.")
    low: float | None = Field(description="With everything unknown counted as not done, or the claim's lower end.")
    high: float | None = Field(description="With everything unknown counted as done, or the claim's upper end.")
    numerator: float | None = None
    n: int = Field(description="How many things the share is counted over.")
    n_of: str = Field(description="What these are: commitments, measures, claims …")
    unknown: int = Field(default=0, description="Of these, how many on which nothing was found.")
    counted_on: str | None = Field(default=None, description="Day to which the count refers.")
    evidence: dict[str, int] = Field(default_factory=dict, description="How many rest on which grade of evidence at best.")
    says: str = Field(description="The rule and the figure in one sentence.")
    facts: tuple[FactRef, ...] = ()


class ClaimPoint(_Frozen):
    """A claim of completion about a package, ready to be drawn."""

    id: str
    claimant: str
    claimant_name: str
    party: str | None
    said_on: str
    said_last: date
    counted_on: str
    unit: str | None
    denominator: float | None
    low: float
    value: float
    high: float
    relation: str
    finished_only: bool = Field(description="It counts finished commitments only, which is no share of the work.")
    what: str
    fact: FactRef


class PackageState(_Frozen):
    """A package under every counting rule."""

    id: str
    title: str
    size: int | None
    coded: int = Field(description="Commitments of the package that are in the case, without their parts.")
    counting: dict[str, Count]
    claims: tuple[ClaimPoint, ...]


class SlippageStat(_Frozen):
    """How dates were kept, over chains of deadlines counted from the date first promised."""

    group: str
    n: int = Field(description="Chains with an outcome or a report that it is overdue.")
    on_time: int
    share_on_time: float | None
    share_low: float | None = Field(description="Wilson 95 % interval.")
    share_high: float | None
    median_slip_months: float | None = Field(description="Kaplan-Meier median; open ones are lower bounds. Null if not reached.")
    median_low: float | None = Field(description="95 % interval (Brookmeyer and Crowley 1982); null if not reached.")
    median_high: float | None
    open: int = Field(description="Of n, how many were not kept and enter as lower bounds: late at least up to the last report.")
    on_claim: int = Field(description="Of those on time, how many rest on a party's own word alone.")
    left_out: int = Field(description="Chains not counted: not verified, unclear, not due yet, or dropped.")


class Change(_Frozen):
    """Something that is different from what was known on an earlier day."""

    kind: Literal["new_fact", "completion", "bindingness", "timeliness", "evidence", "flags", "counting", "deadline"]
    subject: str
    before: str | None
    after: str | None
    facts: tuple[FactRef, ...] = ()
    n_before: int | None = Field(default=None, description="Of a counting: over how many things the share was counted.")
    n_after: int | None = None
    n_of: str = Field(default="", description="What these are.")


class TrackResult(_Frozen):
    """Everything that ``longgame track`` knows about a case as of a day."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_name: Literal["longgame.track/1"] = Field(default=SCHEMA, alias="schema")
    made: Made
    as_of: date
    packages: tuple[PackageState, ...]
    commitments: tuple[CommitmentState, ...]
    deadlines: tuple[DeadlineState, ...]
    slippage: tuple[SlippageStat, ...]
    next_deadlines: tuple[str, ...] = Field(description="Ids of the deadlines still to come, soonest first.")
    since: date | None = None
    changes: tuple[Change, ...] = ()
