"""The outcomes of dates are told apart by everyone: by shape, and by colour with and without colour blindness."""

from __future__ import annotations

from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import pytest

from longgame.report.charts.deadline_timeline import HEAD, MARKS
from longgame.report.charts.rows import pitch
from tests.report.conftest import FLAGSHIP
from tests.report.test_charts import charts, contrast, palettes

# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB.
SEEN = {
    "by all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "without green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "without red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}
LEAST = 12.0
Lab = tuple[float, float, float]


def lab(colour: str, seen: str) -> Lab:
    """Return a colour in CIELAB (D65) as some eyes see it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    r, g, b = (min(1.0, max(0.0, sum(m * v for m, v in zip(row, linear, strict=True)))) for row in SEEN[seen])
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: Lab, other: Lab) -> float:
    """Return CIEDE2000 (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = ((hypot(a1, b1) + hypot(a2, b2)) / 2) ** 7
    g = 1 + 0.5 * (1 - sqrt(mean / (mean + 25**7)))
    c1, c2 = hypot(g * a1, b1), hypot(g * a2, b2)
    h1, h2 = (degrees(atan2(b, g * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    dh = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    lm, cm, hm = (l1 + l2) / 2, (c1 + c2) / 2, (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    t = (
        1
        - 0.17 * cos(radians(hm - 30))
        + 0.24 * cos(radians(2 * hm))
        + 0.32 * cos(radians(3 * hm + 6))
        - 0.2 * cos(radians(4 * hm - 63))
    )
    sl, sc, sh = 1 + 0.015 * (lm - 50) ** 2 / sqrt(20 + (lm - 50) ** 2), 1 + 0.045 * cm, 1 + 0.015 * cm * t
    rt = -2 * sqrt(cm**7 / (cm**7 + 25**7)) * sin(radians(60 * exp(-(((hm - 275) / 25) ** 2))))
    dl, dc = (l2 - l1) / sl, (c2 - c1) / sc
    return sqrt(dl**2 + dc**2 + (dh / sh) ** 2 + rt * dc * dh / sh)


def test_the_difference_is_that_of_the_published_pairs() -> None:
    # Pairs 1, 7 and 17 of the table of Sharma, Wu and Dalal 2005.
    assert difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert difference((50, 0, 0), (50, -1, 2)) == pytest.approx(2.3669, abs=1e-4)
    assert difference((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)


@pytest.mark.parametrize("theme", ["LIGHT", "DARK"])
@pytest.mark.parametrize("seen", SEEN)
def test_outcomes_have_colours_that_differ(theme: str, seen: str) -> None:
    palette = palettes()[theme]
    colours = {word: lab(palette[colour[1:]], seen) for word, (colour, _) in MARKS.items()}
    near = {(a, b): round(d, 1) for a, b in combinations(colours, 2) if (d := difference(colours[a], colours[b])) < LEAST}
    assert near == {}


@pytest.mark.parametrize("theme", ["LIGHT", "DARK"])
def test_outcomes_stand_out_from_the_paper(theme: str) -> None:
    palette = palettes()[theme]
    assert {w: c for w, (colour, _) in MARKS.items() if (c := contrast(palette[colour[1:]], palette["paper"])) < 2.9} == {}


def test_outcomes_have_shapes_that_differ() -> None:
    assert len({shape for _, shape in MARKS.values()}) == len(MARKS)
    (points,) = [x for x in charts(FLAGSHIP)["deadlines"].spec["layer"] if x["mark"]["type"] == "point"]
    assert points["encoding"]["shape"]["scale"]["domain"] == points["encoding"]["color"]["scale"]["domain"]
    assert points["mark"]["opacity"] == 1


def test_the_line_of_the_day_leaves_the_labels_alone() -> None:
    spec = charts(FLAGSHIP)["deadlines"].spec
    for made in (spec, spec["usermeta"]["narrow"]):
        dashes = next(x for x in made["layer"] if x["encoding"].get("y2") == {"field": "to"})["data"]["values"]
        labels = [x for x in made["layer"] if x["mark"]["type"] == "text" and x["mark"].get("limit")]
        rows = len(dashes)
        one = made["height"] / (rows + HEAD - 0.35)
        assert one == pytest.approx(pitch([" ".join(v["label"]) for x in labels for v in x["data"]["values"]], None), rel=0.5)
        for label in labels:
            top, bottom = label["mark"]["dy"], label["mark"]["dy"] + 14 * len(label["data"]["values"][0]["label"])
            for row in (v["row"] for v in label["data"]["values"]):
                reach = [(one * (d["from"] - row), one * (d["to"] - row)) for d in dashes]
                assert not [r for r in reach if r[0] < bottom - 1 and r[1] > top + 1], row
