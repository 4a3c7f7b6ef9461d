"""Begin a new case: a folder of commented files that pass every check."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from longgame.case.record import TEXT_PATTERN
from longgame.case.schema import SCHEMA_FOLDER, file_schemas
from longgame.case.tables import HEAD
from longgame.core.errors import UsageError, short
from longgame.core.files import shown, write_whole

STARTERS = ("market", "ferry")
_HERE = Path(__file__).parent / "starters"
# In a checkout the teaching cases stand beside the sources; in an installed package, with the starters.
_TEACHING = Path(__file__).parents[3] / "cases"
MAX_TITLE = 300


def starter_files(name: str) -> dict[str, str]:
    """Return the texts of a starter case by file name.

    Raises
    ------
    UsageError
        If there is no such starter.
    """
    if name not in STARTERS:
        raise UsageError(f"there is no starter {short(name)}; there are: {', '.join(STARTERS)}")
    folder = _HERE / name if (_HERE / name).is_dir() else _TEACHING / name
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if path.is_file()}


def begin(folder: Path, today: date, *, title: str = "", starter: str = STARTERS[0]) -> list[Path]:
    """Write a starter case into a new or empty folder.

    Parameters
    ----------
    folder : Path
        Its name becomes the case's id, with signs that an id cannot have replaced.
    today : datetime.date
        Written into the head as the day up to which the coder looked for news.
    title : str
        Title of the case; empty: the starter's.
    starter : str
        One of ``STARTERS``.

    Returns
    -------
    list of Path
        The files written, all of them inside ``folder``.

    Raises
    ------
    UsageError
        If the folder holds something, is a link or a file, cannot be made, or a name does not fit.
    """
    files = starter_files(starter)
    files[HEAD] = _head(files[HEAD], _id(folder), title.strip(), today)
    hinted = {Path(name).stem for name, text in files.items() if f"$schema={SCHEMA_FOLDER}/" in text}
    schemas = {f"{SCHEMA_FOLDER}/{name}": text for name, text in file_schemas().items() if name.partition(".")[0] in hinted}
    _make(folder)
    written = []
    for name, text in (files | schemas).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        write_whole(path, text)
        written.append(path)
    return written


def _make(folder: Path) -> None:
    try:
        if folder.is_symlink():
            raise UsageError(f"{shown(folder)} is a link; give the folder itself")
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"{shown(folder)} is a file; give a folder that is not there yet")
        if folder.is_dir() and any(folder.iterdir()):
            raise UsageError(f"{shown(folder)} is not empty; nothing was written. Give a folder that is not there yet")
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise UsageError(f"{short(str(folder))} cannot be made: {getattr(error, 'strerror', None) or error}") from None


def _id(folder: Path) -> str:
    name = re.sub(r"[^\w.\-]+", "-", Path.cwd().joinpath(folder).name)
    name = re.sub(r"^[\W_]+", "", name)[:80].rstrip("-")
    if not name:
        raise UsageError(f"{short(folder.name)} has no letter or digit to name a case by; give another folder")
    return name


def _head(text: str, name: str, title: str, today: date) -> str:
    if len(title) > MAX_TITLE or not re.fullmatch(TEXT_PATTERN, title) or "\n" in title or not title.isprintable():
        raise UsageError(f"the title is one line of at most {MAX_TITLE} characters")
    new = {"id": json.dumps(name, ensure_ascii=False), "updated": today.isoformat()}
    if title:
        new["title"] = json.dumps(title, ensure_ascii=False)
    for field, value in new.items():
        literal = value.replace("\\", r"\\")
        text = re.sub(rf"^(  {field}: )\S.*?( +#.*)?$", rf"\g<1>{literal}\g<2>", text, count=1, flags=re.MULTILINE)
    return text
