"""Take the pictures of the report that README and the documentation show.

    python docs/make_screenshots.py cases/union-state docs/images

Needs Chromium and Playwright. Take the pictures again when the look of the report changes, or the case that they show.
Each is the top of a page, at the width of a desk and of a telephone.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from longgame.case.load import load
from longgame.core.dates import parse_day
from longgame.core.files import write_whole
from longgame.report.build import build

PAGES = {"front": "overview", "deadlines": "deadlines"}
SIZES = {"": (1440, 1100), "-narrow": (390, 844)}
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--font-render-hinting=none"]  # fmt: skip
MOST_BYTES = 300_000


def main(arguments: list[str]) -> int:
    """Write the pictures of a case into a folder; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("case", type=Path, metavar="CASE")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--as-of", type=parse_day, metavar="DAY")
    given = parser.parse_args(arguments)
    program = os.environ.get("LONGGAME_CHROMIUM") or next((p for name in CHROMIUMS if (p := shutil.which(name))), None)
    if program is None:
        sys.stderr.write(f"make_screenshots: no Chromium: none of {', '.join(CHROMIUMS)} is on the PATH\n")
        return 1
    given.out.mkdir(parents=True, exist_ok=True)
    for name, data in pictures(given.case, given.as_of, program):
        write_whole(given.out / name, data)
        sys.stdout.write(f"{given.out / name}  {len(data) / 1000:.0f} kB\n")
    return 0


def pictures(case: Path, day: date | None, program: str) -> Iterator[tuple[str, bytes]]:
    """Go through the pictures: file name and PNG."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        file = Path(folder) / "report.html"
        file.write_text(build(load(case), day), encoding="utf-8")
        browser = driver.chromium.launch(executable_path=program, args=SWITCHES)
        try:
            for ending, (width, height) in SIZES.items():
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce")
                for name, anchor in PAGES.items():
                    yield f"report-{name}{ending}.png", picture(page, f"{file.as_uri()}#{anchor}")
                page.close()
        finally:
            browser.close()


def picture(page: Any, address: str) -> bytes:
    """Return the top of a page as PNG.

    Raises
    ------
    ValueError
        If it is larger than 300 kB: every clone has to carry it.
    """
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function("window.longgameReady === true", timeout=60_000)
    data: bytes = page.screenshot(animations="disabled")
    if len(data) > MOST_BYTES:
        raise ValueError(f"the picture of {address.rpartition('#')[2]} has {len(data):,} bytes, more than {MOST_BYTES:,}")
    return data


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
