"""CSL-JSON both ways."""

from __future__ import annotations

import pytest
from hypothesis import given

from longgame.case.sources import Source, from_csl, to_csl
from longgame.core.dates import Period
from tests.world import periods


@given(periods())
def test_a_date_of_publication_comes_back_as_the_same_days(issued: Period) -> None:
    source = Source(id="s", issued=issued)
    assert Source.model_validate(from_csl(to_csl(source))) == source


@pytest.mark.parametrize("parts", [[[2023.5]], [[True]], [["x"]], [[]], [], "2023", [[1e300]], [[None]], {"raw": 1}])
def test_date_parts_that_are_none(parts: object) -> None:
    with pytest.raises(ValueError, match="date"):
        from_csl({"id": "s", "issued": {"date-parts": parts}})
