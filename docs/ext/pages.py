"""Sphinx extension: generated text and executed examples, put into a page when it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from ext.examples import ExampleError, render, scratch
from ext.generated import replace

LOG = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]


def read(_app: Sphinx, docname: str, source: list[str]) -> None:
    """Fill in the marks and run the examples of one page."""
    page = f"docs/{docname}.md"
    try:
        with scratch(ROOT / "cases") as folder:
            source[0] = render(replace(source[0], page), page, folder)
    except (ExampleError, KeyError) as error:
        # Not an exception, so that the mistakes of all pages are reported; the build runs with -W.
        LOG.warning("%s", error, type="example")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.connect("source-read", read)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
