"""``python -m longgame``."""

from longgame.cli import main

main()
