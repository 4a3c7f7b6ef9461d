"""Write a case to files in the plainest way, apart from the package's own writer."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import yaml

from longgame.case.case import Case
from longgame.case.record import dumped
from longgame.case.sources import to_csl
from longgame.case.tables import HEAD, TABLES, columns


def files_of(case: Case) -> dict[str, str]:
    """Return the text of each file of a case, by name; tables without rows are left out.

    YAML is written with every scalar between double quotes: the other styles lose U+0085 in PyYAML.
    """
    yamls: dict[str, dict[str, Any]] = {HEAD: {"case": as_text(dumped(case.about))}}
    texts: dict[str, str] = {}
    for spec in TABLES:
        rows = case.table(spec.name).rows
        if not rows:
            continue
        if spec.file.endswith(".yaml"):
            yamls.setdefault(spec.file, {})[spec.name] = [as_text(dumped(row)) for row in rows]
        elif spec.file.endswith(".csv"):
            buffer = io.StringIO(newline="")
            writer = csv.DictWriter(buffer, columns(spec.record), lineterminator="\n")
            writer.writeheader()
            writer.writerows(as_text(dumped(row)) for row in rows)
            texts[spec.file] = buffer.getvalue()
        else:
            texts[spec.file] = json.dumps([to_csl(row) for row in rows], ensure_ascii=False, indent=1)  # type: ignore[arg-type]
    return texts | {name: yaml.safe_dump(data, default_style='"', sort_keys=False) for name, data in yamls.items()}


def write(case: Case, folder: Path) -> Path:
    """Write a case into a new folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files_of(case).items():
        (folder / name).write_bytes(text.encode("utf-8"))
    return folder


def as_text(value: Any) -> Any:
    """Return values with every scalar as the text that stands for it in a file."""
    if isinstance(value, dict):
        return {k: as_text(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [as_text(v) for v in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else str(value)
