"""Packed specs: the same again, smaller, whatever they hold."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from longgame.report.pack import packed, unpacked
from tests.report.conftest import FLAGSHIP, document

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.0, 1.0, 2.5]) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["a", "b", "$b", "values"]), inner, max_size=4),
    max_leaves=40,
)


@given(st.dictionaries(st.text(max_size=5), VALUES, max_size=5))
def test_what_is_packed_comes_out_as_it_was(specs: dict[str, Any]) -> None:
    held = json.loads(json.dumps(packed(specs)))
    # As text, since 1, 1.0 and true are equal.
    assert json.dumps(unpacked(held)) == json.dumps(specs)


def test_a_part_is_written_once() -> None:
    axis = {"field": "at", "type": "quantitative", "axis": {"grid": True, "tickCount": 5}}
    held = packed({"one": {"x": axis, "again": [axis, axis]}, "other": {"y": axis}})
    assert json.dumps(held).count("quantitative") == 1
    assert held["specs"]["other"] == {"y": {"$": 0}}


def test_the_flagship_is_a_third_of_what_it_was() -> None:
    text = document(FLAGSHIP).all("script")[0].text
    assert len(text) < 0.4 * len(json.dumps(unpacked(json.loads(text)), ensure_ascii=False, separators=(",", ":")))
