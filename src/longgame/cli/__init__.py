"""The command line: one verb a file, each registered by one line below."""

from __future__ import annotations

import os
import sys

from longgame.cli import (
    accept,
    backtest,
    check,
    export,
    forecast,
    import_,
    new,
    play,
    read,
    report,
    resolve,
    schema,
    score,
    seal,
    settle,
    track,
    verify,
)
from longgame.cli.frame import INTERRUPTED, make_app, run
from longgame.core.memory import collect_rarely

# In the order in which help lists them.
VERBS = (
    new, check, read, accept, track, report, settle, play, forecast, score, resolve, backtest, seal, verify, export, import_,
    schema,
)  # fmt: skip

app = make_app(VERBS)


def main() -> None:
    """Run the command line and exit with its status."""
    collect_rarely()
    status = run(app)
    if status == INTERRUPTED:
        # A normal end would wait for threads in compiled code, which cannot be stopped; files are put in place whole or not at all.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    raise SystemExit(status)
