"""Where things that can be made again are kept between runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from longgame.core.files import write_whole


def cache_folder() -> Path:
    """Return the folder for things that can be made again."""
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "longgame"


def keep(path: Path, content: bytes, most: int) -> None:
    """Write a file into a folder in which only the newest files with the same ending stay; a folder that cannot be written is left.

    Parameters
    ----------
    path : Path
    content : bytes
    most : int
        How many files stay.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
        by_age = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda p: p.stat().st_mtime)
        for old in by_age[:-most]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def keep_programs(folder: Path) -> bool:
    """Have JAX keep what it compiles in a folder from now on; without a folder that can be written nothing changes.

    Compiled code is found again by the program compiled, the compiler and the processor, so that no other result can come of it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    import jax

    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", 0)
    return True
