"""Write docs/explanation/validation.md.

python -m benchmarks.validation [--data DIR] [--output FILE] [--only SECTION]
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path

import jax

import longgame
from benchmarks.validation import challenge, closed_forms, decisions, exchanges, long_game, spatial
from benchmarks.validation.page import Data, paragraphs
from longgame.core.files import write_whole

ROOT = Path(__file__).resolve().parents[2]
# In the order of the page; a section is a module with TITLE and section(data).
SECTIONS = (challenge, spatial, exchanges, closed_forms, decisions, long_game)
INTRO = (
    "What the engines were checked against that no one here wrote: published tables, what other programs print on the same "
    "input, decisions whose outcomes are known. Where a model loses, it says so. For the long game there is no other program; a "
    "second implementation and histories with known parameters stand in for it."
)


def main() -> None:
    """Run every comparison and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.validation", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("LONGGAME_SHARED") or ROOT.parent / "shared") / "data")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "explanation" / "validation.md")
    names = [module.__name__.rpartition(".")[2] for module in SECTIONS]
    parser.add_argument("--only", choices=names, help="Make this section anew and leave the others as they stand.")
    chosen = parser.parse_args()
    standing = _standing(chosen.output.read_text("utf-8")) if chosen.only else {}
    parts = ["# Validation", INTRO, _made()]
    with jax.enable_x64(True):
        for name, module in zip(names, SECTIONS, strict=True):
            if chosen.only not in (None, name):
                parts += [f"## {module.TITLE}", standing[module.TITLE]] if module.TITLE in standing else []
                continue
            print(module.TITLE, file=sys.stderr, flush=True)
            parts += [f"## {module.TITLE}", module.section(Data(chosen.data))]
    write_whole(chosen.output, paragraphs(*parts) + "\n")
    print(chosen.output)


def _standing(page: str) -> dict[str, str]:
    """Return the sections of a page by title."""
    return {part.partition("\n")[0].strip(): part.partition("\n")[2] for part in page.split("\n## ")[1:]}


def _made() -> str:
    return (
        f"Made by `python -m benchmarks.validation` with longgame {longgame.__version__}, JAX {jax.__version__} on "
        f"{jax.default_backend().upper()}, Python {platform.python_version()}, in double precision. It needs data that are not "
        "shipped, because others own them or their terms are not clear; each section says which."
    )


if __name__ == "__main__":
    main()
