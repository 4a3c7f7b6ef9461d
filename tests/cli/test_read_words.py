"""What ``longgame read`` says: one of a thing, notes, and everything that is wrong at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Cli = Callable[..., Any]
ONE = "A title of it\n\n14 May 2025\n\nThe two governments will sign the agreement by the end of next year.\n"


def test_one_proposal_is_said_to_be_one(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.txt"
    path.parent.mkdir()
    path.write_text(ONE, "utf-8")
    done = cli("read", path, "-o", tmp_path / "a.yaml", "--html", tmp_path / "a.html")
    assert done.out.startswith("1 proposal in ")
    assert "1 proposal by longgame" in (tmp_path / "a.html").read_text("utf-8")
    assert "1 document read, 1 proposal in" in cli("read", path.parent, "-o", tmp_path / "out").out
