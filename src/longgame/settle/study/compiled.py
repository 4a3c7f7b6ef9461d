"""Models are kept between runs as they were traced and compiled, so that only the first run on a machine waits for that."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jax
from jax import export

import longgame
from longgame.core import points
from longgame.core.cache import cache_folder, keep, keep_programs
from longgame.settle.base import Model
from longgame.settle.library.equal_gain.trade import Trade
from longgame.settle.outcome import Outcome
from longgame.settle.problem import Issue, Package

FILES = 400

_folder: list[Path] = []

for _kind in (Issue, Package, Outcome, Trade):
    export.register_namedtuple_serialization(_kind, serialized_name=f"longgame.{_kind.__name__}")


def keep_compiled() -> None:
    """Keep traced and compiled models, and the points of draws, in the user's cache folder from now on.

    What is kept is found again by the model and its parameters, shapes, the source of all models and versions; compiled code by
    the program compiled, the compiler and the processor as well. So no other result can come from it. A folder that cannot be
    written changes nothing.
    """
    folder = cache_folder()
    if keep_programs(folder / "jax"):
        _folder[:] = [folder / "models"]
        points.keep_in(folder / "points")


def distrust() -> bool:
    """Stop using what was kept, for the rest of this program's run, and take the compiled code away.

    Returns
    -------
    bool
        False where nothing is kept, so that an error has another cause.
    """
    if not _folder:
        return False
    jax.config.update("jax_enable_compilation_cache", False)
    shutil.rmtree(_folder[0].parent / "jax", ignore_errors=True)
    return True


def options(model: Model, actors: int) -> dict[str, bool | int]:
    """Return what to compile a model with: a third to half less time than XLA takes by itself, for code that is as fast.

    It hangs on the model and the number of actors alone, never on how many problems there are, so that it changes no bit.
    """
    return {
        "xla_backend_optimization_level": 1,
        "xla_cpu_use_fusion_emitters": model.emitters is not None and actors >= model.emitters,
    }


def traced(function: Any, model: Model, name: str, problems: Any) -> Callable[[Any], Any]:
    """Return a function that is traced for problems of these shapes, from the folder where it was kept there.

    JAX's own cache saves only the compiler's time; once it does, tracing the models takes longest. Whole executables would
    save both, but those that JAX 0.10 reads back crash now and then.

    Parameters
    ----------
    function : Any
        As of ``jax.jit``; it is returned where nothing is kept, or where what it makes cannot be written.
    model : Model
        Of which the function is made.
    name : str
        What tells the function from all others in this package.
    problems : Any
        The arrays that it takes, or their shapes.
    """
    if not _folder:
        return function  # type: ignore[no-any-return]
    shapes = [(a.shape, str(a.dtype)) for a in jax.tree.leaves(problems)]
    told = repr((name, type(problems).__name__, shapes, jax.default_backend(), _source()))
    path = _folder[0] / f"{hashlib.sha256(told.encode()).hexdigest()}.bin"
    held = _read(path)
    if held is None:
        try:
            held = export.export(function)(problems)
            keep(path, bytes(held.serialize()), FILES)
        except (ValueError, NotImplementedError, ImportError):
            return function  # type: ignore[no-any-return]
    return jax.jit(held.call, compiler_options=options(model, problems.position.shape[1]))


def _read(path: Path) -> export.Exported | None:
    try:
        return export.deserialize(bytearray(path.read_bytes()))
    except Exception:  # not there, cut, or of another make: it is made anew
        return None


@cache
def _source() -> str:
    """Return a hash of the source of all models and of the versions of what traces them."""
    total = hashlib.sha256(f"{longgame.__version__} {version('jax')} {version('jaxlib')}".encode())
    root = Path(__file__).parents[1]
    for path in sorted(root.rglob("*.py")):
        total.update(f"\0{path.relative_to(root)}\0".encode() + path.read_bytes())
    return total.hexdigest()
