"""The page on systems: where each mechanism is at home, as of a day."""

from __future__ import annotations

from datetime import date
from functools import cache

from longgame.case.game import CONDITIONS
from longgame.report.context import Context
from longgame.report.views.mechanisms import Link, Mechanisms, view
from tests.report.conftest import FLAGSHIP, case

OUT = "a link of a thesis that was not out by this day"


@cache
def seen(day: date | None = None) -> Mechanisms:
    whole = case(FLAGSHIP)
    then = whole.as_of(day or whole.newest)
    return view(Context(case=then, day=day or whole.newest, result=None, history=()))  # type: ignore[arg-type]


def pieces(page: Mechanisms) -> dict[str, dict[str, Link]]:
    homes = {e.mechanism.id: e.homes for e in page.entries}
    return {name: {p: link for h, _, links in at for p, link in zip(h.game, links, strict=True)} for name, at in homes.items()}


def test_pieces_of_the_game_are_named_and_lead_to_their_place() -> None:
    found = pieces(seen())
    assert found["S20"]["rung:security.3"] == Link("ladder Drills, units and bases, rung 3: a standing title", "ladder-security")
    assert found["S02"]["ladder:energy"] == Link("ladder Energy on equal terms", "ladder-energy")
    assert found["S09"]["parameter:backlash"].says
    assert found["S30"]["end:broken_away"] == Link("end broken away", "play")
    link = found["S17"]["link:baltic_rift.transit_via_russia"]
    assert link == Link("Leverage: baltic rift raises transit via russia", "thesis-pism-2021-06")
    assert {p for one in found.values() for p in one if p.startswith("condition:")} == {f"condition:{c}" for c in CONDITIONS}
    assert OUT not in {link.label for one in found.values() for link in one.values()}


def test_links_and_what_ifs_wait_for_their_day() -> None:
    found = pieces(seen(date(2021, 7, 1)))
    assert found["S02"]["link:tax_concession_minsk.gas_concession_moscow"] == Link(OUT, None)
    assert found["S02"]["whatif:energy-delivered"].anchor is None
    assert found["S17"]["link:baltic_rift.transit_via_russia"].anchor == "thesis-pism-2021-06"


def test_what_is_not_live_says_what_is_missing() -> None:
    page = seen()
    homes = [(e.mechanism.id, h) for e in page.entries for h, _, _ in e.homes]
    assert sum(page.lacking.values()) == sum(not h.live for _, h in homes)
    assert all(h.lacks for _, h in homes if not h.live)
    assert page.by_verb["play"] == len({name for name, h in homes if h.verb == "play" and h.live})
    assert page.live == len(page.entries)
