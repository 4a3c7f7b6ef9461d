#!/usr/bin/env python3
"""Set up and run the workbench from a clone, with nothing but Python, git and a package index.

    python3 dev.py report      the report on the Union State, from nothing
    python3 dev.py test        the tests, from nothing

Only the standard library is used here. Everything else goes into a virtual environment
(.venv, or the folder named by LONGGAME_VENV), from the versions and hashes in constraints/.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("dev.py: Python 3.11 or newer is needed, this is " + sys.version.split()[0])

import argparse
import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("LONGGAME_VENV") or ROOT / ".venv")
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
# Each set contains the ones before it, so a later set also serves the commands of an earlier one.
SETS = ("runtime", "dev", "fuzz")
REPORT = "union-state.html"
FUZZ_SECONDS = os.environ.get("LONGGAME_FUZZ_SECONDS", "60")


class SetupError(Exception):
    """A step did not work; the message is for the person at the terminal."""


def main(arguments: list[str]) -> int:
    """Run one target and return the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    targets = parser.add_subparsers(dest="target", title="targets", metavar="TARGET")
    for name, (function, text) in TARGETS.items():
        sub = targets.add_parser(name, help=text, description=text, add_help=False)
        sub.set_defaults(function=function)
    known, rest = parser.parse_known_args(arguments)
    if known.target is None:
        if rest:
            parser.error(f"unknown argument {rest[0]}")
        parser.print_help()
        return 0
    try:
        return int(known.function(rest))
    except SetupError as failed:
        print(f"dev.py: {failed}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def report(rest: list[str]) -> int:
    """Write the report on the flagship case."""
    install("runtime")
    start = time.monotonic()
    status = run([tool("longgame"), "report", "cases/union-state", "-o", REPORT, *rest])
    if status == 0:
        size = (ROOT / REPORT).stat().st_size / 1e6
        print(f"\nThe report is {ROOT / REPORT} ({size:.1f} MB, {time.monotonic() - start:.1f} s).")
        print(f"Open it in a browser: {(ROOT / REPORT).as_uri()}")
    return status


def test(rest: list[str]) -> int:
    """Run the tests on two to four workers, without those that need Chromium or much time."""
    install("dev")
    # Tests that share what is dear to make stay with one worker: see tests/conftest.py. More than four would wait for the largest.
    return run([tool("pytest"), "-n", str(max(2, min(4, os.cpu_count() or 2))), "--dist", "loadgroup", *rest])


def check(rest: list[str]) -> int:
    """Run the linter, the type checker and the tests; stop at the first that fails."""
    return lint([]) or test(rest)


def lint(rest: list[str]) -> int:
    """Run ruff and mypy; further arguments go to ruff."""
    install("dev")
    return run([tool("ruff"), "check", ".", *rest]) or run([tool("mypy")])


def docs(rest: list[str]) -> int:
    """Build the documentation, running its examples; a warning is an error."""
    install("dev")
    out = ROOT / "docs/_build/html"
    status = run([tool("sphinx-build"), "-W", "--keep-going", "-E", "-q", "-b", "html", *rest, "docs", str(out)])
    if status == 0:
        print(f"The documentation is {out / 'index.html'}")
    return status


def bench(rest: list[str]) -> int:
    """Run the benchmarks alone, one process, nothing else at the same time."""
    install("dev")
    return run([tool("pytest"), "benchmarks", "--benchmark-only", "-o", "addopts=", "-q", *rest])


def deep(rest: list[str]) -> int:
    """Run the slow tests, and the property tests with many more examples."""
    install("dev")
    return run([tool("pytest"), "-n", "2", "-m", "(deep or hypothesis) and not browser", "--hypothesis-profile=deep", *rest])


def browser(rest: list[str]) -> int:
    """Run the tests that open the report in Chromium."""
    install("dev")
    return run([tool("pytest"), "-n", "2", "-m", "browser", *rest])


def fuzz(rest: list[str]) -> int:
    """Run each fuzzer in tests/fuzz for LONGGAME_FUZZ_SECONDS seconds (60)."""
    install("fuzz")
    fuzzers = sorted((ROOT / "tests/fuzz").glob("fuzz_*.py"))
    if not fuzzers:
        raise SetupError("there is no fuzzer in tests/fuzz")
    found = ROOT / "out" / "fuzz"
    found.mkdir(parents=True, exist_ok=True)
    for fuzzer in fuzzers:
        print(f"{fuzzer.relative_to(ROOT)}: {FUZZ_SECONDS} s; inputs that break it go to {found.relative_to(ROOT)}", flush=True)
        options = [f"-max_total_time={FUZZ_SECONDS}", f"-artifact_prefix={found}{os.sep}"]
        if status := run([str(PYTHON), str(fuzzer), *options, *rest]):
            return status
    return 0


def setup(rest: list[str]) -> int:
    """Install what the other targets need, or the set that is named, and nothing more."""
    wanted = rest[0] if rest else "dev"
    if wanted not in SETS:
        raise SetupError(f"there is no set {wanted}; there are {', '.join(SETS)}")
    install(wanted)
    return 0


def constraints(rest: list[str]) -> int:
    """Choose versions anew and write constraints/ with their hashes; needs uv."""
    uv = shutil.which("uv") or shutil.which(tool("uv"))
    if uv is None:
        raise SetupError("this needs uv: pip install uv")
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header"]
    options += ["--no-emit-index-url", "--no-emit-find-links"]
    before: list[str] = []
    for name in SETS:
        group = "build" if name == "runtime" else name
        target = f"constraints/{name}.txt"
        if status := run([uv, "pip", "compile", "-q", *options, *before, *rest, "--group", group, "pyproject.toml", "-o", target]):
            return status
        before = ["--constraint", target]
    return 0


def install(wanted: str) -> None:
    """Bring the environment to a set of pinned packages, at once if it is there already."""
    if not PYTHON.exists():
        create()
    if any(stamp(name).exists() and stamp(name).read_text() == digest(name) for name in SETS[SETS.index(wanted) :]):
        return
    requirements = ROOT / "constraints" / f"{wanted}.txt"
    pip("the pinned packages", "--require-hashes", "-r", str(requirements))
    # Hash checking has no place for a local project, so it is installed by itself and without a look at the index.
    pip("longgame", "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT))
    stamp(wanted).write_text(digest(wanted))


def create() -> None:
    """Make the virtual environment."""
    print(f"Making {VENV}", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        said = (made.stdout + made.stderr).strip()
        hint = "the venv module is not complete here; on Debian and Ubuntu: apt install python3-venv"
        raise SetupError(hint if "ensurepip" in said or "No module named venv" in said else f"cannot make {VENV}: {said}")


def pip(what: str, *arguments: str) -> None:
    """Install something into the environment, or say why that failed."""
    print(f"Installing {what}", flush=True)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    said = done.stderr.strip() or done.stdout.strip()
    reasons: dict[str, str] = {
        "DO NOT MATCH THE HASHES": "a downloaded file is not the one that was pinned; do not use it",
        "Failed to establish a new connection": "no package index can be reached from here",
        "Temporary failure in name resolution": "no package index can be reached from here",
        "CERTIFICATE_VERIFY_FAILED": "the package index's certificate is not trusted here; see pip's --cert",
        "No matching distribution found": "the index has no fitting file for this machine and Python, or cannot be reached",
        "No module named pip": f"the environment has no pip; remove {VENV} and try again",
        "No space left on device": "the disk is full",
    }
    reason = next((text for sign, text in reasons.items() if sign in said), "pip failed")
    raise SetupError(f"cannot install {what}: {reason}\n\n{said[-3000:]}")


def digest(name: str) -> str:
    """Return what the environment depends on, in short."""
    total = hashlib.sha256(f"{ROOT} {sys.version_info[:2]}".encode())
    for path in (ROOT / "constraints" / f"{name}.txt", ROOT / "pyproject.toml"):
        total.update(path.read_bytes())
    return total.hexdigest()


def stamp(name: str) -> Path:
    """Return the file that says which set was installed."""
    return VENV / f"longgame-{name}.stamp"


def tool(name: str) -> str:
    """Return the path of a command in the environment."""
    return str(BIN / (f"{name}.exe" if os.name == "nt" else name))


def run(command: list[str]) -> int:
    """Run a command in the repository and return its exit status."""
    try:
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    except FileNotFoundError:
        return broken(command[0])


def broken(command: str) -> NoReturn:
    """Say that the environment lacks a command."""
    raise SetupError(f"{command} is missing; remove {VENV} and try again")


TARGETS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "report": (report, "set up, run the report on cases/union-state, say where it is"),
    "test": (test, "set up and run the tests (more arguments go to pytest)"),
    "check": (check, "ruff, mypy and the tests"),
    "lint": (lint, "ruff and mypy"),
    "docs": (docs, "build the documentation and run its examples"),
    "browser": (browser, "the tests that need Chromium"),
    "deep": (deep, "the slow tests, and many more random examples"),
    "fuzz": (fuzz, "coverage-guided fuzzing of the readers, for a fixed time"),
    "bench": (bench, "benchmarks"),
    "setup": (setup, "set up and do nothing else (runtime, dev or fuzz)"),
    "constraints": (constraints, "choose versions anew and write constraints/ (needs uv)"),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
