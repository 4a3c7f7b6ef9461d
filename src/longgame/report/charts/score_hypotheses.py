"""The matrix of competing hypotheses: which evidence speaks against which thesis."""

from __future__ import annotations

from collections import Counter
from typing import Any

from longgame.core.words import many, word
from longgame.report.charts.chart import INK, MUTED, PAPER, Chart, spec, values
from longgame.report.charts.rows import broken
from longgame.report.context import Context
from longgame.score.result import Cell, Hypotheses

# Pixels of a line of text and of a row of cells; letters in a line.
LINE, CELLS, GAP = 15, 22, 8
LETTERS, NARROW, NARROW_NAME = 130, 50, 8
MARKS = {"inconsistent": "against", "consistent": "fits", "neutral": "either way", "not_applicable": ""}
SHORT = {"inconsistent": "✕", "consistent": "fits", "neutral": "·", "not_applicable": ""}


def charts(context: Context) -> list[Chart]:
    """Return the matrix, or nothing where nobody weighed evidence against theses."""
    found = context.scored.hypotheses
    return [_chart(context, found)] if found is not None else []


def _chart(context: Context, found: Hypotheses) -> Chart:
    short = {t.id: t.short for t in context.case.theses}
    theses = [w.thesis for w in found.ranking]
    # Behind the ranked ones, and marked, since nobody holds them.
    nobody = [w.thesis for w in found.baselines]
    short |= {name: f"({short.get(name, name)})" for name in nobody}
    theses += nobody
    cells = {(c.evidence, c.thesis): c for c in found.matrix}
    wide, high = _layers(found, theses, short, cells, LETTERS, narrow=False)
    thin, tall = _layers(found, theses, short, cells, NARROW, narrow=True)
    return Chart(
        id="score-hypotheses",
        headline=headline(found, short),
        subtitle="Evidence in rows with its weight by credibility, theses in columns, the one with the least against it "
        "first; red: "
        "it would not be expected if the thesis were right" + ("; in brackets a baseline, outside of the order" * bool(nobody)),
        spec=spec(wide, high, narrow={"layer": thin, "height": tall}),
        columns=("evidence", "what was seen", "weight", "thesis", "fit", "why"),
        rows=[
            (
                c.evidence, found.evidence[c.evidence], f"{found.weights[c.evidence]:g}", short.get(c.thesis, c.thesis),
                word(c.fit), c.reason,
            )
            for c in found.matrix
        ],
        source="Evidence and assessments of the case, by one coder who knew how things came out",
        note="After Heuer (1999): what fits every thesis tells nothing, so the least against counts, not the most for. A "
        "thesis that says "
        "little is seldom contradicted: look at how many pieces say anything of it. Blank: it says nothing of it, or was "
        "written after it.",
    )  # fmt: skip


def headline(found: Hypotheses, short: dict[str, str]) -> str:
    """Return who has the least against it, and what that hangs on."""
    first = [w for w in found.ranking if w.rank == 1]
    names = " and ".join(f"“{short.get(w.thesis, w.thesis)}”" for w in first)
    says = f"{names} {'has' if len(first) == 1 else 'have'} the least evidence against {'it' if len(first) == 1 else 'them'}"
    if len(first) == 1:
        fits = Counter(c.fit for c in found.matrix if c.thesis == first[0].thesis)
        speak, fit = ("speaks" if first[0].pieces == 1 else "speak"), ("fits" if fits["consistent"] == 1 else "fit")
        says += f": of {many(first[0].judged, 'piece')} {first[0].pieces} {speak} against it, {fits['consistent']} {fit}, and"
        says += f" {fits['neutral']} would be expected either way"
    hinges = [s.evidence for s in found.sensitivity if s.changed]
    tail = f"who is in front hangs on {', '.join(hinges)}" if hinges else "no single piece decides who is in front"
    return f"{says}; {tail}."


def _layers(
    found: Hypotheses, theses: list[str], short: dict[str, str], cells: dict[tuple[str, str], Cell], letters: int, *, narrow: bool
) -> tuple[list[dict[str, Any]], int]:
    """Return the layers and the height: of each piece its text, and below it a row of cells."""
    n, top = len(theses), 2 * LINE if narrow else LINE
    heads: list[dict[str, Any]] = [
        {"x": i + 0.5, "y": 0, "label": broken(short.get(t, t), NARROW_NAME if narrow else None)} for i, t in enumerate(theses)
    ]
    tiles: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    marks: dict[str, list[dict[str, Any]]] = {fit: [] for fit in MARKS}
    at = top + GAP
    for name, what in found.evidence.items():
        lines = broken(f"{name}, weight {found.weights[name]:g}: {what}", letters)
        texts.append({"x": 0, "y": at, "label": lines})
        at += LINE * len(lines) + 2
        for i, thesis in enumerate(theses):
            cell = cells.get((name, thesis))
            fit = cell.fit if cell is not None else "not_applicable"
            tiles.append(
                {"x": i + 0.01, "x2": i + 0.99, "y": at, "y2": at + CELLS - 2, "kind": fit}
                | ({"why": "" if cell is None else cell.reason, "thesis": short.get(thesis, thesis)} if not narrow else {})
            )
            marks[fit].append({"x": i + 0.5, "y": at + CELLS // 2 - 1, "label": [(SHORT if narrow else MARKS)[fit]]})
        at += CELLS + GAP
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, n], "nice": False}}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [0, at], "reverse": True, "nice": False}}
    tip = {"tooltip": [{"field": f, "type": "nominal"} for f in ("thesis", "why")]} if not narrow else {}
    colour = {
        "field": "kind", "type": "nominal", "legend": None,
        "scale": {"domain": list(MARKS), "range": ["$bad", "$level1", "$level_unknown", PAPER]},
    }  # fmt: skip
    layers: list[dict[str, Any]] = [
        {
            "data": values(tiles),
            "mark": {"type": "rect", "opacity": 1},
            "encoding": {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}, "color": colour, **tip},
        },
        _text(marks["inconsistent"], x, y, PAPER, 600),
        _text([*marks["consistent"], *marks["neutral"]], x, y, INK, 400),
        *(_heads(heads, x, y, "center", k) for k in sorted({len(h["label"]) for h in heads})),
        *(_heads(texts, x, y, "left", k) for k in sorted({len(t["label"]) for t in texts})),
    ]
    return [layer for layer in layers if layer["data"]["values"]], at


def _text(rows: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], colour: str, weight: int) -> dict[str, Any]:
    mark = {"type": "text", "align": "center", "baseline": "middle", "fontSize": 11.5, "color": colour, "fontWeight": weight}
    return {"data": values(rows), "mark": mark, "encoding": {"x": x, "y": y, "text": {"field": "label"}}}


def _heads(rows: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], align: str, lines: int) -> dict[str, Any]:
    mark = {"type": "text", "align": align, "baseline": "top", "lineHeight": LINE, "fontSize": 12}
    mark |= {"color": INK, "fontWeight": 400} if align == "left" else {"color": MUTED, "fontWeight": 600}
    return {
        "data": values([r for r in rows if len(r["label"]) == lines]),
        "mark": mark,
        "encoding": {"x": x, "y": y, "text": {"field": "label"}},
    }
