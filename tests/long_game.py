"""The tables of a long game for generated cases: what its own rules allow, said in words that break file formats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from longgame.case.beliefs import Belief
from longgame.case.game import CONDITIONS, MONTHS, Game, Ladder, period_at
from longgame.case.history import Observed
from longgame.case.parameters import BY_NAME, named, names
from longgame.case.theses import Thesis
from longgame.case.whatifs import WhatIf
from tests.world import STEMS, World, keys, periods, some_of, triple


def long_game(w: World) -> dict[str, tuple[Any, ...]]:
    """Return the tables of a long game that its own rules allow."""
    draw = w.draw
    game = Game.model_validate(_game(w))
    asked = ["patron", *(draw(st.sampled_from(["patron", "client"])) for _ in range(draw(st.integers(0, w.most - 1))))]

    def ladder(i: int) -> dict[str, Any]:
        rungs = _labelled(w, draw(st.integers(2, 4)))
        return {"title": w.text(1), "asked_by": asked[i], "rungs": rungs, "reason": w.text(1)} | w.fact()

    ladders = w.rows(Ladder, draw(keys("l", len(asked))), ladder)
    full = names([(one.id, one.asked_by) for one in ladders])
    chosen = st.lists(st.sampled_from(full), max_size=w.most, unique=True)

    def supposed() -> dict[str, Any]:
        name = draw(st.sampled_from([*full, *CONDITIONS]))
        if name not in CONDITIONS:
            return {"of": name, "is": str(_prior(w, name)["best"])}
        level = draw(st.integers(0, len(getattr(game, name)) - 1))
        since, until = sorted((draw(periods()), draw(periods())), key=lambda p: p.first)
        named_so = draw(st.sampled_from([str(level), getattr(game, name)[level].label]))
        return {
            "of": name,
            "is": named_so,
            "from": draw(st.sampled_from([None, since])),
            "until": draw(st.sampled_from([None, until])),
        }

    def whatif(_: int) -> dict[str, Any]:
        first, *more = (supposed() for _ in range(draw(st.integers(1, 3))))
        others = [one for one in more if one["of"] in CONDITIONS]
        return {"title": w.text(1), "reason": w.text(1), "suppose": [first, *others]} | w.fact()

    def thesis(_: int) -> dict[str, Any]:
        held = [{"parameter": n, "reason": w.text(1), "claims": some_of(draw, ["A1", "B22"])} | _prior(w, n) for n in draw(chosen)]
        link = {"from": draw(st.sampled_from(STEMS)), "to": "x", "sign": draw(st.sampled_from("+-0")), "mechanism": w.text()}
        link |= {"parameters": some_of(draw, [*full, *BY_NAME]), "lag": w.text(), "claim": w.text()}
        when = draw(periods())
        fields = {"title": w.text(1), "date": when, "short": w.text(1)[:24], "says": w.text(1), "author": w.text()}
        fields |= {"beliefs": held, "links": draw(st.sampled_from([[], [link]])), "baseline": draw(st.booleans())}
        fact = w.fact(when.first)
        return fields | fact | ({} if "known" in fact else {"source": ()})

    beliefs = [Belief.model_validate({"id": n, "reason": w.text(1)} | _prior(w, n) | w.fact()) for n in draw(chosen)]
    return {
        "game": (game,),
        "ladders": ladders,
        "beliefs": tuple(beliefs),
        "whatifs": w.rows(WhatIf, w.keys("f"), whatif),
        "history": tuple(_history(w, game, ladders)) if draw(st.integers(0, 4)) else (),
        "theses": w.rows(Thesis, w.keys("y"), thesis),
    }


def _game(w: World) -> dict[str, Any]:
    draw = w.draw
    patron, client = draw(st.permutations(w.parties))[:2]
    step, year, part = draw(st.sampled_from(list(MONTHS))), draw(st.integers(2000, 2030)), draw(st.integers(1, 2))
    start = {"month": f"{year}-{part:02d}", "quarter": f"{year}-Q{part}", "half-year": f"{year}-H{part}", "year": f"{year}"}[step]
    fields: dict[str, Any] = {"id": draw(st.sampled_from(STEMS)), "patron": patron, "client": client, "period": step}
    fields |= {"reason": w.text(1), "start": start, "horizon": draw(st.integers(1, 400))} | w.fact()
    for name, size in (("grip", 4), ("door", 3), ("rivalry", 2)):
        if draw(st.booleans()):
            fields[name] = _labelled(w, size)
    return fields | ({"other_side": w.text(1)} if draw(st.booleans()) else {})


def _labelled(w: World, size: int) -> list[dict[str, str]]:
    """Return rungs or levels whose labels cannot be taken for one another or for a number."""
    return [
        {"label": w.draw(st.sampled_from(["{}: {}", " {}-{} "])).format("abcdefghi"[i], w.text()), "rule": w.text()}
        for i in range(size)
    ]


def _prior(w: World, full: str) -> dict[str, float]:
    parameter = named(full)
    assert parameter is not None
    low, best, high = triple(w.draw, parameter.floor, parameter.ceiling)
    return {"low": low, "best": best, "high": high} if low < best < high else {"low": best, "best": best, "high": best}


def _history(w: World, game: Game, ladders: Sequence[Ladder]) -> list[Observed]:
    draw = w.draw
    rungs = {one.id: draw(st.integers(0, one.top)) for one in ladders}
    levels = {name: draw(st.integers(0, len(getattr(game, name)) - 1)) for name in CONDITIONS}
    found: list[dict[str, Any]] = []
    for at in range(-1, draw(st.integers(0, w.most))):
        rows = [] if at < 0 else [*_moves(w, ladders)]
        for one in ladders:
            rungs[one.id] = min(one.top, rungs[one.id] + (draw(st.integers(0, 1)) if at >= 0 else 0))
            if at < 0 or draw(st.booleans()):
                word = draw(st.sampled_from([str(rungs[one.id]), one.rungs[rungs[one.id]].label]))
                rows.append({"of": "rung", "on": one.id, "is": word})
        for name in CONDITIONS:
            levels[name] = min(max(levels[name] + draw(st.integers(-1, 1)), 0), len(getattr(game, name)) - 1)
            if draw(st.booleans()):
                rows.append({"of": name, "is": draw(st.sampled_from([str(levels[name]), getattr(game, name)[levels[name]].label]))})
        found += [row | {"date": period_at(game, at)} for row in rows]
    if draw(st.booleans()):
        found.append({"of": "end", "is": draw(st.sampled_from(["absorbed", "broken_away"])), "date": found[-1]["date"]})
    ids = draw(keys("r", len(found)))
    return [
        Observed.model_validate({"id": key, "reason": w.text(1)} | row | w.fact(row["date"].first))
        for key, row in zip(ids, found, strict=True)
    ]


def _moves(w: World, ladders: Sequence[Ladder]) -> Sequence[dict[str, Any]]:
    """Return what the patron did in a period, each move at most once, and replies that fit."""
    draw = w.draw
    asked, given = ([one.id for one in ladders if one.asked_by == who] for who in ("patron", "client"))
    moves: list[dict[str, Any]] = [{"is": "wait"}, {"is": "seize"}]
    moves += [{"is": word, "on": on} for word in ("bid", "press") for on in asked]
    moves += [{"is": "swap", "on": on, "for": other} for on in asked for other in given]
    made = draw(st.lists(st.sampled_from(moves), max_size=2, unique_by=str))
    waits = [move for move in made if move["is"] == "wait"]
    replies: list[dict[str, Any]] = [{"is": "hedge"}]
    replies += [{"is": "carry_on"}] if waits or not made else []
    if len(waits) < len(made) or not made:
        on = [move["on"] for move in made if "on" in move] if made else [*asked, *given]
        replies += [{"is": word} | extra for word in ("accept", "stall", "refuse") for extra in ({}, *({"on": one} for one in on))]
    answers = draw(st.lists(st.sampled_from(replies), max_size=2, unique_by=str))
    return [*({"of": "patron"} | move for move in made), *({"of": "client"} | reply for reply in answers)]
