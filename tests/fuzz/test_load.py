"""Random damage: a case loads, or every problem has a file and a known code."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.mutate import FILES, PIECES, must_load_or_say_why, mutated

Changes = st.lists(
    st.tuples(st.integers(0, 6000), st.sampled_from([0, 0, 1, 1, 2, 5, 20, 400]), st.integers(0, len(PIECES) - 1)),
    min_size=1,
    max_size=4,
)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, bytes]:
    """Return the files of a starter case, one or two of them damaged."""
    files = dict(FILES[draw(st.sampled_from(sorted(FILES)))])
    for name in draw(st.lists(st.sampled_from(sorted(files)), min_size=1, max_size=2, unique=True)):
        files[name] = mutated(files[name], draw(Changes))
    return files


@settings(max_examples=60)
@given(damaged())
def test_damaged_files(files: dict[str, bytes]) -> None:
    must_load_or_say_why(files)


@pytest.mark.deep
@settings(max_examples=5000)
@given(damaged())
def test_damaged_files_for_long(files: dict[str, bytes]) -> None:
    must_load_or_say_why(files)


@given(st.sampled_from(sorted(FILES["market"])), st.binary(max_size=200))
def test_rubbish_in_place_of_a_file(name: str, data: bytes) -> None:
    must_load_or_say_why(FILES["market"] | {name: data})


@given(st.sampled_from(sorted(FILES["market"])), st.integers(0, 2000))
def test_truncated_anywhere(name: str, length: int) -> None:
    must_load_or_say_why(FILES["market"] | {name: FILES["market"][name][:length]})


def test_undamaged_files_load() -> None:
    assert all(must_load_or_say_why(files) for files in FILES.values())
