"""The charting library as one script, taken from the installed package and kept in the user's cache."""

from __future__ import annotations

from importlib.metadata import version

from longgame.core.cache import cache_folder
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
