"""The command line: one verb a file, each registered by one line below."""

from __future__ import annotations

from longgame.cli import backtest, check, export, import_, new, play, report, schema, seal, settle, track, verify
from longgame.cli.frame import make_app, run
from longgame.core.memory import collect_rarely

# In the order in which help lists them.
VERBS = (new, check, track, report, settle, play, backtest, seal, verify, export, import_, schema)

app = make_app(VERBS)


def main() -> None:
    """Run the command line and exit with its status."""
    collect_rarely()
    raise SystemExit(run(app))
