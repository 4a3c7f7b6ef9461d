"""Questions, forecasts, resolutions and theses side by side for generated cases, said in words that break file formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from longgame.case.contradictions import Contradiction
from longgame.case.evidence import Assessment, Evidence, Fit
from longgame.case.factors import Factor
from longgame.case.forecasts import Forecast, ForecastKind
from longgame.case.proxies import Proxy
from longgame.case.questions import Question
from longgame.case.resolutions import Resolution
from longgame.core.dates import Period
from tests.world import World, keys, maybe, numbers, one_of, periods, some_of, triple

CATEGORIES = ("газ, нефть", "=1+1", "nothing at all")


def questions(w: World, tables: Mapping[str, Sequence[Any]]) -> dict[str, tuple[Any, ...]]:
    """Return the tables of questions and of theses side by side, which refer to rows of the tables drawn before."""
    draw, ids = w.draw, w.keys("g")

    def question(i: int) -> dict[str, Any]:
        kind, opens = draw(st.sampled_from(["binary", "number", "date", "category"])), draw(periods())
        fields = {"text": w.text(1), "criteria": w.text(1), "kind": kind, "nature": draw(st.sampled_from(["trend", "event"]))}
        fields |= {"domain": draw(st.sampled_from(w.domains)), "opens": opens, "status_quo_reason": w.text()}
        fields |= {"by": draw(st.none() | st.integers(0, 900).map(lambda n: Period.of(opens.last + timedelta(days=n))))}
        fields |= {"rule": draw(st.sampled_from(["", *_rules(tables, kind, fields["by"] is not None)]))}
        fields |= {"if": maybe(draw, binary), "if_is": draw(st.sampled_from(["yes", "no"]))}
        fields |= {"unit": w.text(), "low": 0, "high": draw(st.none() | st.just(1000))} if kind == "number" else {}
        fields |= {"categories": CATEGORIES} if kind == "category" else {}
        if kind == "binary":
            binary.append(ids[i])
        mechanisms = some_of(draw, [m.id for m in tables.get("mechanisms", ())])
        return fields | {"mechanisms": mechanisms, "status_quo": draw(st.sampled_from(["", _answer(w, kind)]))} | w.fact()

    binary: list[str] = []
    made = w.rows(Question, ids, question)
    forecasts = _forecasts(w, made, [*w.actors, *(t.id for t in tables.get("theses", ())), "model:habit"])
    asked = {"questions": made, "forecasts": forecasts, "resolutions": _resolutions(w, made, forecasts)}
    return asked | {"proxies": _proxies(w, made, tables)} | _theses(w, tables)


def _rules(tables: Mapping[str, Sequence[Any]], kind: str, ends: bool) -> list[str]:
    some = {name: rows[0].id for name, rows in tables.items() if rows and hasattr(rows[0], "id")}
    of = {
        "number": ["series {series} in 2024", "indicator {indicators}"],
        "date": ["event {events}", "commitment {commitments} reaches signed"],
        "category": [],
    }
    yes = ["deadline {deadlines} met", "not event {events} by 2025-Q1", "series {series} >= -1.5", "indicator {indicators} < 3"]
    yes += ["at least 1 of (ladder {ladders} reaches 1, event {events})"] if ends else []
    found = []
    for pattern in of.get(kind, yes):
        try:
            found.append(pattern.format(**some))
        except KeyError:
            continue
    return found


def _answer(w: World, kind: str) -> str:
    number = numbers(0, 1000).map(lambda n: f"{n:g}")
    when = periods().map(str) | st.just("none")
    answers = {"binary": st.sampled_from(["yes", "no"]), "number": number, "date": when, "category": st.sampled_from(CATEGORIES)}
    return str(w.draw(answers[kind]))


def _forecasts(w: World, asked: Sequence[Question], who: Sequence[str]) -> tuple[Forecast, ...]:
    draw = w.draw
    pairs = draw(st.lists(st.tuples(st.sampled_from(asked), st.sampled_from(who)), max_size=w.most, unique_by=str)) if asked else []
    found = []
    for key, (question, name) in zip(draw(keys("b", len(pairs))), pairs, strict=True):
        fields = {"id": key, "question": question.id, "forecaster": name, "date": (when := draw(periods())), "says": w.text(1)}
        fields |= {"kind": draw(one_of(ForecastKind)), "claim": w.text(), "hedge": w.text()[:60]} | w.fact(when.first)
        found.append(Forecast.model_validate(fields | draw(st.sampled_from(_said(w, question.kind)))))
    return tuple(found)


def _said(w: World, kind: str) -> list[dict[str, Any]]:
    ways: list[dict[str, Any]] = [{"answer": _answer(w, kind)}]
    ways.append(ways[0] | {"probability": w.draw(numbers(0, 1))})
    if kind == "number":
        ways.append({"quantiles": "10:{:g}; 50:{:g};90:{:g}".format(*triple(w.draw, 0, 1000))})
    if kind == "date":
        ways.append({"quantiles": f"10:{w.draw(periods())}; 90.5:none"})
    if kind == "category":
        ways.append({"chances": f"{CATEGORIES[0]}:0.25; {CATEGORIES[2]}:0.75"})
    return ways


def _resolutions(w: World, asked: Sequence[Question], forecasts: Sequence[Forecast]) -> tuple[Resolution, ...]:
    draw = w.draw
    found: list[Resolution] = []
    for question in asked:
        rows = draw(st.integers(0, 2))
        for key in draw(keys("j", rows)):
            after = max([question.opens.first, *(f.date.first for f in forecasts if f.question == question.id)])
            date = Period.of(after + timedelta(days=draw(st.integers(0, 500))))
            answer = draw(st.sampled_from(["void", "partly" if question.kind == "binary" else "void", _answer(w, question.kind)]))
            fields = {
                "id": f"{key}{question.id}"[:80],
                "question": question.id,
                "answer": answer,
                "date": date,
                "reason": w.text(1),
            }
            fields |= {"share": draw(st.sampled_from([0.5, 0.001])) if answer == "partly" else None, "doubt": w.text()}
            earlier = [r.id for r in found if r.question == question.id]
            fields |= {"corrects": earlier[-1] if earlier else None} | w.fact(date.first)
            found.append(Resolution.model_validate(fields))
    return tuple({row.id: row for row in found}.values())


def _proxies(w: World, asked: Sequence[Question], tables: Mapping[str, Sequence[Any]]) -> tuple[Proxy, ...]:
    some = {name: tables[name][0].id for name in ("commitments", "issues", "ladders") if tables.get(name)}
    rules = [
        ("track", "commitments", "not commitment {} reaches signed by 2024"), ("settle", "issues", "issue {} >= 12.5 by 2024-Q1"),
        ("play", "ladders", "ladder {} reaches 1 by 2024 or end absorbed by 2024"),
    ]  # fmt: skip
    can = [(engine, rule.format(some[name])) for engine, name, rule in rules if name in some]
    pairs = [(q.id, *one) for q in asked if q.kind == "binary" for one in can]
    chosen = some_of(w.draw, pairs) if pairs else []

    def proxy(i: int) -> dict[str, Any]:
        question, engine, rule = chosen[i]
        fields = {"question": question, "engine": engine, "rule": rule, "reason": w.text(1)}
        return fields | {"fit": w.draw(st.sampled_from(["same", "near"]))}

    ids = w.keys("z")
    return tuple(Proxy.model_validate({"id": ids[i]} | proxy(i)) for i in range(min(len(chosen), len(ids))))


def _theses(w: World, tables: Mapping[str, Sequence[Any]]) -> dict[str, tuple[Any, ...]]:
    draw, theses = w.draw, [t.id for t in tables.get("theses", ())]

    def evidence(_: int) -> dict[str, Any]:
        when = draw(periods())
        return {"date": when, "what": w.text(1)} | w.fact(when.first) | {"credibility": draw(st.integers(1, 6))}

    def contradiction(_: int) -> dict[str, Any]:
        sides = [{"says": w.text(1), "theses": [t], "claims": some_of(draw, ["A1", "B22"])} for t in draw(st.permutations(theses))]
        seen = [{"what": w.text(1), "leans_to": some_of(draw, theses)} | w.fact() for _ in range(draw(st.integers(0, 2)))]
        return {"topic": w.text(1), "sides": sides, "would_tell": w.text(1), "seen": seen}

    seen = w.rows(Evidence, w.keys("x"), evidence)
    cells = [
        Assessment.model_validate({"thesis": t, "evidence": e.id, "is": draw(one_of(Fit)), "reason": w.text(1)})
        for t in theses
        for e in seen
        if draw(st.booleans())
    ]
    names = ["тяга", "pull", "push", "no"]

    def factor(_: int) -> dict[str, Any]:
        joined = draw(st.permutations(names))
        return {"title": w.text(1), "same": joined[:2], "opposite": some_of(draw, joined[2:]), "reason": w.text(1)}

    factors = w.rows(Factor, w.keys("d"), factor)
    opposed = w.rows(Contradiction, w.keys("l") if len(theses) > 1 else [], contradiction)
    return {"evidence": seen, "ach": tuple(cells), "contradictions": opposed, "factors": factors}
