"""Kinds, hedges and deadlines of made-up sentences, none of them from the shipped texts: `sentences.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from longgame.core.dates import Period
from longgame.read.gazetteer import Gazetteer
from longgame.read.proposal import FORWARD, Proposal
from longgame.read.propose import propose_all
from tests.read.english.test_kinds import Text, read

HERE = Path(__file__).parent
KINDS = ("forecast", "conditional forecast", "commitment-with-deadline", "factual quantity", "factual statement")
OTHERS = ("reported claim by an official", "causal thesis", "-")


def rows(kind: str) -> list[dict[str, str]]:
    with (HERE / "sentences.csv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["kind"] == kind]


def wrong(row: dict[str, str], found: list[Proposal]) -> Iterator[str]:
    """Say what is read otherwise than the row has it; kind `-` is what does not look ahead."""
    if row["kind"] == "-":
        if any(p.kind in FORWARD for p in found):
            yield "looks ahead"
        return
    if [p.kind for p in found] != [row["kind"]]:
        yield f"kinds {[p.kind for p in found]}"
        return
    hedges = "; ".join(h.words for h in found[0].hedges)
    if row["hedges"] and hedges != row["hedges"]:
        yield f"hedges {hedges}"
    if row["time"] and found[0].time != row["time"]:
        yield f"time {found[0].time}"


@pytest.mark.parametrize("kind", [*KINDS, *OTHERS])
def test_made_up_sentences(kind: str) -> None:
    each = rows(kind)
    assert len(each) > 6
    read_all = propose_all((Text(row["sentence"]) for row in each), Gazetteer())
    assert [(row["sentence"], what) for row, found in zip(each, read_all, strict=True) for what in wrong(row, found)] == []


DATED_BEFORE = (
    ("The referendum will be held on 14 June. The parties are unlikely to settle the question before the vote.", "2015-06-14"),
    ("The election on 6 September divides the coalition. No new loan will be signed before the election.", "2015-09-06"),
    ("Parliament votes on 12 May. By then the opposition may have found a candidate.", "2015-05-12"),
    ("The summit in Astana opens on 3 July. A communique is likely at the summit.", "2015-07-03"),
    ("The treaty runs out on 31 December 2016. By that date the parties will need a new one.", "2016-12-31"),
    ("The first tranche will be paid in June 2016. A year later the second will follow.", "2017-12-31"),
    ("The first tranche will be paid on 1 June 2016. A year later the second will follow.", "2017-06-01"),
    ("The customs union starts in January 2017. The following year the levy will fall away.", "2018-12-31"),
    ("The customs union starts in January 2017. The same month the levy will fall away.", "2017-01-31"),
    ("The deadline is 30 June. It will almost certainly be missed.", "2015-06-30"),
    ("Ministers set a deadline of 30 June. Few expect an agreement by the deadline.", "2015-06-30"),
    ("The parties will sign by June. That is far from certain.", "2015-06-30"),
    ("The ceasefire ends on 30 June. No aid will reach the valley before the ceasefire ends.", "2015-06-30"),
    ("The vote is on 12 May. The unit will publish its view within two weeks of the vote.", "2015-05-26"),
    ("The election is on 14 June. A pact is unlikely this side of the election.", "2015-06-14"),
    ("The cup final is on 14 June. Unrest is likely that week.", "2015-06-14"),
)
NOT_DATED_BEFORE = (
    "The government will present a budget by June. It will return to the question eventually.",
    "The line opens on 3 July. The neighbours will complain about this arrangement for decades.",
    "Elections are due on 20 September. Nothing will move until after the elections.",
    "The government fell in March. It will be hard to replace.",
)


@pytest.mark.parametrize(("text", "day"), DATED_BEFORE, ids=[row[0][-40:] for row in DATED_BEFORE])
def test_a_deadline_is_taken_from_what_was_dated_before(text: str, day: str) -> None:
    last = read(text)[-1]
    assert last.kind in FORWARD
    assert last.time == day, last.why
    assert last.why[-1]


@pytest.mark.parametrize("text", NOT_DATED_BEFORE)
def test_a_deadline_is_not_taken_over_by_chance(text: str) -> None:
    assert read(text)[-1].period is None


def test_what_is_past_is_counted_from_nothing() -> None:
    last = read("The bridge was closed in 2010. Two years later it was opened again.")[-1]
    assert last.kind not in FORWARD
    assert last.period is None or last.period.last < Period.parse("2015-04-07").last


BESIDE = (
    ("The census, which is to be held in May, divides the coalition.", "which is to be held in May"),
    ("The new governor, who takes office on 1 June, inherits an empty treasury.", "who takes office on 1 June"),
    (
        "Tension may rise when delegates gather in Osh on 4 May for their congress.",
        "when delegates gather in Osh on 4 May for their congress",
    ),
)
NOTHING_BESIDE = (
    "The lenders hoped to see the envoy when ministers gather in Osh on 4 May.",
    "The census, which was a failure, divides the coalition.",
    "The governor, who likes to fish in June, inherits an empty treasury.",
)


@pytest.mark.parametrize(("text", "inside"), BESIDE)
def test_a_promise_in_a_relative_clause_is_a_claim_beside_its_sentence(text: str, inside: str) -> None:
    found = [(text[p.start : p.end].rstrip("."), p.kind) for p in read(text)]
    assert (inside, "commitment-with-deadline") in found
    assert len(found) == 2


@pytest.mark.parametrize("text", NOTHING_BESIDE)
def test_other_relative_clauses_are_none(text: str) -> None:
    assert len(read(text)) == 1


def test_what_explains_a_forecast_after_a_colon_is_told_from_it() -> None:
    kinds = [p.kind for p in read("The union will almost certainly refuse: its members have lost a fifth of their pay last year.")]
    assert kinds == ["forecast", "factual quantity"]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("[The port will not open before June.]", "The port will not open before June."),
        ("(The port will not open before June.)", "The port will not open before June."),
        ("[Nothing is agreed. The port will not open before June.]", "The port will not open before June."),
        ("The port [of Suland] will not open before June.", "The port [of Suland] will not open before June."),
    ],
)
def test_brackets_around_a_claim_are_no_part_of_it(text: str, claim: str) -> None:
    last = read(text)[-1]
    assert text[last.start : last.end] == claim


@pytest.mark.parametrize("text", ["What to watch:", "Where to look next:", "Three things to know:", "[Note: it was updated.]"])
def test_what_announces_is_no_claim(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("American pressure could end the talks.", "condition 'American pressure' and 'could'"),
        ("If Minsk signs, Moscow pays.", "condition 'if' and no other word that looks ahead"),
        ("The port lives because the river froze.", "'because' gives a reason or a result"),
        ("The two announced twenty-eight programmes.", "'twenty-eight programmes' is what there is to check"),
        ("The fleet landed 48 million tonnes in 2013.", "'48 million tonnes' is what there is to check"),
    ],
)
def test_a_reason_names_what_it_rests_on_as_a_whole(text: str, why: str) -> None:
    assert read(text)[0].why[0] == why


def test_what_follows_in_the_present_has_no_chance_of_its_own() -> None:
    (follows,) = read("If Minsk signs, Moscow pays.")
    assert [(h.words, h.chance) for h in follows.hedges] == [("If", None)]
    (supposed,) = read("What if Moscow refuses to pay for the line?")
    assert supposed.hedges[0].chance is not None


def test_not_only_denies_nothing() -> None:
    (found,) = read("The cut will not only please the lenders.")
    assert not found.negative
    assert [h.words for h in found.hedges] == ["will"]


def test_names_that_recur_are_actors_though_no_list_has_them() -> None:
    text = (
        "Sarvan closed the sluice in May. Its neighbour Dalmeh protested, and Sarvan sent a note. Then the Minister left. "
        "The envoys of Dalmeh and of Sarvan will sign, and Dalmeh wants a gauge that Sarvan will not build."
    )
    assert {a.name for p in read(text) for a in p.actors} == {"Sarvan", "Dalmeh"}
