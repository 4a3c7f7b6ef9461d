"""Questions, forecasts and their answers: refused where they make no sense, and hidden before they could be known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.case.forecasts import Forecast, chances_of, quantiles_of
from longgame.case.history import ENDS
from longgame.case.load import load, read
from longgame.case.questions import Question
from longgame.case.rules import NOUNS, SIGNS, STAGES, Atom, Not, Rule, RuleError, Several, atoms, parse_rule
from longgame.case.starter import starter_files
from longgame.core.dates import Period

HEADERS = {name: starter_files("market")[name].splitlines()[0] for name in ("questions.csv", "forecasts.csv", "resolutions.csv")}
Q = {"id": "Q9", "text": "T", "criteria": "C", "kind": "binary", "nature": "event", "domain": "energy", "opens": "2025-01-15"}
F = {
    "id": "F9",
    "question": "Q1",
    "forecaster": "patience",
    "date": "2025-10-03",
    "kind": "forecast",
    "says": "S",
    "source": "speech",
}
R = {"id": "R9", "question": "Q4", "answer": "void", "date": "2025-12-31", "reason": "r", "source": "review", "known": "2025-12-31"}
# The file, what differs from a good row, the column where the problem is, words of its message.
REFUSED = (
    ("questions.csv", Q | {"by": "2024"}, "by", "before it opens"),
    ("questions.csv", Q | {"nature": "fact"}, "nature", "allowed: event, trend"),
    ("questions.csv", Q | {"unit": "TWh"}, "unit", "only a question after a number"),
    ("questions.csv", Q | {"high": "3"}, "high", "only a question after a number"),
    ("questions.csv", Q | {"kind": "number", "low": "3", "high": "2"}, "high", "low 3 is not below high 2"),
    ("questions.csv", Q | {"kind": "category", "categories": "a"}, "categories", "at least two"),
    ("questions.csv", Q | {"kind": "category", "categories": "a; void"}, "categories", "'void'"),
    ("questions.csv", Q | {"kind": "category", "categories": "a; b:c"}, "categories", "colon"),
    ("questions.csv", Q | {"categories": "a; b"}, "categories", "only a question after a category"),
    ("questions.csv", Q | {"status_quo": "maybe"}, "status_quo", "allowed: no, yes"),
    ("questions.csv", Q | {"kind": "number", "low": "3", "status_quo": "2"}, "status_quo", "outside"),
    ("questions.csv", Q | {"kind": "number", "status_quo": "nan"}, "status_quo", "not a number"),
    ("questions.csv", Q | {"kind": "date", "status_quo": "never"}, "status_quo", "or 'none'"),
    ("forecasts.csv", F | {"answer": "yes", "probability": "1.2"}, "probability", "at most 1"),
    ("forecasts.csv", F | {"answer": "yes", "probability": "-0.1"}, "probability", "at least 0"),
    ("forecasts.csv", F | {"answer": "yes", "probability": "70 %"}, "probability", "not a number"),
    ("forecasts.csv", F, "answer", "of which answer"),
    ("forecasts.csv", F | {"probability": "0.5"}, "answer", "of which answer"),
    ("forecasts.csv", F | {"answer": "yes", "quantiles": "10:1; 90:2"}, "answer", "leave it empty"),
    ("forecasts.csv", F | {"quantiles": "10:1", "chances": "a:1"}, "chances", "not quantiles and chances"),
    ("forecasts.csv", F | {"quantiles": "90:1; 10:2"}, "quantiles", "do not rise"),
    ("forecasts.csv", F | {"quantiles": "10:1; 10:2"}, "quantiles", "do not rise"),
    ("forecasts.csv", F | {"quantiles": "0:1; 90:2"}, "quantiles", "above 0 and below 100"),
    ("forecasts.csv", F | {"quantiles": "10 1"}, "quantiles", "joined by a colon"),
    ("forecasts.csv", F | {"quantiles": "low:1"}, "quantiles", "'low' is not a number"),
    ("forecasts.csv", F | {"quantiles": ";"}, "quantiles", "holds nothing"),
    ("forecasts.csv", F | {"chances": "a:0.5; b:0.6"}, "chances", "not 1.1"),
    ("forecasts.csv", F | {"chances": "a:0.5; a:0.5"}, "chances", "stands twice"),
    ("forecasts.csv", F | {"answer": "yes", "forecaster": "model:"}, "forecaster", "must match"),
    ("forecasts.csv", F | {"answer": "yes", "hedge": "it is more likely than not that " * 2}, "hedge", "at most 60"),
    ("forecasts.csv", F | {"answer": "yes", "kind": "guess"}, "kind", "allowed: commitment, conditional, forecast"),
    ("resolutions.csv", R | {"answer": "partly"}, "share", "needs the share"),
    ("resolutions.csv", R | {"answer": "yes", "share": "0.5"}, "share", "only 'partly'"),
    ("resolutions.csv", R | {"answer": "partly", "share": "1"}, "share", "less than 1"),
)
QUESTION = Question.model_validate(Q | {"kind": "number", "low": 0, "high": 100})
WHEN = Question.model_validate(Q | {"kind": "date"})


def written(folder: Path, *rows: tuple[str, dict[str, str]]) -> Path:
    files = starter_files("market")
    for name, row in rows:
        files[name] += ",".join(f'"{row.get(column, "")}"' for column in HEADERS[name].split(",")) + "\n"
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.mark.parametrize(("name", "row", "column", "says"), REFUSED)
def test_what_makes_no_sense_is_refused_at_its_place(
    name: str, row: dict[str, str], column: str, says: str, tmp_path: Path
) -> None:
    (problem,) = read(written(tmp_path, (name, row)))[1]
    lines = (tmp_path / name).read_text().splitlines()
    names = lines[0].split(",")
    before = [f'"{row.get(c, "")}"' for c in names[: names.index(column)]]
    assert problem.code == "LG142"
    assert says in str(problem)
    assert problem.where.line == len(lines)
    assert problem.where.column == len(",".join(before)) + (2 if before else 1)


@pytest.mark.parametrize(("name", "row"), [("questions.csv", Q), ("forecasts.csv", F | {"answer": "yes"}), ("resolutions.csv", R)])
def test_the_rows_that_the_refused_ones_differ_from_are_good(name: str, row: dict[str, str], tmp_path: Path) -> None:
    assert read(written(tmp_path, (name, row)))[1] == []


def test_a_question_and_what_hangs_on_it_are_hidden_before_it_opens(tmp_path: Path) -> None:
    later = Q | {"opens": "2025-06"}
    early = F | {"question": "Q9", "date": "2025-01-15", "answer": "yes"}
    case = load(written(tmp_path, ("questions.csv", later), ("forecasts.csv", early)))
    before, after = case.as_of(date(2025, 6, 29)), case.as_of(date(2025, 6, 30))
    assert "Q9" not in before.questions.by_key
    assert "F9" not in before.forecasts.by_key
    assert "Q9" in after.questions.by_key
    assert "F9" in after.forecasts.by_key


def test_forecasts_are_known_from_their_own_day_resolutions_from_their_source(tmp_path: Path) -> None:
    case = load(written(tmp_path))
    assert [f.id for f in case.as_of(date(2025, 10, 2)).forecasts] == ["F1", "F4", "F6"]
    assert [f.id for f in case.as_of(date(2025, 10, 3)).forecasts] == ["F1", "F2", "F3", "F4", "F5", "F6"]
    assert [r.id for r in case.as_of(date(2025, 12, 30)).resolutions] == []
    assert [r.id for r in case.as_of(date(2025, 12, 31)).resolutions] == ["R1", "R2"]


def test_theses_side_by_side_are_there_from_the_day_of_the_later_one(tmp_path: Path) -> None:
    case = load(written(tmp_path))
    assert [len(case.as_of(day).contradictions) for day in (date(2025, 10, 3), date(2025, 12, 31))] == [0, 1]
    assert [len(case.as_of(day).ach) for day in (date(2025, 10, 2), date(2025, 12, 2), date(2025, 12, 31))] == [0, 2, 4]


def test_what_was_seen_of_a_contradiction_is_hidden_before_its_day(tmp_path: Path) -> None:
    file = written(tmp_path) / "contradictions.yaml"
    file.write_text(file.read_text().replace("source: courier-december", "known: 2026-01-02"))
    case = load(tmp_path)
    assert [len(case.as_of(date(2026, 1, day)).contradictions[0].seen) for day in (1, 2)] == [0, 1]


def test_quantiles_as_numbers_and_dates() -> None:
    made = Forecast.model_validate(F | {"quantiles": "10:5; 50: 8 ;90:12.5"})
    assert quantiles_of(made, QUESTION) == ((0.1, 5.0), (0.5, 8.0), (0.9, 12.5))
    dated = Forecast.model_validate(F | {"quantiles": "10:2024-01; 50:2025; 90:none"})
    assert quantiles_of(dated, WHEN) == ((0.1, Period.parse("2024-01")), (0.5, Period.parse("2025")), (0.9, None))
    with pytest.raises(ValueError, match="outside"):
        quantiles_of(Forecast.model_validate(F | {"quantiles": "10:5; 50:800"}), QUESTION)


def test_chances_add_up_to_one() -> None:
    question = Question.model_validate(Q | {"kind": "category", "categories": "a; b; c"})
    found = chances_of(Forecast.model_validate(F | {"chances": "b:0.33; a:0.66"}), question)
    assert found == pytest.approx({"a": 2 / 3, "b": 1 / 3, "c": 0.0})
    assert sum(found.values()) == pytest.approx(1)


NAMES = st.sampled_from(["DL05", "a.b-c", "2021", "газ", "not-x"])
DATES = st.sampled_from([None, Period.parse("2023-12-31"), Period.parse("2024-Q1")])
NUMBERS = st.sampled_from([0.0, 41.1, -3.0, 100.0])


@st.composite
def an_atom(draw: st.DrawFn) -> Atom:
    noun, name = draw(st.sampled_from(NOUNS)), draw(NAMES)
    if noun in ("series", "indicator"):
        sign = draw(st.none() | st.sampled_from(SIGNS))
        when = draw(DATES) if noun == "series" else None
        return Atom(noun, name, sign=sign, number=draw(NUMBERS) if sign else None, when=when)
    if noun == "issue":
        return Atom(noun, name, sign=draw(st.sampled_from(SIGNS)), number=draw(NUMBERS), when=draw(DATES))
    if noun == "end":
        return Atom(noun, draw(st.sampled_from(ENDS)), when=draw(DATES))
    if noun == "claim":
        return Atom(noun, name, sign=draw(st.sampled_from(SIGNS)), number=draw(NUMBERS))
    stage = {"commitment": st.sampled_from(STAGES), "ladder": st.sampled_from(["0", "3", "one code", "or (so)"])}.get(
        noun, st.just("")
    )
    return Atom(noun, name, stage=draw(stage), when=draw(DATES))


def several(parts: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    lists = st.lists(parts, min_size=2, max_size=3)
    return parts.map(Not) | lists.flatmap(lambda ps: st.builds(Several, st.integers(1, len(ps)), st.just(tuple(ps))))


def said(rule: Rule) -> str:
    """Return the text of a rule, with a bracket around every part."""
    if isinstance(rule, Not):
        return f"not ({said(rule.part)})"
    if isinstance(rule, Several):
        return f"at least {rule.least} of ({', '.join(said(p) for p in rule.parts)})"
    stage = f'"{rule.stage}"' if rule.noun == "ladder" else rule.stage
    words = {"deadline": " met", "commitment": f" reaches {stage}", "ladder": f" reaches {stage}"}.get(rule.noun, "")
    compared = f" {rule.sign} {rule.number:g}{' %' if rule.noun == 'claim' else ''}" if rule.sign else ""
    when = f" {'in' if rule.noun == 'series' else 'by'} {rule.when}" if rule.when else ""
    return f"{rule.noun} {rule.id}{words}{compared}{when}"


@given(st.recursive(an_atom(), several, max_leaves=6))
def test_a_rule_is_read_as_it_was_written(rule: Rule) -> None:
    text = said(rule)
    found = parse_rule(text)
    assert placeless(found) == placeless(rule)
    assert all(text[atom.at :].startswith(atom.id) for atom in atoms(found))


def placeless(rule: Rule) -> object:
    if isinstance(rule, Atom):
        return (rule.noun, rule.id, rule.stage, rule.sign, rule.number, rule.when)
    return ("not", placeless(rule.part)) if isinstance(rule, Not) else (rule.least, [placeless(p) for p in rule.parts])


def test_and_binds_closer_than_or() -> None:
    one, other = parse_rule("event a or event b and not event c"), parse_rule("event a or (event b and (not event c))")
    assert placeless(one) == placeless(other)
    assert isinstance(one, Several)
    assert one.least == 1
    assert placeless(parse_rule("event a and event b or event c")) != placeless(parse_rule("event a and (event b or event c)"))


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(["event", "a", "and", "or", "not", "(", ")", "by", "2025", "at", "least", ">", "%", '"']), max_size=12
    ).map(" ".join)
)
def test_any_text_is_a_rule_or_says_where_it_is_none(text: str) -> None:
    error = refused(text)
    assert error is None or (0 <= error.at <= len(text) and str(error))


def refused(text: str) -> RuleError | None:
    try:
        parse_rule(text)
    except RuleError as error:
        return error
    return None


@pytest.mark.parametrize("text", ["not " * 5000 + "event a", "(" * 5000 + "event a" + ")" * 5000])
def test_a_rule_nested_too_deeply_is_refused(text: str) -> None:
    with pytest.raises(RuleError, match="nested more than"):
        parse_rule(text)
