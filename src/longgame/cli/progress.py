"""How far a long task is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from longgame.cli.frame import err


@contextmanager
def told(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show on a terminal how many of some things are done; elsewhere a line at every tenth.

    Yields
    ------
    callable
        To be called after each.
    """
    done = 0
    if err.is_terminal:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=err, transient=True) as progress:
            task = progress.add_task(what, total=total)
            yield lambda: progress.advance(task)
        return

    def step() -> None:
        nonlocal done
        done += 1
        if done * 10 // total != (done - 1) * 10 // total:
            err.print(f"{what}: {done} of {total}")

    yield step
