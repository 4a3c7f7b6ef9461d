"""Traced models that are kept: the same bits, read instead of made, made anew where the file is of no use."""

from datetime import date
from pathlib import Path

import jax
import numpy as np
import pytest

from longgame.case.load import load
from longgame.settle.encode import encode
from longgame.settle.library import BY_NAME, nash
from longgame.settle.study import compiled, run
from longgame.settle.study.draws import draw
from longgame.settle.study.mapped import outcomes, together

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def drawn():
    return draw(encode(load(ROOT / "cases/ferry"), date(2025, 1, 1)), 3, 0)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Keep in a folder of the test; nothing that other tests compiled is used."""
    monkeypatch.setattr(compiled, "_folder", [tmp_path])
    run._ready.cache_clear()
    yield tmp_path
    run._ready.cache_clear()


def refuse(*_):
    pytest.fail("traced again")


@pytest.mark.parametrize("name", ["compromise", "exchange"])
def test_what_is_kept_gives_the_same_bits_and_is_not_traced_again(drawn, folder, monkeypatch, name):
    model = BY_NAME[name]
    settle = together if name == "exchange" else lambda *a: (outcomes(*a), {})
    monkeypatch.setattr(compiled, "_folder", [])
    fresh, detail = settle(model, drawn)
    run._ready.cache_clear()
    monkeypatch.setattr(compiled, "_folder", [folder])
    kept, same_detail = settle(model, drawn)
    assert len(list(folder.glob("*.bin"))) == 1
    run._ready.cache_clear()
    monkeypatch.setattr(compiled.export, "export", refuse)
    read, _ = settle(model, drawn)
    for found in (kept, read):
        np.testing.assert_array_equal(found.value, fresh.value)
        np.testing.assert_array_equal(found.result, fresh.result)
    assert detail.keys() == same_detail.keys()


def test_parameters_and_shapes_have_files_of_their_own(drawn, folder):
    outcomes(BY_NAME["nash"], drawn)
    outcomes(BY_NAME["nash"], drawn, nash.Params(distance=2.0))
    outcomes(BY_NAME["nash"], type(drawn)(*(a[:1] for a in drawn)))
    assert len(list(folder.glob("*.bin"))) == 3


def test_a_file_that_was_cut_is_made_anew(drawn, folder):
    fresh = outcomes(BY_NAME["compromise"], drawn)
    (file,) = folder.glob("*.bin")
    whole = file.read_bytes()
    for content in (b"", whole[: len(whole) // 2], b"x" * len(whole)):
        file.write_bytes(content)
        run._ready.cache_clear()
        np.testing.assert_array_equal(outcomes(BY_NAME["compromise"], drawn).value, fresh.value)
        assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_changes_nothing(drawn, folder, monkeypatch):
    (folder / "file").write_text("", "utf-8")
    monkeypatch.setattr(compiled, "_folder", [folder / "file" / "below"])
    assert np.isfinite(outcomes(BY_NAME["compromise"], drawn).value).all()


@pytest.fixture
def failing_once(monkeypatch):
    """Let the first call of compiled code fail, as code that JAX reads back from its folder sometimes does."""
    settled, calls = run._settled, []

    def fail_first(kernel, block):
        calls.append(kernel)
        if len(calls) == 1:
            raise jax.errors.JaxRuntimeError("NOT_FOUND: Function broadcast_select_fusion.1 not found")
        return settled(kernel, block)

    monkeypatch.setattr(run, "_settled", fail_first)
    yield calls
    jax.config.update("jax_enable_compilation_cache", True)


def test_compiled_code_that_fails_is_thrown_away_and_made_anew(drawn, tmp_path, folder, monkeypatch, failing_once):
    (tmp_path / "jax").mkdir()
    monkeypatch.setattr(compiled, "_folder", [tmp_path / "models"])
    found = outcomes(BY_NAME["compromise"], drawn)
    assert len(failing_once) == 2
    assert failing_once[0] is not failing_once[1]
    assert not (tmp_path / "jax").exists()
    monkeypatch.setattr(compiled, "_folder", [])
    run._ready.cache_clear()
    np.testing.assert_array_equal(found.value, outcomes(BY_NAME["compromise"], drawn).value)


def test_compiled_code_that_fails_where_nothing_is_kept_is_an_error(drawn, monkeypatch, failing_once):
    monkeypatch.setattr(compiled, "_folder", [])
    with pytest.raises(jax.errors.JaxRuntimeError, match="NOT_FOUND"):
        outcomes(BY_NAME["compromise"], drawn)
    assert len(failing_once) == 1
