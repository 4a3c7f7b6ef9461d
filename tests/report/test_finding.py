"""Headlines of indicator charts follow from the numbers, lines stop at gaps, labels keep clear."""

from __future__ import annotations

import pytest

from longgame.case.indicators import Observation, Series
from longgame.core.dates import Period
from longgame.report.charts import finding, gaps
from longgame.report.charts.indicator_spec import short
from longgame.report.charts.placing import Wanted, place
from tests.report.conftest import FLAGSHIP
from tests.report.test_charts import charts


def series(title: str = "Debt", unit: str = "USD billion, end of year") -> Series:
    return Series(id="s", title=title, unit=unit, domain="d", counted_by="c", chart=True)


def values(*rows: tuple[str, str]) -> list[Observation]:
    """Read ``(2020, 8.1)``, ``(2020, >8)`` as at least, ``(2020, <8)`` as at most, ``(2020, 7-9)`` as a range."""
    made = []
    for i, (when, text) in enumerate(rows):
        if text[0] in "<>":
            numbers = {"low" if text[0] == ">" else "high": float(text[1:])}
        elif "-" in text[1:]:
            low, high = text.split("-")
            numbers = {"low": float(low), "high": float(high)}
        else:
            numbers = {"value": float(text)}
        made.append(Observation.model_validate({"id": f"o{i}", "series": "s", "date": when, "known": "2030", **numbers}))
    return made


@pytest.mark.parametrize(
    ("unit", "rows", "says"),
    [
        ("USD", [("2020", "4"), ("2021", "5")], "Debt rose by 25 %, from 4 USD (2020) to 5 (2021)."),
        ("USD", [("2020", "5"), ("2021", "4")], "Debt fell by 20 %, from 5 USD (2020) to 4 (2021)."),
        ("USD", [("2020", "4"), ("2021", "9"), ("2022", "6")],
         "Debt rose from 4 USD (2020) to 9 (2021), then fell by 33 % to 6 (2022)."),
        ("USD", [("2020", "9"), ("2021", "4"), ("2022", "6")],
         "Debt fell from 9 USD (2020) to 4 (2021), then rose by 50 % to 6 (2022)."),
        # A bump of less than a quarter of the range is no turn.
        ("USD", [("2020", "100"), ("2021", "110"), ("2022", "50")], "Debt fell by 50 %, from 100 USD (2020) to 50 (2022)."),
        ("USD", [("2020", "100"), ("2021", "101")], "Debt rose slightly, by 1 %, from 100 USD (2020) to 101 (2021)."),
        ("USD", [("2020", "4"), ("2021", "4")], "Debt was the same at the beginning and the end: 4 USD (2020) and 4 (2021)."),
        ("per cent of voters", [("2020", "60"), ("2021", "40")], "“Debt” fell by 20 points, from 60 % (2020) to 40 % (2021)."),
        ("per cent of voters", [("2020", "60"), ("2021", "59")],
         "“Debt” fell slightly, by 1 point, from 60 % (2020) to 59 % (2021)."),
        # A bound at an end makes the change a bound too, or says nothing.
        ("USD", [("2020", "9000"), ("2021", "<1000")],
         "Debt fell by at least 89 %, from 9,000 USD (2020) to at most 1,000 (2021)."),
        ("USD", [("2020", ">4"), ("2021", "5")], "Debt rose by at most 25 %, from at least 4 USD (2020) to 5 (2021)."),
        ("USD", [("2020", ">4"), ("2021", ">5")], "Debt rose from at least 4 USD (2020) to at least 5 (2021)."),
        ("USD", [("2020", "4-6"), ("2021", "10")], "Debt rose by about 100 %, from 4 to 6 USD (2020) to 10 (2021)."),
        ("USD", [("2020", "-2"), ("2021", "3")], "Debt rose from -2 USD (2020) to 3 (2021)."),
        ("USD per 1,000 m³", [("2020", "4"), ("2021", "5")], "Debt rose by 25 %, from 4 USD per 1,000 m³ (2020) to 5 (2021)."),
    ],
)  # fmt: skip
def test_a_headline_says_what_the_numbers_did(unit: str, rows: list[tuple[str, str]], says: str) -> None:
    assert finding.sentence(series(unit=unit), values(*rows)) == says


def test_another_series_is_named_where_it_went_the_other_way() -> None:
    other = series("Reserves", "USD"), finding.path(values(("2020", "9"), ("2021", "7")))
    says = finding.sentence(series(unit="USD"), values(("2020", "4"), ("2021", "5")), opposite=other)
    assert says == "Debt rose by 25 %, from 4 USD (2020) to 5 (2021), while Reserves fell from 9 to 7."


@pytest.mark.parametrize(
    ("periods", "runs"),
    [
        (["2006", "2007", "2008"], [0, 0, 0]),
        (["2006", "2007", "2009", "2010"], [0, 0, 1, 1]),
        (["2006", "2007", "2008-Q1", "2008-04/2008-12", "2011-H2", "2012", "2015", "2016"], [0, 0, 0, 0, 1, 1, 2, 2]),
        (["2016", "2017-04-13/2017-12-31", "2018"], [0, 0, 0]),
        (["2020-12-31", "2021-12-31", "2022-12-31", "2023-12-31"], [0, 0, 0, 0]),
        # Polls have no rhythm of their own; only a pause three times the usual breaks the line.
        (["2014-04", "2018-01", "2018-12", "2019-08", "2019-12"], [0, 1, 1, 1, 1]),
        (["2020-09", "2023-11", "2025-08"], [0, 0, 0]),
        (["2020"], [0]),
    ],
)
def test_lines_stop_where_values_are_missing(periods: list[str], runs: list[int]) -> None:
    assert gaps.runs([Period.parse(p) for p in periods]) == runs


def test_the_gas_price_is_not_drawn_through_years_without_a_price() -> None:
    chart = charts(FLAGSHIP)["indicator-gas-price"]
    line = next(layer for layer in chart.spec["layer"] if layer["mark"]["type"] == "line")
    assert line["encoding"]["detail"] == {"field": "run"}
    runs: dict[tuple[str, int], list[str]] = {}
    for p in line["data"]["values"]:
        runs.setdefault((p["series"], p["run"]), []).append(p["date"])
    spans = [(min(days), max(days)) for (name, _), days in runs.items() if name.startswith("Contract")]
    assert len(spans) == 3
    assert not [s for s in spans if s[0] < "2010" < s[1] or s[0] < "2014" < s[1]]
    assert "broken" in chart.note


def test_every_line_is_named_at_its_end_and_no_legend_is_left() -> None:
    for name, chart in charts(FLAGSHIP).items():
        if not name.startswith("indicator-"):
            continue
        for layers in (chart.spec["layer"], chart.spec["usermeta"]["narrow"]["layer"]):
            titles = layers[0]["encoding"]["color"]["scale"]["domain"]
            labels = [x["data"]["values"][0] for x in layers if x["mark"]["type"] == "text"]
            ends = {t: max(p["date"] for p in layers[0]["data"]["values"] if p["series"] == t) for t in titles}
            assert {t for t in titles if any(lb["series"] == t and lb["date"] == ends[t] for lb in labels)} == set(titles)
            assert all(x["encoding"].get("color", {}).get("legend") is None for x in layers)
            assert any(text.startswith(("highest", "lowest")) for lb in labels for text in lb["label"]), name


def test_labels_keep_off_lines_and_each_other() -> None:
    line = [(0.0, 50.0), (200.0, 50.0)]
    wanted = [Wanted(("one",), 200, 50, 0), Wanted(("two",), 200, 50, 0), Wanted(("three", "lines", "here"), 100, 50, 0)]
    boxes = [p.box for p in place(wanted, [(0, line)], 200, 200)]
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0 and right <= 200 and top >= 0 and bottom <= 200  # noqa: PT018
        assert bottom <= 50 or top >= 50
        assert not [b for b in boxes[i + 1 :] if left < b[2] and right > b[0] and top < b[3] and bottom > b[1]]


def test_a_label_without_room_costs_more_than_one_with() -> None:
    crowd = [(1, [(float(x), float(y)) for x in range(0, 60, 4)]) for y in range(0, 60, 4)]
    (crowded,) = place([Wanted(("label",), 30, 30, 0)], crowd, 60, 60)
    (free,) = place([Wanted(("label",), 30, 30, 0)], [], 60, 60)
    assert crowded.cost > 60 > free.cost


def test_names_lose_the_words_that_all_begin_with() -> None:
    assert short(["Best alliance: with Russia", "Best alliance: with the EU"]) == ["Russia", "the EU"]
    assert short(["Gas price", "Oil price"]) == ["Gas price", "Oil price"]
    assert short(["Only one"]) == ["Only one"]
    assert short(["A b", "A b c"]) == ["b", "b c"]
