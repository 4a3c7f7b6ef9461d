"""Write a case back to its files so that only what was changed is changed in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from longgame.case.case import Case
from longgame.case.load import FILES, parse, read_parsed
from longgame.case.record import Record
from longgame.case.shape import Value, as_text, joined, plain, shapes
from longgame.case.sources import Source, to_csl
from longgame.case.tables import HEAD, SPECS, TABLES, Spec, Table
from longgame.case.text import csv_edit, json_edit, yaml_edit
from longgame.case.text.csv_text import CsvText
from longgame.case.text.json_text import JsonText
from longgame.case.text.parsed import Parsed
from longgame.core.errors import CaseError, Problem, Severity, UsageError
from longgame.core.files import read_text, shown, write_whole
from longgame.core.where import Where


class Saved(NamedTuple):
    """What saving did.

    Attributes
    ----------
    folder : Path
    changed, unchanged : tuple of str
        Names of the files that were written, and of those that were left alone.
    """

    folder: Path
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def save(case: Case, folder: Path | str | None = None) -> Saved:
    """Write a case to its own folder, or to a new one.

    A file in which nothing changed keeps its bytes. In the others only the changed rows and fields
    change; comments, order, quotes and line ends stay. Everything is prepared and read back before
    the first file is written; each file is replaced whole, and if one cannot be, those before it
    are put back.

    Parameters
    ----------
    case : Case
        As loaded, perhaps with other rows; or made in memory.
    folder : Path, str or None
        None for the folder that the case was read from. Another folder gets the whole case.

    Raises
    ------
    UsageError
        If there is no folder, the case is cut to a day and would lose what came later, or the new
        folder holds a case already.
    CaseError
        LG160 if the case has what its files cannot hold, LG161 if a file was changed by someone
        else since the case was read, LG162 if a file cannot be written, LG106 if it is a link that
        leads out of the folder. Nothing is changed.
    """
    target = _target(case, folder)
    own = case.folder is not None and case.folder.resolve() == target.resolve() and bool(case.files)
    texts = prepared(case)
    names = {name: _file_name(case, name) for name in texts}
    old = {name: case.files[name].text for name in texts if name in case.files} if own else {}
    changed = {names[name]: text for name, text in texts.items() if old.get(name) != text}
    before = {names[name]: text for name, text in old.items()}
    _still_the_same(target, changed, before)
    _write_all(target, changed, before)
    return Saved(target, tuple(changed), tuple(n for n in names.values() if n not in changed))


def prepared(case: Case) -> dict[str, str]:
    """Return the text of every file that the case is to have, by name, read back and compared.

    Raises
    ------
    CaseError
        What is wrong with the files as they were read; LG160 for what would not come back as it is.
    """
    old = _as_read(case)
    problems: list[Problem] = []
    for whole in (False, True):
        texts = {name: parsed.text for name, parsed in case.files.items()}
        texts |= _edited(case, old, whole=whole) if old is not None else {}
        texts |= _new_files(case, old)
        problems = _differences(case, texts)
        if not problems:
            return texts
    raise CaseError(problems)


def _target(case: Case, folder: Path | str | None) -> Path:
    target = Path(folder) if folder is not None else case.folder
    if target is None:
        raise UsageError("the case was made in memory; name a folder to save it in")
    same = case.folder is not None and target.resolve() == case.folder.resolve()
    if same and case.day is not None:
        raise UsageError(f"the case is cut to {case.day}; saving it would remove what became known later")
    if not (same and case.files):
        there = [name for name in FILES if (target / name).exists() or (target / name).is_symlink()]
        if there:
            raise UsageError(f"{shown(target)} holds a case already ({there[0]}); choose a new folder")
    return target


def _file_name(case: Case, name: str) -> str:
    """Return the name of a file on disk; that of a single-file case is its own."""
    return Path(case.files[name].file).name if name in case.files else name


def _as_read(case: Case) -> Case | None:
    if not case.files:
        return None
    old, problems = read_parsed(case.files, case.folder)
    if old is None or any(p.severity is Severity.ERROR for p in problems):
        raise CaseError(problems)
    return old


def _edited(case: Case, old: Case, *, whole: bool) -> dict[str, str]:
    texts = {}
    for name, parsed in case.files.items():
        tables = [t for t in old.tables.values() if t.parsed is parsed]
        new = [t for t in case.tables.values() if t.rows and old.table(t.name).parsed is None]
        inline = new if name == HEAD and _inline(case, old) else []
        if isinstance(parsed, CsvText):
            texts[name] = _csv(parsed, tables[0], case.table(tables[0].name)) if tables else parsed.text
        elif isinstance(parsed, JsonText):
            texts[name] = _json(parsed, tables[0], case.table(tables[0].name)) if tables else parsed.text
        else:
            texts[name] = _yaml(parsed, name, old, case, [*tables, *inline], whole=whole)
    return texts


def _inline(case: Case, old: Case) -> bool:
    """Whether new tables go into the head's file: it is alone, and holds tables or has a name of its own."""
    alone = set(case.files) == {HEAD}
    return alone and (_file_name(case, HEAD) != HEAD or any(t.parsed is not None for t in old.tables.values()))


def _paired(old: Table[Record], new: Table[Record]) -> list[tuple[int | None, Record | None, Record]]:
    where = {row.key: i for i, row in enumerate(old.rows)}
    found: list[tuple[int | None, Record | None, Record]] = []
    for row in new.rows:
        i = where.pop(row.key, None)
        found.append((old.at[i] if i is not None else None, old.rows[i] if i is not None else None, row))
    return found


def _csv(parsed: CsvText, old: Table[Record], new: Table[Record]) -> str:
    record = SPECS[old.name].record
    rows: list[csv_edit.Row] = []
    for at, before, row in _paired(old, new):
        if before is None:
            rows.append((at, cells(row)))
        elif before == row:
            rows.append((at, {}))
        else:
            rows.append((at, _changed_cells(before, row)))
    return csv_edit.edited(parsed, rows, [s.name for s in shapes(record)])


def cells(row: Record) -> dict[str, str]:
    """Return a row as the cells of a table; fields that hold their default are left out."""
    return {name: _cell(value) for name, value in plain(row).items()}


def _cell(value: Value) -> str:
    return (joined(value) or "") if isinstance(value, tuple) else as_text(value)


def _changed_cells(before: Record, row: Record) -> dict[str, str]:
    found = {}
    for shape in shapes(type(row)):
        value = getattr(row, shape.attr)
        if value != getattr(before, shape.attr):
            found[shape.name] = "" if value is None else _cell(value)
    return found


def _json(parsed: JsonText, old: Table[Record], new: Table[Record]) -> str:
    items: list[json_edit.Item] = []
    for at, before, row in _paired(old, new):
        assert isinstance(row, Source)
        after = to_csl(row)
        if before is None:
            items.append((at, after, ()))
        elif before == row:
            items.append((at, {}, ()))
        else:
            assert isinstance(before, Source)
            then = to_csl(before)
            items.append((at, {k: v for k, v in after.items() if then.get(k) != v}, [k for k in then if k not in after]))
    return json_edit.edited(parsed, items)


def _yaml(parsed: Parsed, name: str, old: Case, case: Case, tables: Sequence[Table[Any]], *, whole: bool) -> str:
    changes: dict[str, list[yaml_edit.Item]] = {}
    for table in tables:
        before, after = old.table(table.name), case.table(table.name)
        if before.rows == after.rows:
            continue
        changes[table.name] = [(at, plain(a) if a is not None else None, plain(b)) for at, a, b in _paired(before, after)]
    head = (plain(old.about), plain(case.about)) if name == HEAD and old.about != case.about else None
    if not changes and head is None:
        return parsed.text
    return yaml_edit.edited(parsed.text, head, changes, whole=whole)


def _new_files(case: Case, old: Case | None) -> dict[str, str]:
    """Return the files for tables that have rows and stand in no file yet."""
    if old is not None and _inline(case, old):
        return {}
    homeless = [s for s in TABLES if case.table(s.name).rows and (old is None or old.table(s.name).parsed is None)]
    texts = {} if old is not None else {HEAD: yaml_edit.written({"case": plain(case.about)})}
    for file in dict.fromkeys(spec.file for spec in homeless):
        mine = [spec for spec in homeless if spec.file == file]
        if file in case.files:  # the file of a sibling table, such as packages beside commitments
            rows: dict[str, list[yaml_edit.Item]] = {s.name: [(None, None, plain(r)) for r in case.table(s.name)] for s in mine}
            texts[file] = yaml_edit.edited(_edited_text(case, old, file), None, rows)
        else:
            texts[file] = _new_file(case, file, mine)
    return texts


def _edited_text(case: Case, old: Case | None, file: str) -> str:
    assert old is not None
    return _edited(case, old, whole=False)[file]


def _new_file(case: Case, file: str, specs: Sequence[Spec]) -> str:
    rows = case.table(specs[0].name).rows
    if file.endswith(".csv"):
        written = [cells(row) for row in rows]
        needed = {s.name for s in shapes(specs[0].record) if s.required} | {name for row in written for name in row}
        return csv_edit.written([s.name for s in shapes(specs[0].record) if s.name in needed], written)
    if file.endswith(".json"):
        return json_edit.written([to_csl(row) for row in rows if isinstance(row, Source)])
    return yaml_edit.written({spec.name: [plain(row) for row in case.table(spec.name)] for spec in specs})


def _differences(case: Case, texts: Mapping[str, str]) -> list[Problem]:
    """Read the prepared texts and return what would not come back as it is."""
    parsed = {}
    for name, text in texts.items():
        try:
            text.encode("utf-8")
            parsed[name] = parse(name, text, _file_name(case, name))
        except UnicodeEncodeError:
            return [Problem(Where(name), "LG160", "the text holds half a character (a lone surrogate)", "remove it")]
        except CaseError as error:
            return [_cannot(name, f"the text made for it cannot be read: {error.problems[0]}")]
    back, problems = read_parsed(parsed, case.folder)
    if back is None:
        return [_cannot(HEAD, f"the text made for it cannot be read: {problems[0] if problems else 'no head'}")]
    broken = next((p for p in problems if p.severity is Severity.ERROR), None)
    if broken is not None:
        return [_cannot(HEAD, f"the text made for it is not right: {broken}")]
    found = [] if back.about == case.about else [_cannot(HEAD, "the head would not come back as it is")]
    for spec in TABLES:
        one, two = case.table(spec.name).rows, back.table(spec.name).rows
        if one == two:
            continue
        odd = next((a for a, b in zip(one, two, strict=False) if a != b), (one or two)[-1])
        where = back.table(spec.name).parsed
        file = Path(where.file).name if where is not None else spec.file
        found.append(_cannot(file, f"the {spec.noun} {odd.key!r} would not come back as it is"))
    return found


def _cannot(file: str, what: str) -> Problem:
    return Problem(Where(file), "LG160", f"the case cannot be saved: {what}", "nothing was written")


def _still_the_same(target: Path, changed: Mapping[str, str], before: Mapping[str, str]) -> None:
    problems = []
    for name in changed:
        path = target / name
        if path.is_symlink() and not path.resolve().is_relative_to(target.resolve()):
            problems.append(Problem(Where(shown(path)), "LG106", "the file is a link that leads out of the case folder"))
        elif name in before:
            try:
                same = read_text(path) == before[name]
            except CaseError:
                same = False
            if not same:
                problems.append(_conflict(path, "the file was changed since the case was read"))
        elif path.exists():
            problems.append(_conflict(path, "a file of this name is there that was not read with the case"))
    if problems:
        raise CaseError(problems)


def _conflict(path: Path, what: str) -> Problem:
    return Problem(Where(shown(path)), "LG161", what, "read the case again and repeat the change; nothing was written")


def _write_all(target: Path, changed: Mapping[str, str], before: Mapping[str, str]) -> None:
    done: list[str] = []
    path = target
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, text in changed.items():
            path = (target / name).resolve()
            write_whole(path, text)
            done.append(name)
    except OSError as error:
        for name in done:
            if name in before:
                write_whole((target / name).resolve(), before[name])
            else:
                (target / name).unlink(missing_ok=True)
        reason = error.strerror or str(error)
        message = f"cannot write the file: {reason}"
        raise CaseError([Problem(Where(shown(path)), "LG162", message, "the case is as it was")]) from None
