"""``longgame schema``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from longgame.case.load import FILES

Cli = Callable[..., Any]


def test_one_table(cli: Cli) -> None:
    done = cli("schema", "--table", "deadlines")
    assert done.status == 0
    assert "replaces" in json.loads(done.out)["properties"]


def test_a_whole_case(cli: Cli) -> None:
    assert {"case", "actors", "status"} <= set(json.loads(cli("schema").out)["properties"])


def test_one_file_each(cli: Cli, tmp_path: Path) -> None:
    done = cli("schema", "--output", tmp_path / "out")
    assert done.status == 0
    written = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert written == sorted(f"{Path(name).stem}.schema.json" for name in FILES)
    assert sorted(Path(line).name for line in done.out.split()) == written
    assert all(json.loads((tmp_path / "out" / name).read_text(encoding="utf-8")) for name in written)


def test_wrong_use(cli: Cli, tmp_path: Path) -> None:
    done = cli("schema", "--table", "deadline")
    assert (done.status, "did you mean 'deadlines'" in done.err) == (2, True)
    assert cli("schema", "--table", "status", "--output", tmp_path / "x").status == 2
    (tmp_path / "file").write_text("x")
    done = cli("schema", "--output", tmp_path / "file")
    assert done.status in (1, 2)
    assert "Traceback" not in done.err
