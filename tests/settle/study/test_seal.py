"""Sealed forecasts: what was changed is named, whatever it was; what was not comes out again to the same bits."""

import json
import shutil
from pathlib import Path

import pytest

from longgame.case.load import load
from longgame.core.errors import UsageError
from longgame.settle.study.asked import ask
from longgame.settle.study.seal import Seal, canonical, compared, digest, parse, seal, verify

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def ferry():
    return load(ROOT / "cases/ferry")


@pytest.fixture(scope="module")
def text(ferry):
    made = ask(ferry, None, ["toll-rate"], ["compromise", "ensemble"], 8, 3, advise="harbour")
    return made.model_dump_json(by_alias=True)


@pytest.fixture(scope="module")
def pinned(text, ferry):
    return seal(parse(text, "r"), ferry, "r.json", "../ferry")


def found(verdict):
    return {c.what: c.ok for c in verdict.checks}


def test_what_was_not_changed_comes_out_again(text, pinned, ferry):
    verdict = verify(parse(text, "r"), pinned, ferry, published=pinned.seal[:12], workers=2)
    assert verdict.ok
    assert all(found(verdict).values())
    assert (verdict.differences, verdict.differing) == ((), 0)
    spaced = json.dumps(json.loads(text), indent=3)
    assert verify(parse(spaced, "r"), pinned, ferry).ok


def test_the_seal_holds_all_that_made_it(pinned, text):
    assert pinned.made.seed == 3
    assert pinned.made.settings["draws"] == 8
    assert set(pinned.files) == {"case.yaml"}
    assert {"jax", "numpy", "scipy"} <= set(pinned.libraries)
    assert pinned.record_sha256 == digest(json.loads(text))
    assert len(pinned.seal) == 64


def test_the_same_record_gives_the_same_seal_wherever_it_lies(pinned, text, ferry):
    assert seal(parse(text, "r"), ferry, "other.json", "elsewhere").seal == pinned.seal


def test_a_changed_figure_is_named(text, pinned, ferry):
    record = json.loads(text)
    was = record["issues"][0]["models"][0]["best"]
    record["issues"][0]["models"][0]["best"] = was + 1e-6
    verdict = verify(record, pinned, ferry)
    assert not verdict.ok
    assert found(verdict) == {"seal": True, "record": False, "inputs": True, "version": True, "recomputed": False}
    assert verdict.differences == (("issues[0].models[0].best", was + 1e-6, was),)


def test_a_changed_word_is_named(text, pinned, ferry):
    verdict = verify(parse(text.replace("40 crowns", "4 crowns"), "r"), pinned, ferry)
    assert [d.where for d in verdict.differences] == ["issues[0].scale[1].label"]


def test_a_changed_seal_is_seen(text, pinned, ferry):
    for change in ({"record_sha256": "0" * 64}, {"files": {}}, {"made": pinned.made.model_copy(update={"seed": 4})}):
        verdict = verify(parse(text, "r"), pinned.model_copy(update=change), ferry)
        assert not verdict.ok
        assert found(verdict)["seal"] is False


def test_record_and_seal_made_anew_do_not_fit_the_hash_that_was_published(pinned, ferry):
    other = json.loads(ask(ferry, None, ["toll-rate"], ["compromise"], 8, 4).model_dump_json(by_alias=True))
    verdict = verify(other, seal(other, ferry, "r.json", "."), ferry, published=pinned.seal)
    assert not verdict.ok
    assert [c.what for c in verdict.checks if not c.ok] == ["published"]
    assert found(verify(other, seal(other, ferry, "r", "."), ferry, published=""))["published"] is False


def test_a_changed_input_is_named(text, pinned, tmp_path):
    folder = tmp_path / "ferry"
    shutil.copytree(ROOT / "cases/ferry", folder)
    case = (folder / "case.yaml").read_text("utf-8")
    (folder / "case.yaml").write_text(case.replace("position: 15, ", "position: 16, "), "utf-8")
    verdict = verify(parse(text, "r"), pinned, load(folder))
    assert not verdict.ok
    assert found(verdict)["inputs"] is False
    assert "case.yaml was changed" in next(c.says for c in verdict.checks if c.what == "inputs")
    assert "issues[0].actors[0].position[1]" in [d.where for d in verdict.differences]
    assert "made.digest" in [d.where for d in verdict.differences]


def test_another_version_is_named_and_decides_nothing_by_itself(text, pinned, ferry):
    older = pinned.model_copy(update={"libraries": pinned.libraries | {"jax": "0.1"}})
    older = older.model_copy(update={"seal": older.hashed()})
    verdict = verify(parse(text, "r"), older, ferry)
    assert verdict.ok
    assert "jax 0.1 then" in next(c.says for c in verdict.checks if c.what == "version")


def test_without_the_case_it_is_not_said_that_all_is_well(text, pinned):
    verdict = verify(parse(text, "r"), pinned, None)
    assert not verdict.ok
    assert found(verdict) == {"seal": True, "record": True, "inputs": None, "version": True, "recomputed": None}


def test_what_was_not_made_from_these_files_is_not_sealed(text, ferry):
    record = json.loads(text)
    record["made"]["digest"] = "0" * 64
    with pytest.raises(UsageError, match="is not what the record was made from"):
        seal(record, ferry, "r", ".")
    record = json.loads(text)
    record["made"]["by"] = "longgame 0.0.0"
    with pytest.raises(UsageError, match=r"made by longgame 0\.0\.0"):
        seal(record, ferry, "r", ".")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "r:1:2 is not JSON"),
        ("[]", "holds no object"),
        ('{"a": 1, "a": 2}', "'a' stands twice"),
        ('{"a": NaN}', "NaN is not a number"),
        ("[" * 100_000, "nested too deeply|not JSON"),
    ],
    ids=["cut", "list", "twice", "nan", "deep"],
)
def test_what_is_no_record_is_refused(text, says):
    with pytest.raises(UsageError, match=says):
        parse(text, "r")


def test_other_records_are_refused(ferry):
    with pytest.raises(UsageError, match=r"'longgame\.track/1'; longgame\.settle/1 can be sealed"):
        seal({"schema": "longgame.track/1"}, ferry, "r", ".")
    with pytest.raises(UsageError, match="does not say how it was made"):
        seal({"schema": "longgame.settle/1", "made": 3}, ferry, "r", ".")


def test_canonical_json_depends_on_values_alone():
    assert canonical({"b": [1, 2.50], "a": "é"}) == '{"a":"é","b":[1,2.5]}'
    assert canonical(json.loads('{"a": 1e1}')) == '{"a":10.0}'


def test_differences_have_paths():
    one = {"a": [1, {"b": 2}], "c": 3, "d": [1], "e": True}
    other = {"a": [1, {"b": 4}], "d": [1, 2], "e": 1, "f": {"g": 1}}
    assert [tuple(d) for d in compared(one, other)] == [
        ("a[1].b", 2, 4), ("c", 3, None), ("d", "1 values", "2 values"), ("e", True, 1), ("f", None, "1 values"),
    ]  # fmt: skip


def test_a_seal_survives_its_file(pinned):
    assert Seal.model_validate_json(pinned.model_dump_json(by_alias=True)) == pinned
