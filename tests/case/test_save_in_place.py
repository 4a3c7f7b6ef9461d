"""What saving does to files as people write them: comments, quotes, folding, line ends, byte-order marks."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from longgame.case.case import Case
from longgame.case.issues import ScalePoint
from longgame.case.load import load, read
from longgame.case.record import Record
from longgame.case.save import save
from longgame.case.sources import Source
from longgame.case.tables import SPECS, Table
from longgame.core.dates import Period
from longgame.core.errors import CaseError, UsageError

HEAD = """\
# A case about a ferry.
case:
  id: ferry   # short
  title: 'The "ferry"'
  summary: >-
    Two towns talk about a ferry.
    One pays, the other sails,
    and both wait.
  parties:
    - {id: N, name: North, role: patron}   # pays
    - {id: S, name: "South", role: client}
  period: 2020/2022
  # when we last looked
  updated: "2022"
"""
ISSUES = """\
# Comments at the top stay.

issues:
# about the fare
- id: fare
  title: Fare
  domain: money   # a comment on a line
  asked_by: [N]
  scale:
  # the ends
  - {at: 0, label: free}
  - {at: 100, label: "full fare, all pay"}
  reversion:
    at: 10.0
    reason: as
      it is

# about the hours
- id: hours
  title: |
    Hours
  domain: money
  scale: [{at: 0, label: none}, {at: 100, label: all day}]
  reversion: {at: 0, reason: nothing}
  note: old
"""
DEADLINES = """\
id,commitment,what,due,set_on,known,note
D1,C1,"sail, at last",2021-06,2020,2020,

D2,C1,"two
lines",2021-Q4,2020,2020,"x"
D3,C1, spaced ,2021-12,2020,2020,
"""
SOURCES = """[
 {"id": "a", "type": "report", "title": "A", "issued": {"date-parts": [[2020, 1, 2]]}, "page": "1-2"},
 {
   "id": "b",
   "type": "webpage",
   "title": "Б",
   "author": [{"family": "X"}],
   "custom": {"reliability": "B", "own": 1}
 }
]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "case"
    made.mkdir()
    for name, text in {"case.yaml": HEAD, "issues.yaml": ISSUES, "sources.json": SOURCES}.items():
        (made / name).write_bytes(text.encode())
    (made / "deadlines.csv").write_bytes(DEADLINES.encode())
    return made


def opened(folder: Path) -> Case:
    case, problems = read(folder)
    assert case is not None
    assert not problems
    return case


def with_row(case: Case, table: str, key: str, **changes: Any) -> Case:
    rows = tuple(r.model_copy(update=changes) if r.key == key else r for r in case.table(table))
    return with_rows(case, table, rows)


def with_rows(case: Case, table: str, rows: tuple[Record, ...]) -> Case:
    return replace(case, **{table: replace(case.table(table), rows=rows)})  # type: ignore[arg-type]


def lines(folder: Path, name: str) -> list[str]:
    return (folder / name).read_bytes().decode().splitlines(keepends=True)


def changed(folder: Path, name: str, before: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and the lines that came."""
    old, new = before.splitlines(keepends=True), lines(folder, name)
    return [x for x in old if x not in new], [x for x in new if x not in old]


@pytest.mark.parametrize(
    ("key", "changes", "gone", "came"),
    [
        ("fare", {"title": "Fare: all of it"}, "  title: Fare\n", '  title: "Fare: all of it"\n'),
        ("fare", {"domain": "no"}, "  domain: money   # a comment on a line\n", '  domain: "no"   # a comment on a line\n'),
        ("fare", {"asked_by": ("N", "S")}, "  asked_by: [N]\n", "  asked_by: [N, S]\n"),
        ("fare", {"note": "1e3"}, None, '  note: "1e3"\n'),
        ("fare", {"note": "~"}, None, '  note: "~"\n'),
        ("fare", {"note": "- x"}, None, '  note: "- x"\n'),
        ("fare", {"note": "# y"}, None, '  note: "# y"\n'),
        ("fare", {"note": 'a "b"'}, None, "  note: a \"b\"\n"),
        ("fare", {"note": "2020-01-01"}, None, '  note: "2020-01-01"\n'),
        ("hours", {"note": ""}, "  note: old\n", None),
        ("hours", {"note": "Łódź — газ"}, "  note: old\n", "  note: Łódź — газ\n"),
        ("hours", {"note": "tab\there"}, "  note: old\n", '  note: "tab\\there"\n'),
        ("hours", {"note": "\x85"}, "  note: old\n", '  note: "\\u0085"\n'),
    ],
)  # fmt: skip
def test_one_field_changes_one_line(folder: Path, key: str, changes: dict[str, Any], gone: str | None, came: str | None) -> None:
    new = with_row(opened(folder), "issues", key, **changes)
    assert save(new).changed == ("issues.yaml",)
    went, arrived = changed(folder, "issues.yaml", ISSUES)
    assert went == ([gone] if gone else [])
    assert arrived == ([came] if came else [])
    assert opened(folder).issues.rows == new.issues.rows


def test_a_text_of_lines_becomes_a_block(folder: Path) -> None:
    save(with_row(opened(folder), "issues", "hours", note="one\n\n  two"))
    assert "".join(lines(folder, "issues.yaml")).endswith("  note: |-\n    one\n\n      two\n")


def test_folded_text_keeps_its_first_lines(folder: Path) -> None:
    case = opened(folder)
    save(replace(case, about=case.about.model_copy(update={"summary": case.about.summary + " For now."})))
    went, came = changed(folder, "case.yaml", HEAD)
    assert went == []
    assert came == ["    For now.\n"]


def test_head_edits_leave_the_rest(folder: Path) -> None:
    case = opened(folder)
    parties = (case.about.parties[0], case.about.parties[1].model_copy(update={"name": "South, the"}))
    save(replace(case, about=case.about.model_copy(update={"parties": parties, "updated": None, "title": 'it\'s "it"'})))
    went, came = changed(folder, "case.yaml", HEAD)
    assert went == ["  title: 'The \"ferry\"'\n", '    - {id: S, name: "South", role: client}\n', '  updated: "2022"\n']
    assert came == ["  title: 'it''s \"it\"'\n", '    - {id: S, name: "South, the", role: client}\n']
    assert "  # when we last looked\n" in lines(folder, "case.yaml")


def test_nested_lists_change_only_where_they_do(folder: Path) -> None:
    case = opened(folder)
    fare, hours = case.issues
    middle = ScalePoint(at=50, label="half: yes")
    case = with_row(case, "issues", "fare", scale=(fare.scale[0], middle, fare.scale[1]))
    case = with_row(
        case, "issues", "hours", scale=(*hours.scale[:1], middle), reversion=hours.reversion.model_copy(update={"at": 5.5})
    )
    save(case)
    went, came = changed(folder, "issues.yaml", ISSUES)
    assert went == ["  scale: [{at: 0, label: none}, {at: 100, label: all day}]\n", "  reversion: {at: 0, reason: nothing}\n"]
    assert came == [
        '  - {at: 50, label: "half: yes"}\n',
        '  scale: [{at: 0, label: none}, {at: 50, label: "half: yes"}]\n',
        "  reversion: {at: 5.5, reason: nothing}\n",
    ]


def test_rows_come_go_and_move_with_their_comments(folder: Path) -> None:
    case = opened(folder)
    fare, hours = case.issues
    third = fare.model_copy(update={"id": "third", "note": ""})
    save(with_rows(case, "issues", (hours, third)))
    text = "".join(lines(folder, "issues.yaml"))
    assert text.startswith("# Comments at the top stay.\n\nissues:\n# about the fare\n\n# about the hours\n- id: hours\n")
    assert "\n\n- id: third\n" in text
    assert "id: fare" not in text
    assert opened(folder).issues.rows == (hours, third)


def test_all_rows_go(folder: Path) -> None:
    save(with_rows(opened(folder), "issues", ()))
    assert "issues: []\n" in lines(folder, "issues.yaml")
    back = opened(folder)
    assert back.issues.rows == ()
    save(with_rows(back, "issues", opened_issue(back)))
    assert len(opened(folder).issues) == 1


def opened_issue(case: Case) -> tuple[Record, ...]:
    fields = {"id": "new", "title": "t", "domain": "d", "scale": [{"at": 0, "label": "a"}, {"at": 9, "label": "b"}]}
    return (SPECS["issues"].record.model_validate(fields | {"reversion": {"at": 1, "reason": "r"}}),)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_stay(folder: Path, end: str, mark: str) -> None:
    for name in ("case.yaml", "issues.yaml", "deadlines.csv", "sources.json"):
        text = (folder / name).read_bytes().decode()
        (folder / name).write_bytes((mark + text.replace("\n", end)).encode())
    case = opened(folder)
    case = with_row(case, "issues", "hours", note="one\ntwo")
    case = with_row(case, "deadlines", "D1", note="one\ntwo")
    case = with_row(case, "sources", "b", note="one\ntwo")
    assert set(save(case).changed) == {"issues.yaml", "deadlines.csv", "sources.json"}
    for name in ("issues.yaml", "deadlines.csv", "sources.json"):
        data = (folder / name).read_bytes().decode()
        assert data.startswith(mark)
        assert data.count("\n") == data.count(end)
    assert opened(folder).deadlines[0].note == "one\ntwo"


def test_csv_keeps_what_was_not_touched(folder: Path) -> None:
    before = (folder / "deadlines.csv").read_text()
    save(with_row(opened(folder), "deadlines", "D2", note='say "y"', due=Period.parse("2022")))
    after = (folder / "deadlines.csv").read_text()
    assert after == before.replace('lines",2021-Q4,2020,2020,"x"', 'lines",2022,2020,2020,"say ""y"""')


def test_csv_rows_come_and_go(folder: Path) -> None:
    case = opened(folder)
    one, _, three = case.deadlines
    save(with_rows(case, "deadlines", (one, one.model_copy(update={"id": "D9", "what": "new"}), three)))
    after = lines(folder, "deadlines.csv")
    assert after[2] == "D9,C1,new,2021-06,2020,2020,\n"
    assert after[-1] == "D3,C1, spaced ,2021-12,2020,2020,\n"
    assert not any("two" in line for line in after)


def test_csv_gets_a_column_when_a_field_is_first_used(folder: Path) -> None:
    save(with_row(opened(folder), "deadlines", "D1", set_by="N"))
    after = lines(folder, "deadlines.csv")
    assert after[0] == "id,commitment,what,due,set_on,known,note,set_by\n"
    assert after[1] == 'D1,C1,"sail, at last",2021-06,2020,2020,,N\n'
    assert after[-1] == "D3,C1, spaced ,2021-12,2020,2020,,\n"


def test_csv_without_a_last_line_end(folder: Path) -> None:
    path = folder / "deadlines.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    case = opened(folder)
    save(with_row(case, "deadlines", "D1", note="n"))
    assert not path.read_bytes().endswith(b"\n")
    case = opened(folder)
    save(with_rows(case, "deadlines", (*case.deadlines, case.deadlines[0].model_copy(update={"id": "D4"}))))
    assert path.read_bytes().endswith(b'2021-12,2020,2020,\nD4,C1,"sail, at last",2021-06,2020,2020,n\n')


def test_json_keeps_other_items_and_fields(folder: Path) -> None:
    case = with_row(opened(folder), "sources", "b", title="Вторая", reliability=None, issued=Period.parse("2021-Q2"))
    case = with_rows(case, "sources", (*case.sources, Source(id="c", url="https://example.org/x")))
    save(case)
    after = "".join(lines(folder, "sources.json"))
    assert after.startswith(SOURCES.partition('"Б"')[0] + '"Вторая"')
    assert '"author": [{"family": "X"}]' in after
    assert '"own": 1' in after
    assert '   "issued": {\n     "date-parts": [[2021, 4], [2021, 6]]\n   }' in after
    assert after.endswith('},\n {\n   "id": "c",\n   "type": "webpage",\n   "URL": "https://example.org/x"\n }\n]\n')
    assert opened(folder).sources.rows == case.sources.rows


def test_single_file_holds_new_tables_too(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(HEAD)
    case = load(path, checked=False)
    assert save(replace(case, issues=Table("issues", opened_issue(case)))).changed == ("small.yaml",)
    text = path.read_text()
    assert text.startswith(HEAD)
    assert "\nissues:\n" in text
    assert load(path, checked=False).issues.rows == opened_issue(case)
    assert [p.name for p in tmp_path.iterdir()] == ["small.yaml"]


def test_new_tables_go_to_their_files(folder: Path) -> None:
    actor = SPECS["actors"].record.model_validate({"id": "x", "name": "X; Y", "kind": "state", "aliases": ["a; b", "c"]})
    assert save(with_rows(opened(folder), "actors", (actor,))).changed == ("actors.yaml",)
    assert opened(folder).actors.rows == (actor,)


def test_a_case_cut_to_a_day_is_not_saved_over_the_whole(folder: Path, tmp_path: Path) -> None:
    cut = opened(folder).as_of(Period.parse("2020-01-01").last)
    with pytest.raises(UsageError, match="cut to 2020-01-01"):
        save(cut)
    save(cut, tmp_path / "past")
    assert (tmp_path / "past" / "case.yaml").read_text() == HEAD
    assert opened(tmp_path / "past").deadlines.rows == ()
    with pytest.raises(UsageError, match="holds a case already"):
        save(cut, tmp_path / "past")


def test_a_file_changed_by_someone_else_is_not_overwritten(folder: Path) -> None:
    case = with_row(opened(folder), "issues", "hours", note="mine")
    (folder / "issues.yaml").write_text(ISSUES.replace("old", "theirs"))
    with pytest.raises(CaseError, match="LG161"):
        save(case)
    assert "theirs" in (folder / "issues.yaml").read_text()


def test_links_out_of_the_folder_are_refused(folder: Path, tmp_path: Path) -> None:
    case = with_row(opened(folder), "issues", "hours", note="mine")
    outside = tmp_path / "outside.yaml"
    outside.write_text(ISSUES)
    (folder / "issues.yaml").unlink()
    (folder / "issues.yaml").symlink_to(outside)
    with pytest.raises(CaseError, match="LG106"):
        save(case)
    assert outside.read_text() == ISSUES


def test_a_link_inside_the_folder_stays_a_link(folder: Path) -> None:
    (folder / "issues.yaml").rename(folder / "real.txt")
    (folder / "issues.yaml").symlink_to("real.txt")
    save(with_row(opened(folder), "issues", "hours", note="mine"))
    assert (folder / "issues.yaml").is_symlink()
    assert "mine" in (folder / "real.txt").read_text()


def test_a_write_that_fails_leaves_the_old_case(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    case = with_row(opened(folder), "issues", "hours", note="mine")
    case = with_row(case, "sources", "a", title="mine")
    real, calls = os.replace, []

    def once(one: str, other: Path) -> None:
        calls.append(other)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(one, other)

    monkeypatch.setattr(os, "replace", once)
    with pytest.raises(CaseError, match="No space left"):
        save(case)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_what_yaml_cannot_hold_is_said_before_writing(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(HEAD)
    case = replace(load(path, checked=False), sources=Table("sources", (Source(id="s", other={"volume": 3}),)))
    with pytest.raises(CaseError, match="'s' would not come back"):
        save(case)
    assert path.read_text() == HEAD


def test_rows_with_one_key_are_refused(folder: Path) -> None:
    case = opened(folder)
    with pytest.raises(CaseError, match="LG160"):
        save(with_rows(case, "deadlines", (case.deadlines[0], case.deadlines[0])))


def test_flagship_keeps_its_bytes(flagship: Path) -> None:
    from longgame.case.save import prepared

    case = load(flagship, checked=False)
    assert prepared(case) == {name: parsed.text for name, parsed in case.files.items()}
