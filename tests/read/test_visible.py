"""What a document says of itself steers no terminal, hides nothing and turns no writing, wherever it is shown."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.read.document import Document, document
from longgame.read.visible import LONGEST, visible
from tests.read.make import docx, pdf

# Colours, a command of eight bits, the title of a window, overrides and isolates of direction, zero-width characters, a tag.
TITLE = "\u202eThe \x1b[31mred\x1b[0m l\u200bine \x9b1mon\u2066 gas\u2069 \x1b]0;mine\x07trans\u00adit\U000e0041"
SEEN = "The red line on gas transit"
PROSE = "The two governments will sign the agreement by the end of next year, as both of them said in the capital."
BAD = "Both sides \x1b[2Jwill \x9b31mprobably\u202e sign\u200b the \U000e0041treaty by 1 May\u061c 2026 after all of the talks."
READ = "Both sides will probably sign the treaty by 1 May 2026 after all of the talks."
MARKUP = TITLE.replace("\x1b", "").replace("\x9b", "").replace("\x07", "").replace("[31m", "").replace("[0m", "")


def hidden(text: str) -> list[str]:
    """Return the control and format characters of a text, line ends aside."""
    return [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\n"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\ufeff" + TITLE, SEEN),
        ("one\u2028two\x85three\tfour", "one two three four"),
        ("an \x1b alone, \x1b]0;never closed", "an alone, ]0;never closed"),
        ("half \ud800 of a pair", "half of a pair"),
        ("Мурманск\u00a0\u2014 Łódź, cafe\u0301", "Мурманск — Łódź, cafe\u0301"),
        ("\u200b\x1b[0m\ufeff", ""),
    ],
)
def test_words_that_are_shown(text: str, seen: str) -> None:
    assert visible(text) == seen


@given(st.text(st.one_of(st.sampled_from(TITLE), st.characters()), max_size=400))
def test_nothing_hidden_is_left_and_once_is_enough(text: str) -> None:
    seen = visible(text)
    assert not hidden(seen)
    assert len(seen) <= LONGEST
    assert visible(seen) == seen


@cache
def made() -> dict[str, Document]:
    """Return one document of each format whose title is bad."""
    day, rest = "14 May 2025", f"{BAD}\n\n{PROSE}\n"
    page = f"<html><head><title>{TITLE}</title></head><body><p>{day}</p><p>{BAD}</p><p>{PROSE}</p></body></html>"
    sources: dict[str, bytes] = {
        "txt": f"\ufeff{TITLE}\r\n\r\n{day}\r\n\r\n{rest}".encode(),
        "md": f"---\ntitle: {TITLE}\ndate: 2025-05-14\n---\n\n{rest}".encode(),
        "html": page.encode(),
        "docx": docx([MARKUP, day, PROSE]),
        "pdf": pdf([[PROSE]], title=MARKUP),
    }
    return {form: document(data, f"a.{form}", form) for form, data in sources.items()}


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx", "pdf"])
def test_a_title_is_shown_as_one_sees_it(form: str) -> None:
    title = made()[form].title
    assert not hidden(title)
    assert title.startswith("The red line")


@pytest.mark.parametrize("form", ["txt", "md", "html"])
def test_places_in_a_text_with_commands_are_exact(form: str) -> None:
    found = made()[form]
    assert READ in found.text
    assert not hidden(found.text)
    start = found.text.index(READ)
    assert found.fragment(start, start + len(READ)) == BAD
    word = found.text.index("sign the")
    assert found.fragment(word, word + len("sign the")) == "sign\u200b the"
    place = found.where_bytes(word, word + len("sign the"))
    assert found.encoding is not None
    assert place is not None
    assert found.original.encode(found.encoding)[slice(*place)].decode() == "sign\u200b the"


@pytest.mark.skipif(os.name == "nt", reason="no file may be named so there")
def test_terminal_json_and_review_show_no_commands(cli: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\u202e.txt"
    path.write_text(f"{TITLE}\n\n14 May 2025\n\n{BAD}\n\n{PROSE}\n", "utf-8")
    printed = cli("read", path)
    assert SEEN in printed.out
    told = json.loads(cli("read", path, "--json").out)
    assert told["document"]["title"] == SEEN
    assert told["document"]["source"] == "the-red-line-on-gas-transit"
    review, page = tmp_path / "review.yaml", tmp_path / "page.html"
    done = cli("read", path, "-o", review, "--html", page)
    assert done.status == 0, done.err
    shown = [json.dumps(told, ensure_ascii=False), review.read_text("utf-8"), page.read_text("utf-8"), printed.out, printed.err]
    assert [hidden(text) for text in shown] == [[]] * 5
    assert r"a\x1b[31m\u202e.txt" in review.read_text("utf-8")
