"""Write docs/explanation/validation.md.

python -m benchmarks.validation [--data DIR] [--output FILE]
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path

import jax

import longgame
from benchmarks.validation import challenge, closed_forms, decisions, exchanges, spatial
from benchmarks.validation.page import Data, paragraphs
from longgame.core.files import write_whole

ROOT = Path(__file__).resolve().parents[2]
# In the order of the page; a section is a module with TITLE and section(data).
SECTIONS = (challenge, spatial, exchanges, closed_forms, decisions)
INTRO = (
    "What the engines were checked against that no one here wrote: published tables, what other programs print on the same "
    "input, decisions whose outcomes are known. Where a model loses, it says so."
)


def main() -> None:
    """Run every comparison and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.validation", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("LONGGAME_SHARED") or ROOT.parent / "shared") / "data")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "explanation" / "validation.md")
    chosen = parser.parse_args()
    parts = ["# Validation", INTRO, _made()]
    with jax.enable_x64(True):
        for module in SECTIONS:
            print(module.TITLE, file=sys.stderr, flush=True)
            parts += [f"## {module.TITLE}", module.section(Data(chosen.data))]
    write_whole(chosen.output, paragraphs(*parts) + "\n")
    print(chosen.output)


def _made() -> str:
    return (
        f"Made by `python -m benchmarks.validation` with longgame {longgame.__version__}, JAX {jax.__version__} on "
        f"{jax.default_backend().upper()}, Python {platform.python_version()}, in double precision. It needs data that are not "
        "shipped, because others own them or their terms are not clear; each section says which."
    )


if __name__ == "__main__":
    main()
