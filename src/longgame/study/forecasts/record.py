"""The records that ``forecast`` returns; their JSON form is the schema ``longgame.forecasts/1``."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from longgame.case.proxies import Engine
from longgame.core.made import Made

SCHEMA: Literal["longgame.forecasts/1"] = "longgame.forecasts/1"
Fit = Literal["own", "same", "near"]
CAUTION = (
    "Proxies were written, and stances and the history coded, by people who knew how things came out; no engine was fitted to the "
    "answers. settle knows no dates: it says where an issue would settle if it were bargained on that day, and that it is carried "
    "out in time is taken for granted."
)


class Part(BaseModel):
    """A frozen part of a result."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)


class Run(Part):
    """One engine as of one day: all that its forecasts of that day follow from."""

    engine: Engine
    day: date = Field(description="Nothing that became known after it was used.")
    inputs: str = Field(description="SHA-256 over what the engine reads of the case on that day.")
    version: str = Field(description="Program and version that ran it.")
    seed: int | None
    settings: dict[str, str | int | float] = Field(default_factory=dict)
    says: str = Field(description="What it rests on, in a sentence.")


class Issued(Part):
    """One forecast: how likely the answer is yes."""

    question: str
    engine: Engine
    day: date
    probability: float = Field(gt=0, lt=1)
    low: float | None = Field(
        description="Nine tenths of the engine's own draws lie between this and `high`; null where it has none."
    )
    high: float | None
    fit: Fit = Field(description="own: the question's rule; else how near its proxy is.")
    rule: str
    by: date | None = Field(description="Last day of the question.")
    asked: str = Field(default="", description="SHA-256 over the text and the criteria of the question.")
    says: str


class Unanswered(Part):
    """A question that an engine cannot answer as of a day, and why."""

    question: str
    engine: Engine
    day: date
    why: str


class ForecastsResult(Part):
    """What `longgame forecast` says."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, allow_inf_nan=False)

    schema_name: Literal["longgame.forecasts/1"] = Field(default=SCHEMA, alias="schema")
    made: Made
    as_of: date
    kept: date | None = Field(
        default=None, description="Day up to which the case was kept; nothing was looked for of what came after it."
    )
    title: str
    caution: str = CAUTION
    questions: int = Field(description="Questions of the case.")
    runs: tuple[Run, ...]
    forecasts: tuple[Issued, ...]
    unanswered: tuple[Unanswered, ...]
