"""How a result was made, so that it can be made again."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

import longgame


class Made(BaseModel):
    """Provenance that every result carries.

    Two results with equal ``Made`` hold the same numbers.
    """

    model_config = ConfigDict(frozen=True)

    by: str = Field(default=f"longgame {longgame.__version__}", description="Program and version.")
    case: str = Field(description="Id of the case.")
    digest: str = Field(description="SHA-256 over the names and contents of the case's files.")
    as_of: date = Field(description="Nothing that became known after this day was used.")
    settings: dict[str, str | int | float] = Field(
        default_factory=dict, description="Settings other than the defaults, and the versions of rule sets."
    )
    seed: int | None = Field(default=None, description="Seed of random numbers; null where none were drawn.")
