"""Read a folder of documents on several processes, so that it can be stopped and gone on with."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from longgame.case.codes import problem
from longgame.core.errors import CaseError, LonggameError, Problem
from longgame.core.files import shown, write_whole
from longgame.core.where import Where
from longgame.read.desk import Desk, Wanted, opened
from longgame.read.document import Document
from longgame.read.formats import FORMATS
from longgame.read.model.client import ModelError
from longgame.read.review import Review
from longgame.read.review_file import review_text

# Documents that a process takes at a time: enough for the parser's batches, few enough that little is lost when stopped.
TOGETHER = 8
SUFFIX = ".yaml"
_HEAD_BYTES = 8_192


class Done(NamedTuple):
    """What became of one document.

    Attributes
    ----------
    path, review : Path
    found : int
        Proposals.
    problems : tuple of Problem
        Why it was not read; empty if it was.
    note : str
        What to tell about it although it was read.
    """

    path: Path
    review: Path
    found: int = 0
    problems: tuple[Problem, ...] = ()
    note: str = ""


class Plan(NamedTuple):
    """What is to be done in a folder.

    Attributes
    ----------
    todo : tuple of (Path, Path)
        Documents and their review files.
    there : int
        Documents that were read before and have not changed.
    decided : tuple of Path
        Review files that hold decisions although the document, or what reads it, has changed; they are left alone.
    other : tuple of Path
        Files whose endings say no format that is read.
    """

    todo: tuple[tuple[Path, Path], ...]
    there: int
    decided: tuple[Path, ...]
    other: tuple[Path, ...] = ()


def plan(folder: Path, into: Path, wanted: Wanted, *, again: bool) -> Plan:
    """Return what is to be done: documents whose review file is missing or was made of other bytes or by another version.

    Parameters
    ----------
    folder : Path
        Documents are looked for in it and in the folders below; hidden ones and links are left out.
    into : Path
        Folder of the review files.
    wanted : Wanted
    again : bool
        Read also what was read before.
    """
    endings = {s for form in FORMATS.values() for s in form.suffixes}
    todo, there, decided, other = [], 0, [], []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or path.is_symlink() or into in path.parents or not path.is_file():
            continue
        if path.suffix.lower() not in endings:
            other.append(path)
            continue
        review = into / inside.parent / (inside.name + SUFFIX)
        state = _state(review, path, wanted)
        if state == "same" and not again:
            there += 1
        elif state in ("decided", "same and decided"):
            there += state != "decided"
            decided += [review] if state == "decided" else []
        else:
            todo.append((path, review))
    return Plan(tuple(todo), there, tuple(decided), tuple(other))


def _state(review: Path, path: Path, wanted: Wanted) -> str:
    """Return whether a review file is ``missing``, ``old``, ``same``, or holds decisions as well."""
    import hashlib

    try:
        text = review.read_text("utf-8")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, UnicodeDecodeError):
        return "missing"
    head = text[:_HEAD_BYTES]
    same = f"digest: {digest}" in head and f"made_by: {wanted.made_by}" in head
    decided = re.search(r"^\s+decision: *[a-z]", text, re.MULTILINE) is not None
    if decided:
        return "same and decided" if same else "decided"
    return "same" if same else "old"


def read_folder(todo: Sequence[tuple[Path, Path]], wanted: Wanted, workers: int) -> Iterator[Done]:
    """Read documents and write their review files, each whole or not at all; yield each as it is done.

    Parameters
    ----------
    todo : sequence of (Path, Path)
        Documents and where their reviews go.
    wanted : Wanted
    workers : int
        Processes; with one, all is done in this one.
    """
    parts = [todo[i : i + TOGETHER] for i in range(0, len(todo), TOGETHER)]
    if workers <= 1 or len(parts) <= 1:
        desk = Desk(wanted)
        for part in parts:
            yield from _read(desk, part)
        return
    pool = ProcessPoolExecutor(min(workers, len(parts)), multiprocessing.get_context("spawn"), _begin, (wanted,))
    try:
        for future in as_completed([pool.submit(_part, part) for part in parts]):
            yield from future.result()
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        pool.shutdown(cancel_futures=True)  # waits until they are gone, else the queues' semaphores are left behind
        raise
    pool.shutdown()


_DESK: list[Desk] = []


def _reviews(desk: Desk, opened: Sequence[Document]) -> Iterator[Review | LonggameError]:
    """Yield the review of each document, or why there is none, such as that its language is read with what is not installed."""
    try:
        yield from list(desk.reviews(opened))
    except ModelError:
        raise
    except LonggameError as error:
        if len(opened) == 1:
            yield error
            return
        for one in opened:
            yield from _reviews(desk, [one])


_WRITING = threading.Lock()


def _begin(wanted: Wanted) -> None:
    """Set a process up: the parent alone is interrupted; when it goes, this one goes too, but not in the middle of a file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=_leave, daemon=True).start())
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_go_with, args=(parent,), daemon=True).start()
    _DESK.append(Desk(wanted))


def _go_with(parent: BaseProcess) -> None:
    parent.join()
    _leave()


def _leave() -> None:
    with _WRITING:
        os._exit(1)


def _part(part: Sequence[tuple[Path, Path]]) -> list[Done]:
    return list(_read(_DESK[0], part))


def _read(desk: Desk, part: Sequence[tuple[Path, Path]]) -> Iterator[Done]:
    documents: list[Document] = []
    places = []
    for path, review in part:
        try:
            documents.append(opened(path, desk.wanted))
            places.append((path, review))
        except CaseError as error:
            yield Done(path, review, problems=error.problems)
    for (path, review), document, found in zip(places, documents, _reviews(desk, documents), strict=True):
        if isinstance(found, LonggameError):
            yield Done(path, review, problems=(problem("LG182", Where(shown(path)), str(found)),))
            continue
        try:
            review.parent.mkdir(parents=True, exist_ok=True)
            text = review_text(found)
            with _WRITING:
                write_whole(review, text)
        except OSError as error:
            message = f"the review cannot be written: {error.strerror}"
            yield Done(path, review, problems=(problem("LG162", Where(shown(review)), message),))
            continue
        yield Done(path, review, len(found.proposals), note=document.doubt)
