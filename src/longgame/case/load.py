"""Read a case from its folder, or from a single file, reporting every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from longgame.case.about import About
from longgame.case.case import Case
from longgame.case.explain import explain
from longgame.case.record import Record
from longgame.case.sources import OWN, from_csl
from longgame.case.tables import HEAD, SPECS, TABLES, Spec, Table
from longgame.case.text.csv_text import parse_csv
from longgame.case.text.json_text import JsonText, parse_json
from longgame.case.text.parsed import Parsed, Unread
from longgame.case.text.parsed import Path as ValuePath
from longgame.case.text.yaml_text import parse_yaml
from longgame.core.errors import CaseError, Problem, Severity, near, short
from longgame.core.files import read_text, shown
from longgame.core.where import Where

_ABOUT = Spec("case", About, HEAD, "case")
_ADAPTERS: dict[type[Record], TypeAdapter[list[Any]]] = {}
# Of one table; more are not looked for, so that a table of rubbish is refused in seconds.
MOST = 1000
_CHUNK = 2000
_OBJECT = 'write {"id": "key-of-the-source", "title": "…"}, or export the list as CSL-JSON from a reference manager'
_CSL = {"url": ("URL",)} | {name: ("custom", name) for name in OWN}
FILES = tuple(dict.fromkeys([HEAD, *(spec.file for spec in TABLES)]))


def load(path: Path | str, *, checked: bool = True) -> Case:
    """Read a case.

    Parameters
    ----------
    path : Path or str
        The case's folder, or a single YAML file that holds the head and the tables.
    checked : bool
        Also run the checks that find errors across rows, such as unknown references.

    Raises
    ------
    CaseError
        With every problem found in all the files, if any of them is an error.
    """
    from longgame.case.checks import run_checks

    case, problems = read(path)
    if case is not None and checked:
        problems = [*problems, *run_checks(case, errors_only=True)]
    if case is None or any(p.severity is Severity.ERROR for p in problems):
        raise CaseError(problems)
    return case


def read(path: Path | str) -> tuple[Case | None, list[Problem]]:
    """Read a case as far as it can be read.

    Returns
    -------
    case : Case or None
        With the rows that are well formed; None if there is no usable head.
    problems : list of Problem
        What is wrong with the files and the rows by themselves.
    """
    path = Path(path)
    reader = _Reader()
    try:
        reader.files(path)
    except CaseError as error:
        return None, list(error.problems)
    return reader.case(path if path.is_dir() else path.parent)


def parse(name: str, text: str, file: str) -> Parsed:
    """Parse the text of one of a case's files by the ending of its name.

    Raises
    ------
    CaseError
        If the text is empty or not in its format.
    """
    if not text.removeprefix("\ufeff").strip():
        raise CaseError([Problem(Where(file), "LG108", "the file is empty", "write a header or remove the file")])
    parsers: dict[str, Callable[[str, str], Parsed]] = {".csv": parse_csv, ".json": parse_json}
    return parsers.get(Path(name).suffix, parse_yaml)(text, file)


def read_parsed(files: Mapping[str, Parsed], folder: Path | None = None) -> tuple[Case | None, list[Problem]]:
    """Read a case from files that are parsed already, by name; return it as ``read`` does."""
    reader = _Reader()
    for name, parsed in files.items():
        reader.take(name, parsed)
    return reader.case(folder)


def read_table(path: Path, name: str) -> Table[Any]:
    """Read one table from a file that is no part of a case.

    Raises
    ------
    CaseError
        All that is wrong with the file and its rows.
    """
    reader = _Reader()
    try:
        reader.take(SPECS[name].file, parse(SPECS[name].file, read_text(path), shown(path)))
    except OSError as error:
        raise CaseError([Problem(Where(shown(path)), "LG101", f"cannot be read: {error.strerror}")]) from None
    table = reader.table(SPECS[name])
    if not len(table) and not reader.problems:
        raise CaseError([Problem(Where(shown(path)), "LG140", f"there is no table {name!r}", f"begin the file with '{name}:'")])
    if reader.problems:
        raise CaseError(reader.problems)
    return table


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.parsed: dict[str, Parsed] = {}
        self.homes: dict[str, tuple[str, ValuePath, list[Any]]] = {}

    def files(self, path: Path) -> None:
        """Parse every file of the case that is there."""
        try:
            if not path.exists():
                raise CaseError([Problem(Where(shown(path)), "LG101", "there is no such file or folder", "see: longgame new")])
            if path.is_file():
                self._parse(path, HEAD)
            elif path.is_dir():
                self._folder(path)
            else:
                raise CaseError([Problem(Where(shown(path)), "LG101", "this is neither a folder nor a file")])
        except OSError as error:
            raise CaseError([Problem(Where(shown(path)), "LG101", f"cannot be read: {error.strerror}")]) from None

    def _folder(self, path: Path) -> None:
        there = {entry.name for entry in path.iterdir()}
        if HEAD not in there:
            fix = "give the folder that holds it, or begin one with: longgame new FOLDER"
            raise CaseError([Problem(Where(shown(path)), "LG105", f"the folder has no {HEAD}", fix)])
        root = path.resolve()
        for name in FILES:
            file = path / name
            if name in there and _leads_out(file, root):
                message = "the file is a link that leads out of the case folder or nowhere"
                self.problems.append(Problem(Where(shown(file)), "LG106", message, "copy the file into the folder"))
                self.parsed[name] = Unread(shown(file))
            elif name in there:
                self._parse(file, name)
        self._strangers(path, there)

    def _strangers(self, path: Path, there: set[str]) -> None:
        others = sorted(name for name in there.difference(FILES) if name.endswith((".csv", ".yaml", ".yml", ".json")))
        for name in others[:MOST]:
            hint = near(name, FILES)
            if hint.startswith("did you mean"):
                message = "the file is not part of a case and is not read"
                self.problems.append(Problem(Where(shown(path / name)), "LG107", message, hint, Severity.WARNING))

    def _parse(self, path: Path, name: str) -> None:
        file = shown(path)
        try:
            self.take(name, parse(name, read_text(path), file))
        except CaseError as error:
            self.problems.extend(error.problems)
            self.parsed[name] = Unread(file)

    def take(self, name: str, parsed: Parsed) -> None:
        """Note the tables that a parsed file holds."""
        self.parsed[name] = parsed
        self._homes_in(name, parsed)

    def case(self, folder: Path | None) -> tuple[Case | None, list[Problem]]:
        """Validate what was taken and return it with the problems found so far."""
        about = self.head()
        tables: dict[str, Any] = {name: self.table(spec) for name, spec in SPECS.items()}
        if about is None:
            return None, self.problems
        return Case(about=about, folder=folder, files=self.parsed, **tables), self.problems

    def _homes_in(self, name: str, parsed: Parsed) -> None:
        stem, suffix = Path(name).stem, Path(name).suffix
        if suffix in (".csv", ".json"):
            self._home(stem, name, (), parsed.data)
        elif isinstance(parsed.data, dict):
            for key, rows in list(parsed.data.items())[:MOST]:
                if key in SPECS:
                    self._home(key, name, (key,), rows)
                elif key != "case" or name != HEAD:
                    known = [*SPECS, "case"] if name == HEAD else SPECS
                    message = f"there is no table {short(key)}"
                    self.problems.append(Problem(parsed.where_key((key,)), "LG140", message, near(key, known)))
        else:
            message = f"{name} must hold named tables, such as '{Path(name).stem}:' followed by a list"
            fix = f"begin the file with '{Path(name).stem}:' and write each row below it with '- '"
            self.problems.append(Problem(parsed.where(()), "LG142", message, fix))

    def _home(self, table: str, name: str, base: ValuePath, rows: object) -> None:
        parsed = self.parsed[name]
        if not isinstance(rows, list):
            self.problems.append(Problem(parsed.where(base), "LG142", f"{table} must be a list", "begin each row with '- '"))
        elif table in self.homes:
            other = self.homes[table][0]
            message = f"the table {table!r} stands in {name} and in {other}"
            self.problems.append(Problem(parsed.where_key(base), "LG109", message, "keep it in one file"))
        else:
            self.homes[table] = (name, base, rows)

    def head(self) -> About | None:
        """Validate the head of the case."""
        parsed = self.parsed.get(HEAD)
        if parsed is None or not isinstance(parsed.data, dict):
            return None
        if not isinstance(parsed.data.get("case"), dict):
            fix = "begin the file with 'case:' and indent its fields"
            self.problems.append(Problem(parsed.where(()), "LG141", f"{HEAD} has no 'case'", fix))
            return None
        try:
            return About.model_validate(parsed.data["case"])
        except ValidationError as error:
            for item in error.errors(include_url=False)[:MOST]:
                shifted = item.copy()
                shifted["loc"] = ("case", *item["loc"])
                self.problems.append(explain(shifted, parsed, (), _ABOUT))
            return None

    def table(self, spec: Spec) -> Table[Any]:
        """Validate the rows of a table; rows with errors are left out."""
        if spec.name not in self.homes:
            return Table(spec.name)
        name, base, rows = self.homes[spec.name]
        parsed = self.parsed[name]
        at = list(range(len(rows)))
        if Path(name).suffix == ".json":
            rows, at = self._from_csl(rows, parsed)
        if Path(name).suffix == ".csv" and not self._header_fits(spec, parsed):
            return Table(spec.name, parsed=parsed, base=base)
        found: list[Problem] = []
        records: list[Any] = []
        kept: list[int] = []
        for start in range(0, len(rows), _CHUNK):
            chunk = slice(start, start + _CHUNK)
            good = _validated(spec, rows[chunk], at[chunk], found, parsed, base)
            records += good.values()
            kept += good
            if len(found) >= MOST:
                break
        found += islice(_twice(spec, records, kept, parsed, base), MOST)
        if len(found) >= MOST:
            message = f"{MOST:,} problems in {spec.name}; there may be more"
            found[MOST:] = [Problem(Where(parsed.file), "LG149", message, "correct these and check again")]
        self.problems += found
        return Table(spec.name, tuple(records), tuple(kept), parsed, base)

    def _from_csl(self, rows: list[Any], parsed: Parsed) -> tuple[list[Any], list[int]]:
        fields, at = [], []
        for i, item in enumerate(rows):
            if not isinstance(item, dict):
                message = f"a source is an object with fields, got {short(item)}"
                self.problems.append(Problem(parsed.where((i,)), "LG142", message, _OBJECT))
                continue
            try:
                fields.append(from_csl(item))
                at.append(i)
            except ValueError as error:
                self.problems.append(Problem(parsed.where((i, "issued")), "LG142", f"issued: {error}"))
        return fields, at

    def _header_fits(self, spec: Spec, parsed: Parsed) -> bool:
        header: list[str] = getattr(parsed, "header", [])
        known = {info.alias or name: info for name, info in spec.record.model_fields.items()}
        before = len(self.problems)
        for name in header:
            if name not in known:
                message = f"{spec.file} has no column {short(name)}"
                self.problems.append(Problem(parsed.where_key((name,)), "LG121", message, near(name, known)))
        for name, info in known.items():
            if info.is_required() and name not in header:
                self.problems.append(
                    Problem(parsed.where(()), "LG121", f"the column {name!r} is missing", f"add {name} to the header")
                )
        return len(self.problems) == before


def _validated(spec: Spec, rows: list[Any], at: list[int], found: list[Problem], parsed: Parsed, base: ValuePath) -> dict[int, Any]:
    """Return the good rows as records by their place in the file; add the problems of the others to ``found``."""
    adapter = _ADAPTERS.setdefault(spec.record, TypeAdapter(list[spec.record]))  # type: ignore[name-defined]
    try:
        return dict(zip(at, adapter.validate_python(rows), strict=True))
    except ValidationError as error:
        bad = set()
        errors = error.errors(include_url=False)
        inside = {item["loc"][:end] for item in errors for end in range(len(item["loc"]))}
        for item in errors:
            row, *path = item["loc"]
            assert isinstance(row, int)
            bad.add(row)
            # A list with a wrong entry is said to be too short as well, since that entry is not counted.
            if len(found) < MOST and not (item["type"] == "too_short" and item["loc"] in inside):
                if isinstance(parsed, JsonText) and path:
                    path[:1] = _CSL.get(str(path[0]), (path[0],))
                shifted = item.copy()
                shifted["loc"] = (at[row], *path)
                found.append(explain(shifted, parsed, base, spec))
    fine = [i for i in range(len(rows)) if i not in bad]
    return dict(zip((at[i] for i in fine), adapter.validate_python([rows[i] for i in fine]), strict=True))


def _twice(spec: Spec, records: list[Any], at: list[int], parsed: Parsed, base: ValuePath) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row, record in zip(at, records, strict=True):
        if record.key in first:
            line = parsed.where((*base, first[record.key])).line
            where = parsed.where((*base, row, "id"))
            message = f"the {spec.noun} {record.key!r} stands twice; first on line {line}"
            yield Problem(where, "LG150", message, "give each row its own id, or remove one")
        else:
            first[record.key] = row


def _leads_out(file: Path, root: Path) -> bool:
    try:
        return not file.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):  # nowhere, or in a circle
        return True
