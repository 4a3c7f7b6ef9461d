"""Written next."""

import typer


def register(app: typer.Typer) -> None:
    """Register nothing yet."""
