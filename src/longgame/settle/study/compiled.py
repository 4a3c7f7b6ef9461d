"""Compiled models are kept between runs, so that only the first run on a machine waits for the compiler."""

from __future__ import annotations

import jax

from longgame.core.cache import cache_folder
from longgame.settle.study import points


def keep_compiled() -> None:
    """Let JAX keep what it compiles, and draws their points, in the user's cache folder.

    What is kept is found again by the program compiled, the version of the compiler and the processor, so that no other result
    can come from it. A folder that cannot be written changes nothing.
    """
    folder = cache_folder()
    # Keeping whole executables would save tracing too, but those that JAX 0.10 loads again crash now and then.
    try:
        (folder / "jax").mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    points.keep_in(folder / "points")
    jax.config.update("jax_compilation_cache_dir", str(folder / "jax"))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", 0)
