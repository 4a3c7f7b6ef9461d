"""Cases of any size, written as files: as an analyst's case looks, only larger, and the same for the same size."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

START = date(2019, 1, 1)
DAYS = 2700
STEPS = ("drafted", "agreed", "signed", "ratified", "in_force", "partly_implemented", "implemented")
OTHERS = ("not_done", "postponed", "no_evidence_found")
DOMAINS = tuple(f"domain-{i}" for i in range(12))
PER_COMMITMENT = {"status": 25, "claims": 10, "deadlines": 3, "events": 2}


def write(folder: Path, commitments: int) -> dict[str, int]:
    """Write a case with so many commitments and everything else in proportion; return the number of rows of each table.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    commitments : int
        With 2,000 there are 50,000 status rows, 20,000 claims, 6,000 deadlines, 4,000 events and 2,500 sources.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(commitments)
    sources = _sources(chance, commitments * 5 // 4)
    known = {s["id"]: date(*s["issued"]["date-parts"][0]) for s in sources}
    packages = max(1, commitments // 40)
    _yaml(folder / "case.yaml", {"case": _head()})
    _yaml(folder / "actors.yaml", {"actors": _actors()})
    _yaml(folder / "commitments.yaml", {"packages": _packages(packages), "commitments": _commitments(commitments, packages)})
    (folder / "sources.json").write_text(json.dumps(sources, indent=1), "utf-8")
    picks = _Picks(chance, sorted(known, key=lambda k: known[k]), known)
    tables = {
        "status": _status(picks, commitments, commitments * PER_COMMITMENT["status"]),
        "claims": _claims(picks, packages, commitments * PER_COMMITMENT["claims"]),
        "deadlines": _deadlines(picks, commitments),
        "events": _events(picks, commitments * PER_COMMITMENT["events"]),
    }
    for name, rows in tables.items():
        _csv(folder / f"{name}.csv", rows)
    return {"commitments": commitments, "packages": packages, "sources": len(sources)} | {n: len(r) for n, r in tables.items()}


class _Picks:
    """Days and sources drawn so that nothing is dated after it was published."""

    def __init__(self, chance: random.Random, sources: list[str], known: Mapping[str, date]) -> None:
        self.chance, self.sources, self.known = chance, sources, known

    def fact(self) -> dict[str, Any]:
        source = self.chance.choice(self.sources)
        return {"source": source, "date": self.known[source] - timedelta(days=self.chance.randrange(20))}


def _head() -> dict[str, Any]:
    parties = [{"id": p, "name": f"State {p}", "role": r} for p, r in (("A", "patron"), ("B", "client"))]
    units = [{"id": u, "title": u} for u in ("measures", "programmes")]
    return {
        "id": "synthetic", "title": "A made-up case", "summary": "Made up to be large.", "parties": parties,
        "units": units, "period": "2019/2027", "updated": "2026-06-30",
    }  # fmt: skip


def _actors() -> list[dict[str, Any]]:
    return [{"id": f"actor-{i}", "name": f"Actor {i}", "kind": "ministry", "party": "AB"[i % 2]} for i in range(40)]


def _packages(n: int) -> list[dict[str, Any]]:
    return [{"id": f"P{i}", "title": f"Package {i}", "unit": "programmes", "known": START.isoformat()} for i in range(n)]


def _commitments(n: int, packages: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for i in range(n):
        row = {
            "id": f"C{i}",
            "title": f"Promise {i} of the parties",
            "domain": DOMAINS[i % len(DOMAINS)],
            "known": START.isoformat(),
        }
        row["package"] = f"P{i // 40 % packages}"
        if i % 10 == 3:
            row |= {"parent": f"C{i - 1}", "needs": f"C{i - 2}"}
        rows.append(row)
    return rows


def _sources(chance: random.Random, n: int) -> list[dict[str, Any]]:
    made = []
    for i in range(n):
        day = START + timedelta(days=30 + chance.randrange(DAYS - 30))
        custom = {"reliability": "ABCD"[i % 4], "standing": "independent"}
        issued = {"date-parts": [[day.year, day.month, day.day]]}
        made.append({"id": f"source-{i}", "type": "webpage", "title": f"News {i}", "URL": f"https://example.org/{i}", "issued": issued, "custom": custom})  # fmt: skip  # noqa: E501
    return made


def _status(picks: _Picks, commitments: int, n: int) -> list[dict[str, Any]]:
    rows = []
    for i in range(n):
        kind = picks.chance.choice(OTHERS) if i % 4 == 0 else STEPS[int(picks.chance.triangular(0, 6.9, 2))]
        grade = picks.chance.choice(("claimant", "independent", "primary"))
        row = {
            "id": f"S{i}",
            "commitment": f"C{i % commitments}",
            "event": kind,
            "evidence": grade,
            "what": f"Step {i}, as reported.",
        }
        rows.append(row | picks.fact())
    return rows


def _claims(picks: _Picks, packages: int, n: int) -> list[dict[str, Any]]:
    rows = []
    for i in range(n):
        count = {"as": "count", "value": picks.chance.randrange(990), "unit": "measures", "denominator": 990}
        share = {"as": "percent", "value": picks.chance.randrange(100), "unit": "", "denominator": ""}
        row = {"id": f"Q{i}", "claimant": f"actor-{i % 40}", "scope": f"P{i % packages}", "quantity": "done", "what": f"Claim {i}."}
        rows.append(row | (count if i % 3 else share) | picks.fact())
    return rows


def _deadlines(picks: _Picks, commitments: int) -> list[dict[str, Any]]:
    rows = []
    for i in range(commitments):
        first = START + timedelta(days=picks.chance.randrange(400))
        for move in range(PER_COMMITMENT["deadlines"]):
            set_on, due = first + timedelta(days=300 * move), first + timedelta(days=300 * move + 500)
            before = f"D{i}-{move - 1}" if move else ""
            row = {
                "id": f"D{i}-{move}",
                "commitment": f"C{i}",
                "what": "Done by then.",
                "due": due,
                "set_on": set_on,
                "replaces": before,
            }
            rows.append(row | {"known": set_on, "source": "source-0"})
    return rows


def _events(picks: _Picks, n: int) -> list[dict[str, Any]]:
    rows = []
    for i in range(n):
        row = {
            "id": f"E{i}",
            "kind": "consult",
            "domain": DOMAINS[i % len(DOMAINS)],
            "what": f"Meeting {i} of both sides.",
            "actors": "actor-1",
        }
        rows.append(row | picks.fact())
    return rows


def _csv(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    listed = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(listed[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)


def _yaml(path: Path, data: Mapping[str, Any]) -> None:
    path.write_text(yaml.dump(data, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), sort_keys=False), "utf-8")
