"""The labels of the texts that `read` is measured on: every one points where it says, in the form that the guide describes."""

from __future__ import annotations

import csv
import html
import itertools
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from longgame.core.dates import Period

HERE = Path(__file__).parent
COLUMNS = (
    "id", "seed_file", "article", "publisher", "date", "char_start", "char_end",
    "kind", "hedge", "actors", "issue", "deadline_or_horizon", "note",
)  # fmt: skip
FORWARD = {"forecast", "conditional forecast", "commitment-with-deadline"}
KINDS = FORWARD | {"factual quantity", "factual statement", "reported claim by an official", "causal thesis"}
WORDS = {"undated", "standing", "past"}
RUN = 7


class Label(NamedTuple):
    """One row of a file of labels, with the text that it points at."""

    row: dict[str, str]
    start: int
    end: int
    fragment: str


def text(name: str) -> str:
    """Return a text as offsets count it: decoded, with its byte order mark and its line ends."""
    return (HERE / "texts" / name).read_bytes().decode("utf-8")


def labels(file: str) -> list[Label]:
    """Return the rows of a file of labels."""
    with (HERE / file).open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = list(reader)
    assert tuple(reader.fieldnames or ()) == COLUMNS
    places = [(row, int(row["char_start"]), int(row["char_end"])) for row in rows]
    return [Label(row, start, end, text(row["seed_file"])[start:end]) for row, start, end in places]


FIRST = labels("labels.csv")
FILES = sorted(p.name for p in (HERE / "texts").iterdir() if p.suffix in {".txt", ".md", ".html"} and p.name != "README.md")
SECOND = labels("labels_second.csv")
BOTH = [pytest.param(FIRST, id="first"), pytest.param(SECOND, id="second")]


@pytest.fixture(params=BOTH)
def coded(request: pytest.FixtureRequest) -> list[Label]:
    """Return the labels of one pass."""
    found: list[Label] = request.param
    return found


def wrong(coded: list[Label], bad: Iterator[bool]) -> dict[str, str]:
    """Return the fragments of the labels that are bad, by id."""
    return {label.row["id"]: label.fragment[:80] for label, b in zip(coded, bad, strict=True) if b}


def test_every_label_points_at_whole_words(coded: list[Label]) -> None:
    def cut(label: Label) -> bool:
        whole = " " + text(label.row["seed_file"]) + " "
        edges = (whole[place : place + 2] for place in (label.start, label.end))
        inside = 0 <= label.start < label.end <= len(whole) - 2 and label.fragment == label.fragment.strip()
        return not inside or any(re.fullmatch(r"\w\w", edge) for edge in edges)

    assert not wrong(coded, map(cut, coded))


def test_no_label_starts_with_what_joins_it_to_the_sentence_before(coded: list[Label]) -> None:
    joined = re.compile(r"(?:and|but|or|[-*]|\d+\.|и|но|а)\s", re.IGNORECASE)
    assert not wrong(coded, (joined.match(label.fragment) is not None for label in coded))


def test_ids_are_unique_and_rows_in_the_order_of_the_text(coded: list[Label]) -> None:
    ids = [label.row["id"] for label in coded]
    assert len(set(ids)) == len(ids)
    order = [(label.row["seed_file"], label.start, -label.end) for label in coded]
    assert order == sorted(set(order))


def test_kinds_are_from_the_closed_list(coded: list[Label]) -> None:
    assert {label.row["kind"] for label in coded} == KINDS


def test_hedges_stand_in_the_span(coded: list[Label]) -> None:
    def missing(label: Label) -> bool:
        hedges = label.row["hedge"].split("; ") if label.row["hedge"] else []
        return any(not h or h not in label.fragment for h in hedges)

    assert not wrong(coded, map(missing, coded))
    assert any(label.row["hedge"] for label in coded)


def test_deadlines_are_periods_or_one_of_three_words(coded: list[Label]) -> None:
    for label in coded:
        deadline, kind = label.row["deadline_or_horizon"], label.row["kind"]
        if deadline in WORDS:
            assert deadline != "standing" or kind == "causal thesis", label.row["id"]
            assert deadline != "undated" or kind in FORWARD, label.row["id"]
        else:
            period = Period.parse(deadline)
            # What looks forward has its last day, or the span over which it runs.
            assert kind not in FORWARD or period.is_day or "/" in deadline, label.row["id"]


def test_what_looks_forward_has_a_deadline_after_the_article_or_is_about_the_past(coded: list[Label]) -> None:
    late = [label for label in coded if label.row["kind"] == "forecast" and label.row["deadline_or_horizon"] not in WORDS]
    assert late
    assert not wrong(late, (Period.parse(x.row["deadline_or_horizon"]).last <= Period.parse(x.row["date"]).first for x in late))


def test_actors_and_issue_are_given(coded: list[Label]) -> None:
    assert not wrong(coded, (not all(a.strip() for a in x.row["actors"].split(";")) or not x.row["issue"] for x in coded))


def test_a_text_has_one_title_publisher_and_date(coded: list[Label]) -> None:
    heads = {tuple(label.row[c] for c in ("seed_file", "article", "publisher", "date")) for label in coded}
    assert len(heads) == len({file for file, *_ in heads})
    for file, title, _, date in heads:
        assert Period.parse(date).is_day
        assert title.casefold() in html.unescape(text(file)).casefold()


def pairs(one: list[Label], other: list[Label]) -> list[tuple[Label, Label]]:
    """Match labels one to one by how many words they share of those that either has: at least half, the best first."""

    def words(label: Label) -> set[tuple[str, int]]:
        return {(label.row["seed_file"], label.start + m.start()) for m in re.finditer(r"\w+", label.fragment)}

    left, right = [words(x) for x in one], [words(x) for x in other]
    shared = sorted((-len(a & b) / len(a | b), i, j) for i, a in enumerate(left) for j, b in enumerate(right))
    found: dict[int, int] = {}
    for share, i, j in shared:
        if share <= -0.5 and i not in found and j not in found.values():
            found[i] = j
    return [(one[i], other[j]) for i, j in sorted(found.items())]


def kappa(answers: list[tuple[str, str]]) -> float:
    """Return Cohen's kappa: agreement beyond what the shares of the answers give by chance."""
    n = len(answers)
    seen = sum(a == b for a, b in answers) / n
    by_chance = sum(sum(a == k for a, _ in answers) * sum(b == k for _, b in answers) for k in KINDS) / n**2
    return (seen - by_chance) / (1 - by_chance)


def test_kappa_is_that_of_the_textbook() -> None:
    # 20 and 15 agreed of 50, by chance .5 of them: Cohen's kappa is .40.
    a, b = "forecast", "causal thesis"
    assert kappa([(a, a)] * 20 + [(a, b)] * 5 + [(b, a)] * 10 + [(b, b)] * 15) == pytest.approx(0.4)


def test_the_guide_gives_the_agreement_of_both_passes(repository: Path) -> None:
    again = {label.row["seed_file"] for label in SECOND}
    first = [label for label in FIRST if label.row["seed_file"] in again]
    both = pairs(first, SECOND)
    f1 = 2 * len(both) / (len(first) + len(SECOND))
    same = {c: sum(a.row[c] == b.row[c] for a, b in both) for c in ("kind", "hedge")}
    forward = [(a, b) for a, b in both if {a.row["kind"], b.row["kind"]} <= FORWARD]
    dates = sum(a.row["deadline_or_horizon"] == b.row["deadline_or_horizon"] for a, b in forward)
    agreed = kappa([(a.row["kind"], b.row["kind"]) for a, b in both])
    says = (
        f"{len(first)} labels the first time, {len(SECOND)} the second, {len(both)} matched: F1 {f1:.2f}",
        f"{same['kind']} of {len(both)}, kappa {agreed:.2f}",
        f"{same['hedge']} of {len(both)}",
        f"{dates} of {len(forward)}",
    )
    guide = (repository / "docs" / "how-to" / "label-articles.md").read_text("utf-8")
    assert not [s for s in says if s not in guide]


def test_every_text_has_labels_and_every_label_a_text() -> None:
    assert len(FILES) >= 16
    assert {label.row["seed_file"] for label in FIRST} == set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_a_text_is_a_short_article(file: str) -> None:
    assert 300 <= len(text(file).split()) <= 1000


def test_two_texts_are_russian() -> None:
    assert sum(len(re.findall("[а-я]", text(f))) > len(re.findall("[a-z]", text(f))) for f in FILES) == 2


def test_awkward_characters_have_survived() -> None:
    cable, oped = text("06_debt_cable.txt"), text("07_ridge_oped.txt")
    assert cable.startswith("\ufeff")
    assert cable.count("\n") == cable.count("\r\n") > 20
    for character in ("“", "’", "\u00a0", "\u0301", "\u0306", "—"):
        assert character in oped


def runs(content: str) -> set[tuple[str, ...]]:
    """Return the runs of seven words."""
    words = re.findall(r"\w+", content.casefold())
    return set(zip(*(itertools.islice(words, i, None) for i in range(RUN)), strict=False))


def test_runs_are_found_whatever_stands_between_the_words() -> None:
    assert runs("One, two: three four\nfive — SIX seven") == runs("one two three four five six seven") != set()


def test_no_run_of_seven_words_is_from_the_articles_that_are_not_shipped(repository: Path) -> None:
    folder = Path(os.environ.get("LONGGAME_SHARED") or repository.parent / "shared") / "articles"
    articles = sorted(folder.glob("*.txt"))
    if not articles:
        pytest.skip("the labelled articles are not shipped: no folder articles under LONGGAME_SHARED or ../shared")
    theirs = set().union(*(runs(a.read_text("utf-8")) for a in articles))
    assert len(theirs) > 1000
    guide = repository / "docs" / "how-to" / "label-articles.md"
    ours = {f: runs(text(f)) for f in FILES} | {guide.name: runs(guide.read_text("utf-8"))}
    assert not {f: sorted(found) for f, mine in ours.items() if (found := mine & theirs)}
