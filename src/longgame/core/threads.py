"""Threads that an interruption does not wait for."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager


@contextmanager
def threads(workers: int) -> Iterator[ThreadPoolExecutor]:
    """Give a pool of threads; what has not begun is given up when an error or an interruption ends the work with it.

    An error waits for what runs, so that nothing goes on unseen. An interruption does not: compiled code cannot be stopped, and
    who pressed the keys wants the terminal back.

    Parameters
    ----------
    workers : int
    """
    pool = ThreadPoolExecutor(workers)
    try:
        yield pool
    except BaseException as error:
        pool.shutdown(wait=isinstance(error, Exception), cancel_futures=True)
        raise
    pool.shutdown()
