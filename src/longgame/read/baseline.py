"""The simplest reader that is any use: sentences with a word from a list. What reads better has to beat it clearly."""

from __future__ import annotations

import re

from longgame.core.dates import Period
from longgame.read.measure import Claim

MODALS = (
    "will", "won't", "would", "wouldn't", "shall", "should", "may", "might", "could", "cannot", "must", "likely", "unlikely",
    "probably", "possibly", "perhaps", "expect", "expects", "expected", "forecast", "predict", "inevitable", "inevitably",
    "certain", "doubt", "chance", "chances", "risk", "odds",
    "вероятно", "скорее всего", "может", "могут", "возможно", "будет", "будут", "маловероятно", "вряд ли", "должен", "должны",
)  # fmt: skip
TIMES = (
    "if", "unless", "until", "by the end of", "next year", "next month", "soon", "tomorrow", "deadline", "due", "plans", "intends",
    "agreed to", "pledged", "promised", "если", "до конца", "к концу", "в следующем году",
)  # fmt: skip
_HEDGE = re.compile(r"\b(?:" + "|".join(map(re.escape, MODALS)) + r")\b", re.IGNORECASE)
_WORD = re.compile(r"\b(?:" + "|".join(map(re.escape, MODALS + TIMES)) + r")\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^\s](?:[^\n.!?]|[.!?](?![\s\"”’»)]))*(?:[.!?]+[\"”’»)]*|$|(?=\n))", re.MULTILINE)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def word_list(text: str) -> list[Claim]:
    """Return every sentence as a claim, a forecast where it has a word of the list.

    Parameters
    ----------
    text : str
        The file as decoded, with whatever stands in it.
    """
    found = []
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0]
        years = _YEAR.findall(words)
        found.append(
            Claim(
                sentence.start(),
                sentence.end(),
                "forecast" if _WORD.search(words.replace("’", "'")) else "factual statement",
                tuple(m[0] for m in _HEDGE.finditer(words.replace("’", "'"))),
                Period.parse(f"{years[-1]}-12-31") if years else None,
            )
        )
    return found
