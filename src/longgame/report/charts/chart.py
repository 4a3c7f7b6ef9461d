"""What a chart is: a sentence that says what it shows, a Vega-Lite spec, and the table behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Spec = dict[str, Any]
# Colours are named in specs and set by the page for light and dark; see static/app.js.
INK, MUTED, FAINT, PAPER, ACCENT = "$ink", "$muted", "$faint", "$paper", "$accent"
GOOD, BAD, UNSURE, OTHER = "$good", "$bad", "$unsure", "$other"


@dataclass(frozen=True)
class Chart:
    """A chart ready for a page.

    Attributes
    ----------
    id : str
        Unique in the report; anchor and file name.
    headline : str
        A full sentence: what the chart shows.
    subtitle : str
        What is measured, in which unit.
    spec : dict
        Vega-Lite without width; colours may be names that begin with ``$``. ``usermeta.narrow``
        holds what changes on a narrow screen.
    columns, rows
        The table behind it.
    source : str
        The source line.
    note : str
        What a reader must know before drawing conclusions.
    """

    id: str
    headline: str
    subtitle: str
    spec: Spec
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    source: str
    note: str = ""
    alt: str = field(default="")

    @property
    def description(self) -> str:
        """What a screen reader says before the table."""
        return self.alt or f"{self.headline} {self.subtitle}"


def spec(layers: Sequence[Mapping[str, Any]], height: int, *, narrow: Mapping[str, Any] | None = None, **rest: Any) -> Spec:
    """Return a layered spec in the house style.

    Parameters
    ----------
    layers : sequence of mappings
        Vega-Lite layers.
    height : int
        Pixels.
    narrow : mapping
        Merged into the spec where the page is narrow.
    rest
        Further top-level properties.
    """
    drawn = _one_domain([dict(x) for x in layers])
    made: Spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "height": height,
        "layer": drawn,
        **rest,
    }
    if narrow:
        made["usermeta"] = {
            "narrow": {**narrow, "layer": _one_domain([dict(x) for x in narrow["layer"]])} if "layer" in narrow else dict(narrow)
        }
    return made


def values(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return inline data."""
    return {"values": [dict(r) for r in rows]}


def time(field_name: str, *, title: str | None = None, domain: tuple[str, str] | None = None, **axis: Any) -> dict[str, Any]:
    """Return a temporal channel in the house style; dates are ISO text and drawn in UTC."""
    scale: dict[str, Any] = {"type": "utc"}
    if domain is not None:
        scale["domain"] = [_moment(d) for d in domain]
    base = {"title": title, "grid": False, "tickCount": {"interval": "year", "step": 1}, "format": "%Y", "labelOverlap": True}
    return {"field": field_name, "type": "temporal", "scale": scale, "axis": base | axis}


def _moment(day: str) -> int:
    """Return a day as milliseconds since 1970, the form in which layers agree on a domain."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days * 86_400_000


def _one_domain(layers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return layers of which one names the domain of time: Vega-Lite finds the same domain named by two to be a conflict."""
    named = False
    for layer in sorted(layers, key=lambda x: "x2" in x["encoding"]):
        x = layer["encoding"].get("x", {})
        if x.get("type") == "temporal" and "domain" in x.get("scale", {}):
            if named:
                scale = {k: v for k, v in x["scale"].items() if k != "domain"}
                layer["encoding"] = {**layer["encoding"], "x": {**x, "scale": scale}}
            named = True
    return layers
