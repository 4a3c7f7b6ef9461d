"""Machine-coded events and counts, in the form of ICEWS and GDELT."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from longgame.case.case import Case
from longgame.case.events import EventKind
from longgame.case.interchange.event_csv import BEGINNINGS, ROOTS, EventSettings, from_event_csv, kind_of
from longgame.case.interchange.merge import with_rows
from longgame.case.load import load
from longgame.core.errors import CaseError

EVENTS = """date,source,relation,target,dataset\r
2020-01-02,Minister (Nordia),Host a visit,Citizen (Sudoria),made up\r
2020-01-02,Minister (Nordia),Host a visit,Citizen (Sudoria),again\r
20200203,{actor},"Arrest, detain, or charge with legal action",Citizen (Sudoria),\r
2020-03,Eastria,Dance in the street,Westria,\r
"""
COUNTS = "date,score\n2018-01-01,830.9\n2018-02-01,1197.304\n2018-03-01,\n2018-04-01,-3\n"
SAMPLES = Path(__file__).resolve().parents[4] / "shared/data/import-samples"


@pytest.fixture
def base(cases: Path) -> Case:
    return load(cases / "ferry", checked=False)


@pytest.fixture
def usual(base: Case) -> EventSettings:
    return EventSettings((base.sources[0].id,), "talks", "mood", "Mood", "points", "A machine")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "e.csv"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize(
    ("relation", "kind"),
    [
        ("Consult", "consult"), ("Express intent to meet or negotiate", "consult"), ("Express intent to cooperate", "agree"),
        ("Praise or endorse", "support"), ("Criticize or denounce", "accuse"), ("Provide economic aid", "aid"),
        ("Make statement", "other"), ("Make an appeal or request", "request"), ("Make a visit", "consult"),
        ('"Arrest', "coerce"), ('"Return', "concede"), ("Impose embargo, boycott, or sanctions", "sanction"),
        ("Impose curfew", "coerce"),
        ("Threaten with military force", "threaten"), ("Reject", "reject"), ("Use conventional military force", "assault"),
        ("Engage in material cooperation", "cooperate"), ("Mobilize or increase armed forces", "mobilize"),
        ("Demonstrate or rally", "protest"), ("Declare truce, ceasefire", "retreat"), ("040", "consult"), ("190", "assault"),
        ("8", "concede"), ("Dance", None), ("", None), ("Consultation", None), ("99", None),
    ],
)  # fmt: skip
def test_categories_become_kinds(relation: str, kind: str | None) -> None:
    assert kind_of(relation) == kind


def test_the_table_names_only_kinds() -> None:
    assert set(BEGINNINGS.values()) | set(ROOTS.values()) == set(get_args(EventKind))


def test_events(base: Case, usual: EventSettings, tmp_path: Path) -> None:
    actor = base.actors[0]
    made = from_event_csv(written(tmp_path, EVENTS.replace("{actor}", actor.name)), base, usual)
    events = made.rows["events"]
    assert [(str(e.date), e.kind, e.actors) for e in events] == [  # type: ignore[attr-defined]
        ("2020-01-02", "consult", ()),
        ("2020-02-03", "coerce", (actor.id,)),
        ("2020-03", "other", ()),
    ]
    assert events[0].what == "Minister (Nordia) to Citizen (Sudoria): host a visit"  # type: ignore[attr-defined]
    assert "'Dance in the street' is not known (1 row)" in str(made.notes[0])
    assert "1 of 4 rows left out, since another says the same" in str(made.notes[1])


def test_a_side_that_the_file_leaves_open_stays_open(base: Case, usual: EventSettings, tmp_path: Path) -> None:
    text = "date,source,relation,target\n2020-01-02,,Praise,Nordia\n2020-01-03,Nordia,Praise,\n2020-01-04,,Praise,\n"
    rows = from_event_csv(written(tmp_path, text), base, usual).rows["events"]
    assert [r.what for r in rows] == [  # type: ignore[attr-defined]
        "Nordia, as target: praise (not said by whom)", "Nordia: praise (not said to whom)",
        "praise (not said by whom and to whom)",
    ]  # fmt: skip


def test_importing_again_changes_nothing(base: Case, usual: EventSettings, tmp_path: Path) -> None:
    path = written(tmp_path, EVENTS)
    once = with_rows(base, from_event_csv(path, base, usual).rows)
    twice = with_rows(once, from_event_csv(path, once, usual).rows)
    assert twice.events.rows == once.events.rows


def test_counts_become_a_series(base: Case, usual: EventSettings, tmp_path: Path) -> None:
    rows = from_event_csv(written(tmp_path, COUNTS), base, usual).rows
    assert [s.id for s in rows["series"]] == ["mood"]  # type: ignore[attr-defined]
    assert [(o.id, str(o.date), o.value) for o in rows["indicators"]] == [  # type: ignore[attr-defined]
        ("mood-2018-01", "2018-01", 830.9),
        ("mood-2018-02", "2018-02", 1197.304),
        ("mood-2018-04", "2018-04", -3),
    ]


def test_days_stay_days(base: Case, usual: EventSettings, tmp_path: Path) -> None:
    rows = from_event_csv(written(tmp_path, COUNTS.replace("2018-02-01", "2018-02-11")), base, usual).rows
    assert str(rows["indicators"][0].date) == "2018-01-01"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "changes", "words"),
    [
        (EVENTS, {"domain": ""}, "--domain"),
        (EVENTS, {"source": ("nowhere",)}, "no source 'nowhere'"),
        (EVENTS.replace("2020-03,", "2020-13-01,"), {}, "e.csv:5:1 LG172"),
        (COUNTS, {"series": ""}, "--series"),
        (COUNTS, {"title": "", "unit": ""}, "to make it, give --title, --unit"),
        (COUNTS.replace("-3", "many"), {}, "e.csv:5:12 LG172 'many' is not a number"),
        (COUNTS + "2018-01-01,4\n", {}, "2018-01 stands twice; first on line 2"),
        ("a,b\n1,2\n", {}, "found: a, b"),
    ],
)
def test_what_cannot_be_used_is_named(
    base: Case, usual: EventSettings, tmp_path: Path, text: str, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(CaseError) as error:
        from_event_csv(written(tmp_path, text), base, replace(usual, **changes))  # type: ignore[arg-type]
    assert words in str(error.value)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not part of the repository")
def test_samples_read(base: Case, usual: EventSettings) -> None:
    events = from_event_csv(SAMPLES / "icews_belarus_russia.csv", base, usual)
    assert len(events.rows["events"]) == 85
    assert Counter(e.kind for e in events.rows["events"])["consult"] == 52  # type: ignore[attr-defined]
    assert not any("not known" in str(n) for n in events.notes)
    assert len(from_event_csv(SAMPLES / "gdelt_blr_rus_monthly.csv", base, usual).rows["indicators"]) == 74
