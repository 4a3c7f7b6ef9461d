"""Whole valid cases for property tests, with the text that breaks file formats.

``cases()`` gives a ``Case`` in memory on which no check finds an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, get_args

from hypothesis import strategies as st

from longgame.case.about import About
from longgame.case.actors import Actor, ActorKind, Statement
from longgame.case.case import Case
from longgame.case.claims import Claim, Quantity
from longgame.case.commitments import Bindingness, Commitment, Package
from longgame.case.deadlines import Deadline, Requirement
from longgame.case.events import Event, EventKind
from longgame.case.indicators import Observation, Series
from longgame.case.issues import Issue
from longgame.case.mechanisms import Mechanism
from longgame.case.outcomes import Outcome
from longgame.case.passages import Passage, ReadTable
from longgame.case.record import Record
from longgame.case.scenarios import Scenario
from longgame.case.stances import Capability, Stance
from longgame.case.status import Evidence, StatusEvent, StatusKind
from longgame.case.tables import SPECS, Table
from longgame.core.dates import Period
from tests.long_game import long_game
from tests.questions import questions
from tests.world import World, among, maybe, names, numbers, one_of, or_none, period_texts, periods, some_of, triple


@st.composite
def cases(draw: st.DrawFn, *, most: int = 3) -> Case:
    """Valid cases with at most ``most`` rows in each table; no check finds an error in them."""
    w = World(draw, most)
    tables: dict[str, tuple[Any, ...]] = {"sources": tuple(w.sources)}
    tables |= _static(w) | _promises(w) | _facts(w) | _coding(w)
    tables |= long_game(w) if draw(st.integers(0, 2)) else {}
    tables |= questions(w, tables) if draw(st.integers(0, 2)) else {}
    tables |= _passages(w, tables)
    made = {name: Table(name, rows, tuple(range(len(rows)))) for name, rows in tables.items()}
    return Case(about=_about(w, max((row.date for row in tables.get("history", ())), default=None)), **made)  # type: ignore[arg-type]


def _about(w: World, newest: Period | None) -> About:
    draw = w.draw
    roles = among("patron", "client", "equal", "mediator", "body", "other")
    fields: dict[str, Any] = {"id": "no", "title": w.text(1), "summary": w.text(1), "period": draw(periods())}
    fields["parties"] = [{"id": p, "name": w.text(1), "role": draw(roles), "colour": "#01aBcD"} for p in w.parties]
    fields["units"] = [{"id": u, "title": w.text(1), "note": w.text()} for u in w.units]
    fields["coders"] = [{"id": c, "name": w.text(1)} for c in w.coders]
    fields["chapters"] = [
        {"period": draw(periods()), "title": w.text(1), "text": w.text(1)} | w.fact() for _ in range(draw(st.integers(0, 2)))
    ]
    fields |= w.optional("licence", "sponsor") | {"settle_days": draw(st.lists(period_texts(), max_size=2))}
    updated = draw(or_none(periods()))
    fields |= {"updated": max(updated, newest) if updated is not None and newest is not None else updated}
    return About.model_validate(fields)


def _static(w: World) -> dict[str, tuple[Any, ...]]:
    draw = w.draw
    source = [s.id for s in w.sources]

    def actor(i: int) -> dict[str, Any]:
        fields = {"name": w.text(1), "kind": draw(one_of(ActorKind)), "party": maybe(draw, w.parties), "aliases": draw(names())}
        fields |= {"part_of": maybe(draw, w.actors[:i]), "wikidata": draw(among("", "Q184")), "iso": "BY"}
        return fields | {"source": some_of(draw, source)} | w.optional("role", "wants", "note")

    def issue(_: int) -> dict[str, Any]:
        points = sorted(draw(st.sets(st.integers(1, 99), max_size=2)))
        scale = [{"at": at, "label": w.text(1)} for at in (0, *points, 100)]
        fields = {"title": w.text(1), "domain": draw(among(*w.domains)), "scale": scale, "note": w.text()}
        fields["reversion"] = {"at": draw(numbers(0, 100)), "reason": w.text(1)}
        return fields | {"asked_by": some_of(draw, w.actors), "commitments": some_of(draw, w.commitments)}

    def series(_: int) -> dict[str, Any]:
        fields = {"title": w.text(1), "unit": w.text(1), "domain": draw(among(*w.domains)), "counted_by": w.text(1)}
        return fields | {"chart": draw(st.booleans())} | w.optional("group", "note")

    refs = [f"actor:{a}" for a in w.actors] + [f"commitment:{c}" for c in w.commitments] + [f"package:{p}" for p in w.packages]

    def mechanism(_: int) -> dict[str, Any]:
        verbs = among("read", "track", "settle", "play", "score")
        live = draw(st.booleans())
        home = {"verb": draw(verbs), "live": live, "does": w.text(1), "refs": some_of(draw, refs)}
        home["lacks"] = "" if live else w.text(1)
        since = [{"what": w.text(1)} | w.fact() for _ in range(draw(st.integers(0, 2)))]
        fields = {"title": w.text(1), "kind": w.text(1), "summary": w.text(1), "analysts": draw(names())}
        return fields | {"homes": [home], "since": since, "observables": w.text(), "source": some_of(draw, source)}

    def scenario(_: int) -> dict[str, Any]:
        who = {"actors": draw(st.lists(among(*w.actors), min_size=1, max_size=3)), "issues": some_of(draw, w.issues)}
        value = {"position": draw(numbers(0, 100)), "capability": draw(numbers(0, 500))}
        changes = [who | {"does": "leave"}, who | {"does": draw(among("set", "shift"))} | value]
        if len(w.actors) > 1:
            changes.append(who | {"does": "join", "actors": w.actors, "leader": maybe(draw, w.actors)})
        return {"title": w.text(1), "changes": changes, "reason": w.text(1)} | w.fact()

    return {
        "actors": w.rows(Actor, w.actors, actor),
        "issues": w.rows(Issue, w.issues, issue),
        "series": w.rows(Series, w.series, series),
        "mechanisms": w.rows(Mechanism, w.keys("h"), mechanism),
        "scenarios": w.rows(Scenario, w.keys("z") if w.actors else [], scenario),
    }


def _promises(w: World) -> dict[str, tuple[Any, ...]]:
    draw = w.draw

    def package(_: int) -> dict[str, Any]:
        fields = {"title": w.text(1), "period": draw(or_none(periods())), "size": draw(or_none(st.integers(0, 99)))}
        return fields | {"unit": maybe(draw, w.units), "summary": w.text()} | w.fact()

    def commitment(i: int) -> dict[str, Any]:
        fields = {"title": w.text(1), "domain": draw(among(*w.domains)), "package": maybe(draw, w.packages)}
        fields |= {"parent": maybe(draw, w.commitments[:i]), "needs": some_of(draw, w.commitments[:i])}
        fields |= {"promised_by": some_of(draw, [*w.parties, *w.actors]), "aims_at": draw(one_of(Bindingness))}
        return fields | w.optional("number", "summary", "title_basis") | w.fact()

    ids = w.keys("t") if w.commitments else []
    replaced: list[tuple[str, str]] = []

    def deadline(i: int) -> dict[str, Any]:
        fields = {"commitment": draw(among(*w.commitments)), "what": w.text(1), "due": draw(periods())}
        fields |= {"requires": draw(one_of(Requirement)), "set_on": draw(periods()), "set_by": maybe(draw, w.actors)}
        open_ones = [key for key, of in replaced if of == fields["commitment"]]
        if (old := maybe(draw, open_ones)) is not None:
            fields["replaces"] = old
            replaced.remove((old, fields["commitment"]))
        replaced.append((ids[i], fields["commitment"]))
        return fields | w.fact()

    return {
        "packages": w.rows(Package, w.packages, package),
        "commitments": w.rows(Commitment, w.commitments, commitment),
        "deadlines": w.rows(Deadline, ids, deadline),
    }


def _facts(w: World) -> dict[str, tuple[Any, ...]]:
    draw = w.draw
    scopes = [*w.packages, *w.commitments]

    def dated() -> dict[str, Any]:
        when = draw(periods())
        return {"date": when} | w.fact(when.first)

    def status(_: int) -> dict[str, Any]:
        fields = {"commitment": draw(among(*w.commitments)), "event": draw(one_of(StatusKind)), "what": w.text(1)}
        fields |= {"level": draw(or_none(st.integers(0, 3))), "evidence": draw(one_of(Evidence)), "by": maybe(draw, w.actors)}
        return fields | dated()

    def claim(_: int) -> dict[str, Any]:
        fields = {"claimant": draw(among(*w.actors)), "scope": draw(among(*scopes)), "what": w.text(1)}
        fields |= {
            "unit": maybe(draw, w.units),
            "quantity": draw(one_of(Quantity)),
            "as": draw(among("percent", "count", "none")),
        }
        if fields["as"] != "none":
            low, value, high = triple(draw, 0, 100 if fields["as"] == "percent" else 500)
            fields |= draw(
                st.sampled_from(
                    [{"value": value}, {"low": low, "high": high}, {"low": low, "value": value, "high": high}, {"low": low}]
                )
            )
            fields["relation"] = draw(among("exactly", "about", "over", "under", "range"))
            if fields["as"] == "count" and draw(st.booleans()):
                fields["denominator"] = max(high, 0.5)
        when = dated()
        if draw(st.booleans()):
            fields["counted_on"] = when["date"]
        return fields | when

    def event(_: int) -> dict[str, Any]:
        fields = {"kind": draw(one_of(EventKind)), "domain": draw(among(*w.domains)), "what": w.text(1)}
        fields |= {"actors": some_of(draw, w.actors), "turning_point": draw(st.booleans()), "label": w.text()[:40]}
        return fields | {"moves": draw(among("", "trust+; gas-"))} | dated()

    def observation(_: int) -> dict[str, Any]:
        low, value, high = triple(draw, -1000, 1e9)
        fields = draw(
            st.sampled_from(
                [{"value": value}, {"low": low, "high": high}, {"low": low, "value": value, "high": high}, {"high": high}]
            )
        )
        return {"series": draw(among(*w.series)), "usable": draw(st.booleans())} | fields | dated()

    def statement(_: int) -> dict[str, Any]:
        return {"actor": draw(among(*w.actors)), "issue": maybe(draw, w.issues), "what": w.text(1)} | dated()

    return {
        "status": w.rows(StatusEvent, w.keys("v") if w.commitments else [], status),
        "claims": w.rows(Claim, w.keys("q") if scopes else [], claim),
        "events": w.rows(Event, w.keys("e"), event),
        "indicators": w.rows(Observation, w.keys("o") if w.series else [], observation),
        "statements": w.rows(Statement, w.keys("w"), statement),
    }


def _coding(w: World) -> dict[str, tuple[Any, ...]]:
    draw = w.draw

    def triples(issues: Sequence[str]) -> list[tuple[str, str, str]]:
        one = st.tuples(*(st.sampled_from(list(v)) for v in (w.actors, issues, w.coders)))
        return draw(st.lists(one, max_size=w.most, unique=True)) if issues else []

    def coded(record: type[Record], keys: tuple[str, str, str], names: Sequence[str], top: float) -> list[Record]:
        fields: dict[str, Any] = {"actor": keys[0], "issue": keys[1], "coder": keys[2], "reason": w.text(1)}
        for name in names:
            low, best, high = triple(draw, 0, top)
            fields |= {
                f"{name}_low" if record is Stance else "low": low,
                name: best,
                f"{name}_high" if record is Stance else "high": high,
            }
        start, cut = draw(periods()), draw(st.integers(0, 900))
        until = start.last + timedelta(days=cut)
        first = fields | {"from": start, "until": draw(st.none() | st.just(Period.of(until)))} | w.fact()
        rows = [record.model_validate(first)]
        if first["until"] is not None and draw(st.booleans()):
            rows.append(record.model_validate(fields | {"from": Period.of(until + timedelta(days=1))} | w.fact()))
        return rows

    stances = [r for t in triples(w.issues) for r in coded(Stance, t, ("position", "salience"), 100)]
    weights = [r for t in triples([*w.issues, "*"]) for r in coded(Capability, t, ("capability",), 1000)]

    def outcome(i: int) -> dict[str, Any]:
        low, at, high = triple(draw, 0, 100)
        fields = {"issue": w.issues[i], "date": (when := draw(periods())), "low": low, "at": at, "high": high}
        return fields | {"coder": draw(among(*w.coders)), "reason": w.text(1)} | w.fact(when.first)

    outcomes = w.rows(Outcome, w.keys("u")[: len(w.issues)], outcome)
    return {"stances": tuple(stances), "capabilities": tuple(weights), "outcomes": outcomes}


def _passages(w: World, tables: Mapping[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    draw = w.draw
    made = [(name, row.key) for name in get_args(ReadTable) for row in tables.get(name, ())]

    def passage(_: int) -> dict[str, Any]:
        table, row = draw(st.sampled_from(made))
        digest = st.text("0123456789abcdef", min_size=64, max_size=64)
        start = draw(st.integers(0, 10_000))
        fields = {"table": table, "row": row, "document": draw(digest), "fragment": draw(digest), "start": start}
        fields |= {
            "end": start + draw(st.integers(1, 500)),
            "kind": w.text(),
            "found_by": draw(among("rules", "model")),
        }
        return fields | {"kind": w.text(), "edited": draw(st.booleans())} | w.fact()

    return {"passages": w.rows(Passage, w.keys("pa") if made else [], passage)}


def same_rows(one: Case, other: Case) -> Mapping[str, tuple[Any, Any]]:
    """Return the tables (and ``about``) in which two cases differ, each with both sides; empty if none."""
    found = {n: (one.table(n).rows, other.table(n).rows) for n in SPECS if one.table(n).rows != other.table(n).rows}
    return found | ({"about": (one.about, other.about)} if one.about != other.about else {})
