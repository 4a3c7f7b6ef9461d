"""Run the examples of a page and put what they print below them.

A page is Markdown that reads well as it is. In the built documentation, and in the tests,

- each ``$ longgame …`` line of a ``console`` block is run and its output follows it;
- a block with ``file=NAME`` is written to that file (``append`` adds it at the end, ``after=WORD``
  below the first line that holds the word, ``at=WORD`` instead of that line);
- a ``python`` block is run, and what it prints follows it.

All blocks of one page share a scratch folder that holds a copy of ``cases/`` and nothing else.
Words after the language steer this: ``exit=1`` is the status to expect, ``lines=12`` cuts the
output, ``no-run`` leaves the block alone.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FENCE = re.compile(
    r"^(?P<ticks>`{3,})(?P<language>[\w-]+)(?P<words>[^\n`]*)\n(?P<body>.*?)^(?P=ticks)[ ]*$", re.MULTILINE | re.DOTALL
)
WORDS = {"exit", "lines", "file", "append", "after", "at", "no-run"}
SHOWN = 40
# The command itself where it is installed, so that messages name it as a reader would.
_SCRIPT = Path(sys.executable).with_name("longgame")
PROGRAM = [str(_SCRIPT)] if _SCRIPT.exists() else [sys.executable, "-m", "longgame"]


class ExampleError(Exception):
    """An example does not do what the page says; the message begins with the page and the line."""


@contextlib.contextmanager
def scratch(cases: Path) -> Iterator[Path]:
    """Give a folder with a copy of the cases, and take it away afterwards."""
    with tempfile.TemporaryDirectory(prefix="longgame-docs-") as name:
        shutil.copytree(cases, Path(name) / "cases")
        yield Path(name)


def render(text: str, page: str, folder: Path) -> str:
    """Return the page with the output of its examples.

    Raises
    ------
    ExampleError
        If a command ends with another status than the page says, Python raises, or a block has words
        or commands that are not understood.
    """
    names: dict[str, Any] = {"__name__": "example"}

    def block(match: re.Match[str]) -> str:
        place = f"{page}:{text.count(chr(10), 0, match.start()) + 1}"
        language, ticks = match["language"], match["ticks"]
        words = _words(match["words"], place)
        shown = f"{ticks}{language}\n{match['body']}{ticks}"
        if "file" in words:
            _write(folder, match["body"], words, place)
        elif "no-run" in words:
            return shown
        elif language == "console":
            return f"{ticks}console\n{_console(match['body'], words, place, folder)}{ticks}"
        elif language == "python":
            printed = _python(match["body"], names, place, folder)
            return shown + (f"\n\n{ticks}text\n{_cut(printed, words)}{ticks}" if printed else "")
        return shown

    return FENCE.sub(block, text)


def _words(text: str, place: str) -> dict[str, str]:
    words = {name: value for name, _, value in (w.partition("=") for w in text.split())}
    if unknown := set(words) - WORDS:
        raise ExampleError(f"{place}: unknown word {min(unknown)!r} after the language; there are {', '.join(sorted(WORDS))}")
    return words


def _write(folder: Path, body: str, words: dict[str, str], place: str) -> None:
    path = (folder / words["file"]).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ExampleError(f"{place}: {words['file']} lies outside the page's folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    old = path.read_text("utf-8") if path.exists() else ""
    if word := words.get("after") or words.get("at"):
        lines = old.splitlines(keepends=True)
        at = next((i for i, line in enumerate(lines) if re.search(rf"\b{re.escape(word)}\b", line)), None)
        if at is None:
            raise ExampleError(f"{place}: {words['file']} has no line with {word!r}")
        body = "".join([*lines[: at + ("after" in words)], body, *lines[at + 1 :]])
    elif "append" in words:
        body = old + body
    path.write_text(body, "utf-8", newline="\n")


def _console(body: str, words: dict[str, str], place: str, folder: Path) -> str:
    wanted = int(words.get("exit", "0"))
    before, *commands = re.split(r"^\$ ", body, flags=re.MULTILINE)
    if before.strip() or any("\n" in c.replace("\\\n", " ").strip() for c in commands):
        raise ExampleError(f"{place}: a console block holds '$ ' lines only; what they print is put in when the page is built")
    out = []
    for i, command in enumerate(commands, 1):
        status, printed = run(command.replace("\\\n", " "), folder, place)
        expected = wanted if i == len(commands) else 0
        if status != expected:
            raise ExampleError(f"{place}: {command.strip()!r} ended with {status}, not {expected}:\n{printed}")
        out.append(f"$ {command.rstrip()}\n{_cut(printed, words)}")
    return "\n".join(out)


def run(command: str, folder: Path, place: str) -> tuple[int, str]:
    """Run ``longgame …`` in a folder and return its status and all that it printed."""
    arguments = shlex.split(command, comments=True)
    if not arguments or arguments[0] != "longgame":
        raise ExampleError(f"{place}: only longgame is run, not {command.strip()!r}; say 'console no-run'")
    plain = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "88", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [*PROGRAM, *arguments[1:]],
        cwd=folder,
        env={**os.environ, **plain},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return done.returncode, _tidy(done.stdout, folder)


def _tidy(printed: str, folder: Path) -> str:
    text = printed.replace(f"{folder.resolve()}/", "").replace(f"{folder}/", "")
    return "\n".join(line.rstrip() for line in text.rstrip().splitlines()) + "\n" if text.strip() else ""


def _cut(printed: str, words: dict[str, str]) -> str:
    most = int(words.get("lines", SHOWN))
    lines = printed.splitlines(keepends=True)
    return printed if len(lines) <= most else "".join(lines[:most]) + "…\n"


def _python(body: str, names: dict[str, Any], place: str, folder: Path) -> str:
    printed = io.StringIO()
    try:
        with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
            exec(compile(body, place, "exec"), names)
    except Exception as error:
        raise ExampleError(f"{place}: {type(error).__name__}: {error}") from error
    return _tidy(printed.getvalue(), folder)
