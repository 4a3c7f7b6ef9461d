"""Where an article begins and ends: title, by-line and date before it, notices after it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from longgame.core.dates import Period
from longgame.read.blocks import RawBlock
from longgame.read.notices import is_notice
from longgame.read.published import first_date
from longgame.read.visible import visible
from longgame.read.words import pattern

# The head of an article lies within so many blocks, and before so many words of prose.
HEAD_BLOCKS, DECK_WORDS, TAIL_BLOCKS = 14, 130, 8
_GENRES = {
    "analysis", "background", "brief", "briefing", "comment", "commentary", "conclusion", "editorial", "essay", "feature",
    "findings", "headlines", "interview", "introduction", "news", "opinion", "op-ed", "overview", "report", "review",
    "scenarios", "special", "summary", "abstract", "restricted", "confidential", "perspectives", "анализ", "аналитика",
    "введение", "выводы", "интервью", "колонка", "комментарий", "мнение", "новости", "обзор", "резюме", "репортаж",
}  # fmt: skip
_BYLINE = re.compile(
    r"(?:by|from our|from|analysis by|written by|author|authors|photo|image|source|ref\.?|published|posted|updated|date|dated"
    r"|автор|авторы|источник|фото|опубликовано)\b[:\s]",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"\b(institut\w*|cent(?:re|er)|desk|press|agency|journal|review|forum|ministry|partners|department|quarterly|courier|times|foundation"
    r"|blog|newsletter|bulletin|weekly|daily|service|section|unit|directorate"
    r"|агентство|журнал|институт|центр|министерство|газета)\b",
    re.IGNORECASE,
)
# Small words that by-lines have; with more others than these a line is a sentence.
_OF_BYLINES = {
    "and", "at", "by", "correspondent", "first", "for", "from", "in", "minutes", "note", "of", "on", "our", "published", "read",
    "special", "the", "to", "updated", "год", "года", "для", "из", "на", "от",
}  # fmt: skip
SMALL_WORDS = 3
_TIME = re.compile(r"(?:on|in|by|since|after|before|until|from|в|к|с|со|на|до|после)\s+(?:the\s+)?\d", re.IGNORECASE)
# `By June`, `Until the end of the year`: a heading that is a time, and not who wrote it.
_ONLY_TIME = re.compile(
    r"(?:by|from|until|before|after)(?:[\s–-]+(?:the|and|end|of|to|early|mid|late|next|this|coming|beginning|start|middle|first|second|third|fourth"
    r"|quarters?|hal(?:f|ves)|years?|months?|weeks?|days?|decade|spring|summer|autumn|fall|winter|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?"
    r"|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|\d{1,4}(?:st|nd|rd|th)?))+\W*",
    re.IGNORECASE,
)
# `SUBJECT: gas`; `Q:` and `A:` are people who talk.
_FIELD = re.compile(r"(?P<name>[A-ZА-ЯЁ][A-ZА-ЯЁ ]{1,20}|Subject|Title|Date|From|To|Тема|Дата):\s+(?P<value>.+)")
# It is believed after this share of the words.
AFTER = 0.5
_SENTENCE = re.compile(r"""[.!?…]["'”’»)\]*]*(?:\s|$)""")
_CAPS = r"[A-ZÀ-ÞŁŚŻА-ЯЁ][A-ZÀ-ÞŁŚŻА-ЯЁ'’.-]+"
_PLACE = r"(?:[A-ZÀ-ÞА-ЯЁ][\w.]*|\d{1,4}(?:st|nd|rd|th)?)"
_DATELINE = re.compile(
    rf"{_CAPS}(?: {_CAPS}){{0,3}}"
    rf"(?:(?:, {_PLACE}(?:[ ,]+{_PLACE}){{0,6}})?(?: ?\([^)]{{1,60}}\))?\s?(?:[–—]|-(?=\s))\s+|\.\s+(?=[А-ЯЁ][а-яё]))"
)


class Bounds(NamedTuple):
    """Which blocks are the article, and what stands around it.

    Attributes
    ----------
    first, last : int
        The article is ``blocks[first:last]``.
    title : str
    date : Period or None
        The first date that the head names.
    """

    first: int
    last: int
    title: str
    date: Period | None


def bounds(blocks: Sequence[RawBlock], title: str = "") -> Bounds:
    """Find the title, the date of publication and the ends of an article.

    Parameters
    ----------
    blocks : sequence of RawBlock
    title : str
        As the file's own data give it.

    Returns
    -------
    Bounds
    """
    texts, title = _unsaid([visible(block.text) for block in blocks]), visible(title)
    lines = _head_lines(blocks, texts)
    fields = {m["name"].upper(): m["value"] for i in lines if (m := _FIELD.fullmatch(texts[i]))}
    dated = next((i for i in lines if first_date(texts[i]) is not None and _marked(texts[i])), None)
    named = _titled(blocks, texts, lines, title)
    subject = fields.get("SUBJECT") or fields.get("TITLE") or fields.get("ТЕМА")
    ends = [i for i in (dated, named) if i is not None] + [i for i in lines if _marked(texts[i])]
    first = max(ends, default=-1) + 1
    found = subject or (texts[named] if named is not None else "") or title
    named_date = (
        first_date(texts[dated])
        if dated is not None
        else first_date(texts[first][: dateline(texts[first])])
        if first < len(texts)
        else None
    )
    return Bounds(first, _last(blocks, texts, first), found, named_date)


def _unsaid(texts: list[str]) -> list[str]:
    """Return blocks without the name before a colon that several begin with: who speaks in an interview is no field of a memo."""
    named = [_FIELD.match(text) for text in texts]
    often = {name for name, n in Counter(m["name"] for m in named if m).items() if n > 1}
    return [m["value"] if m and m["name"] in often else text for m, text in zip(named, texts, strict=True)]


def dateline(text: str) -> int:
    """Return how many characters at the start of an article's first paragraph are its date-line."""
    match = _DATELINE.match(text)
    return match.end() if match else 0


def _head_lines(blocks: Sequence[RawBlock], texts: Sequence[str]) -> list[int]:
    """Return the blocks that could belong to the head: short lines before much prose has gone by."""
    found, prose = [], 0
    for i, text in enumerate(texts[:HEAD_BLOCKS]):
        if _is_line(blocks[i], text):
            found.append(i)
        else:
            prose += len(text.split())
        if prose > DECK_WORDS or (i and prose > 25 and not any(_marked(texts[j]) for j in range(i + 1, min(i + 3, len(texts))))):
            break
    return found


def _is_line(block: RawBlock, text: str) -> bool:
    if block.kind in ("title", "heading"):
        return True
    words = len(text.split())
    if words > 28 or block.kind == "item":
        return False
    question = text.endswith("?") and len(_SENTENCE.findall(text)) == 1
    return _marked(text) or (words <= 14 and (question or not _SENTENCE.search(text)))


def _marked(text: str) -> bool:
    """Whether a line looks like a by-line or a line with the date, and not like a sentence with a date in it."""
    words = text.split()
    if len(words) > 28:
        return False
    if _FIELD.fullmatch(text) is not None:
        return True
    if _ONLY_TIME.fullmatch(text) is not None:
        return False
    dated = first_date(text) is not None and len(words) <= 16
    small = sum(w.strip(".,;:()").isalpha() and w[0].islower() and w.strip(".,;:()") not in _OF_BYLINES for w in words)
    return (dated or _BYLINE.match(text) is not None) and small <= SMALL_WORDS and _TIME.match(text) is None


def _titled(blocks: Sequence[RawBlock], texts: Sequence[str], lines: Sequence[int], title: str) -> int | None:
    """Return the block that is the title."""
    prose = next((i for i in range(len(blocks)) if i not in lines), len(blocks))
    for i in lines:
        if blocks[i].kind == "title" or (
            title and texts[i] and texts[i].casefold() in title.casefold() and len(texts[i]) > 0.4 * len(title)
        ):
            return i
    # A heading after the first paragraph is one inside the article.
    scored = [(_score(blocks[i], texts[i], i), -i) for i in lines if i < prose]
    best = max(scored, default=(0.0, 0))
    return -best[1] if scored and best[0] > 0 else None


def _score(block: RawBlock, text: str, i: int) -> float:
    words = text.split()
    score = min(len(words), 10) * 0.25 - 0.1 * i
    score += 2.0 if any(w.islower() and len(w) >= 4 for w in words) else 0.0
    score += 2.0 if block.kind == "heading" else 0.0
    score -= 2.0 if _PUBLISHER.search(text) else 0.0
    score -= 3.0 if re.search(r"[|·]", text) else 0.0
    score -= 9.0 if _BYLINE.match(text) or _FIELD.fullmatch(text) or first_date(text) is not None else 0.0
    genre = re.findall(r"[\w-]+", text.casefold())
    return score - (9.0 if genre and all(w in _GENRES for w in genre) else 0.0)


def _after(blocks: Sequence[RawBlock], texts: Sequence[str], first: int) -> int:
    """Return where a heading opens what is no more of the article: other work, comments, notes."""
    words = [len(text.split()) for text in texts]
    gone, whole = 0, sum(words[first:])
    for i in range(first, len(blocks)):
        heading = blocks[i].kind in ("heading", "title") and gone >= AFTER * whole
        if heading and pattern("after.txt", "^", "").match(texts[i].casefold()):
            return i
        gone += words[i]
    return len(blocks)


def _last(blocks: Sequence[RawBlock], texts: Sequence[str], first: int) -> int:
    """Return where the notices at the end begin."""
    blocks = blocks[: _after(blocks, texts, first)]
    notices = [i for i in range(max(first, len(blocks) - TAIL_BLOCKS), len(blocks)) if is_notice(texts[i], at_end=True)]
    last = len(blocks)
    while (
        last > first and notices and (last - 1 in notices or (_is_line(blocks[last - 1], texts[last - 1]) and last - 2 in notices))
    ):
        last -= 1
    return last
