"""The charting library as one script, taken from the installed package and kept in the user's cache."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from pathlib import Path

from longgame.core.files import write_whole


def script() -> str:
    """Return Vega, Vega-Lite and Vega-Embed as one script that defines ``vegaEmbed``.

    The bundle is made offline by vl-convert in about two seconds and kept; a cache that cannot be
    written is not an error.
    """
    path = cache_folder() / f"vega-{version('vl-convert-python')}.js"
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        pass
    import vl_convert

    text: str = vl_convert.javascript_bundle("window.vegaEmbed=vegaEmbed;")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)
    except OSError:
        pass
    return text


def cache_folder() -> Path:
    """Return the folder for things that can be made again."""
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "longgame"
