"""In a folder where each file is one of a kind, every file is registered exactly once, and nothing else is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from longgame.case.checks import CHECKS, DATED_CHECKS
from longgame.case.codes import CODES
from longgame.cli import VERBS
from longgame.report.charts import CHARTS
from longgame.report.pages import PAGES
from longgame.score.measures import MEASURES
from longgame.score.rules import RULES as SCORING
from longgame.track.counting import RULES


class Registry(NamedTuple):
    """A folder below src/longgame, the modules registered, and files there that only help the others.

    Files whose name begins with an underscore help as well.
    """

    folder: str
    registered: Callable[[], Iterable[str]]
    helpers: frozenset[str] = frozenset()


REGISTRIES = (
    Registry("case/checks", lambda: [c.find.__module__ for c in (*CHECKS, *DATED_CHECKS)]),
    Registry("track/counting", lambda: [r.apply.__module__ for r in RULES], frozenset({"basis"})),
    Registry("score/rules", lambda: [r.of.__module__ for r in SCORING], frozenset({"base"})),
    Registry("score/measures", lambda: [m.of.__module__ for m in MEASURES], frozenset({"base"})),
    Registry(
        "report/charts",
        lambda: [make.__module__ for make in CHARTS.values()],
        frozenset({"chart", "claim_labels", "finding", "gaps", "indicator_spec", "placing", "settle_parts", "rows"}),
    ),
    Registry("report/views", lambda: [page.view.__module__ for page in PAGES]),
    Registry(
        "cli",
        lambda: [v.__name__ for v in VERBS],
        frozenset(
            {
                "changes", "forecast_view", "frame", "play_view", "progress", "read_evaluate", "read_view", "score_view",
                "settle_view", "settle_why_view", "track_view",
            }
        ),
    ),
)
each = pytest.mark.parametrize("registry", REGISTRIES, ids=lambda r: r.folder)


def differences(names: Iterable[str], registered: Iterable[str], helpers: Iterable[str] = ()) -> list[str]:
    """Return what is wrong between the files of a folder and what is registered."""
    files, entries, helping = set(names), Counter(registered), set(helpers)
    wrong = [f"{name} is not registered" for name in sorted(files - helping - set(entries))]
    wrong += [f"{name} is registered but is no file here" for name in sorted(set(entries) - files)]
    wrong += [f"{name} is registered {n} times" for name, n in sorted(entries.items()) if n > 1]
    wrong += [f"{name} is registered and said to be a helper" for name in sorted(helping & set(entries))]
    return wrong + [f"the helper {name} is not there" for name in sorted(helping - files)]


@each
def test_files_and_entries_agree(registry: Registry, repository: Path) -> None:
    folder = repository / "src/longgame" / registry.folder
    prefix = f"longgame.{registry.folder.replace('/', '.')}."
    entries = list(registry.registered())
    assert not [e for e in entries if not e.startswith(prefix)]
    names = [path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")]
    assert names
    assert not differences(names, [e.removeprefix(prefix) for e in entries], registry.helpers)


def test_codes_and_names_are_given_once() -> None:
    for listed in ([r.name for r in RULES], [p.id for p in PAGES], [r.name for r in SCORING], [m.name for m in MEASURES]):
        assert not [name for name, n in Counter(listed).items() if n > 1]


def test_each_code_of_a_check_has_one_check() -> None:
    given = Counter(c.code for c in (*CHECKS, *DATED_CHECKS))
    assert given == Counter(code for code in CODES if code >= "LG2")


@pytest.mark.parametrize(
    ("names", "registered", "helpers", "says"),
    [
        (["a", "b"], ["a"], [], "b is not registered"),
        (["a"], ["a", "b"], [], "b is registered but is no file here"),
        (["a"], ["a", "a"], [], "a is registered 2 times"),
        (["a"], ["a"], ["a"], "a is registered and said to be a helper"),
        (["a"], ["a"], ["b"], "the helper b is not there"),
    ],
)
def test_a_difference_is_seen(names: list[str], registered: list[str], helpers: list[str], says: str) -> None:
    assert differences(names, registered, helpers) == [says]
