"""One model over draws of a package: what it says of each issue by itself, whoever else is in the arrays."""

from datetime import date
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from longgame.case.load import load
from longgame.settle.encode import encode
from longgame.settle.library import BY_NAME
from longgame.settle.problem import Package
from longgame.settle.study.draws import draw, issue
from longgame.settle.study.mapped import lean, outcomes

ROOT = Path(__file__).parents[3]
# One of each kind: mapped, with a record, not depending on others though it takes packages, linking issues.
KINDS = ("compromise", "challenge", "spatial_politics", "exchange")


@pytest.fixture(scope="module")
def drawn():
    return draw(encode(load(ROOT / "cases/ferry"), date(2025, 1, 1)), 6, 0)


@pytest.mark.parametrize("name", ["compromise", "weighted_median", "challenge", "agenda_setter"])
def test_each_issue_of_each_draw_is_settled(drawn, name):
    model = BY_NAME[name]
    found, kernel = outcomes(model, drawn), jax.jit(lambda one: model.kernel(one, model.params))
    assert found.value.shape == found.result.shape == (6, 2)
    for d in range(6):
        for j in range(2):
            alone = kernel(jax.tree.map(lambda a, d=d: a[d], issue(drawn, j)))
            np.testing.assert_allclose(found.value[d, j], alone.value, rtol=1e-9)
            assert found.result[d, j] == alone.result


def test_a_model_that_links_issues_gets_all_of_them(drawn):
    model = BY_NAME["exchange"]
    whole = jax.jit(lambda one: model.kernel(one, model.params))(Package(*(jnp.asarray(a[2]) for a in drawn)))
    np.testing.assert_allclose(outcomes(model, drawn).value[2], whole.value, rtol=1e-9)


def test_a_model_that_does_not_link_issues_gets_each_by_itself(drawn):
    one = Package(*(a[..., 1:2] for a in drawn))
    found = outcomes(BY_NAME["spatial_politics"], drawn)
    np.testing.assert_array_equal(found.value[:, 1], outcomes(BY_NAME["spatial_politics"], one).value[:, 0])


@pytest.mark.parametrize("name", KINDS)
def test_workers_and_chunks_change_no_bit(drawn, name):
    model = BY_NAME[name]
    done = []
    first = outcomes(model, drawn)
    second = outcomes(model, drawn, workers=2, chunk=2, progress=done.append)
    np.testing.assert_array_equal(first.value, second.value)
    np.testing.assert_array_equal(first.result, second.result)
    assert sum(done) in (6, 12)


def test_details_are_not_kept():
    assert lean(BY_NAME["challenge"]) is lean(BY_NAME["challenge"])
    assert not lean(BY_NAME["challenge"]).params.record
