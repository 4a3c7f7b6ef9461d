"""From stances to arrays: the row that holds on the day, absence as a mask, nothing from later."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from longgame.case.load import load
from longgame.core.errors import UsageError
from longgame.settle.encode import encode

ROOT = Path(__file__).parents[2]
DAYS = [date(2021, 6, 30), date(2021, 9, 17), date(2021, 11, 15), date(2023, 3, 13), date(2026, 6, 30)]


@pytest.fixture(scope="module")
def ferry():
    return load(ROOT / "cases/ferry")


@pytest.fixture(scope="module")
def union():
    return load(ROOT / "cases/union-state")


def test_ferry_as_written(ferry):
    found = encode(ferry, date(2025, 1, 1))
    assert found.actors == ("nordia", "sudoria", "harbour")
    assert found.issues == ("toll-rate", "night")
    np.testing.assert_array_equal(found.present, [[True, True], [True, False], [True, True]])
    np.testing.assert_array_equal(found.position.best, [[15, 80], [55, 0], [90, 10]])
    np.testing.assert_allclose(found.salience.high, [[0.8, 0.9], [0.7, 0], [1.0, 0.6]])
    np.testing.assert_array_equal(found.capability.best, [[80, 80], [50, 0], [20, 20]])
    np.testing.assert_array_equal(found.reversion, [60, 0])
    one = found.issue("night")
    np.testing.assert_array_equal(one.present, [True, False, True])


def test_before_the_stances_were_known(ferry):
    with pytest.raises(UsageError, match="no issue has two actors"):
        encode(ferry, date(2024, 1, 15))


def test_unknown_issue_and_coder(ferry):
    with pytest.raises(UsageError, match="did you mean 'toll-rate'"):
        encode(ferry, date(2025, 1, 1), ["toll-rates"])
    with pytest.raises(UsageError, match="no coder 'nobody'"):
        encode(ferry, date(2025, 1, 1), coder="nobody")


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_union_state_can_be_bargained(union, day):
    found = encode(union, day)
    assert len(found.issues) >= 12
    assert len(found.actors) >= 6
    assert all(known <= day for _, _, known in found.facts)
    assert found.without_capability == ()
    for interval in (found.position, found.salience, found.capability):
        assert (interval.low <= interval.best).all()
        assert (interval.best <= interval.high).all()
    assert (found.salience.high <= 1).all()
    assert not found.position.best[~found.present].any()
