"""What a text must contain for a pattern: never something that a match lacks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from longgame.read.needed import needed
from longgame.read.sentences import plain, split
from longgame.read.words import rows

TEXTS = Path(__file__).parent / "texts"


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("likely", ("likely",)),
        ("(?:very |quite )?likely", ("likely",)),
        ("(?:on|in) the cards|on course", (" the cards", "on course")),
        ("(?:little|small) (?:chance|hope)s?", ("little", "small")),
        ("no (?:sign|signs)(?= of)", ("sign", "signs")),
        ("favou?rites?", ("favo",)),
        (r"approx\.?|ca\.", ()),
        ("(?:a|the)", ()),
        ("(?:a|the)? b", ()),
        ("[a-z]+ly not (?:now)*", ("ly not ",)),
        ("(?<!to )risk(?!s)", ("risk",)),
        ("шанс(?:ов)? (?:[а-я]+ ){0,3}мало", ("шанс",)),
    ],
)
def test_parts(pattern: str, parts: tuple[str, ...]) -> None:
    assert needed(pattern) == parts


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_that_a_pattern_finds_in_the_shipped_texts_is_passed_over(language: str) -> None:
    listed = [(needed(row["words"]), re.compile(row["words"])) for row in rows(f"hedges_{language}.csv")]
    assert sum(not parts for parts, _ in listed) < len(listed) / 20
    tried = 0
    for path in sorted(TEXTS.glob("[0-9]*")):
        text = plain(path.read_text("utf-8")).lower()
        for start, end in split(text):
            sentence = text[start:end]
            for parts, pattern in listed:
                if parts and not any(part in sentence for part in parts):
                    tried += 1
                    assert pattern.search(sentence) is None, (pattern.pattern, sentence)
    assert tried > 1_000
