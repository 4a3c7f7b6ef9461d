"""Whether a Russian claim denies, and to which answer the chance of its hedges belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from longgame.core.hedges import on_any_scale
from longgame.read.hedges import Found
from longgame.read.proposal import Answer
from longgame.read.russian.kinds import Clause

# A `не` that denies nothing of the claim: `не позднее`, `не менее`, `не только`, `если не весь`.
_NOT = re.compile(
    r"(?<!\w)(?<!если )(?<!едва ли )не(?! (?:поздн|ранее|раньше|менее|меньше|более|больше|только|просто|столько|раз(?!\w)))(?!\w)"
)
_NONE = re.compile(r"(?<!\w)(?:нет|ни|никто|никого|никому|никем|ничто|ничего|никогда|никак\w*|нигде|нельзя|невозможно)(?!\w)")
_ASIDE = re.compile(r"(?<!\w)(?:но|а|хотя|хоть) не(?!\w)")


def polarity(clause: Clause, chosen: Sequence[Found], condition: tuple[int, int, str] | None) -> tuple[bool, Answer]:
    """Return whether a claim denies, and the answer that its hedges speak of, empty where that is not clear.

    Parameters
    ----------
    clause : Clause
    chosen : sequence of Found
        The hedges that are listed with the claim; what they deny is in their chance already.
    condition : tuple of (int, int, str) or None
        Place of its if-part in the sentence, which is left out.
    """
    text = clause.sentence.text.lower()
    left_out = [] if condition is None else [condition[:2]]
    counted = [(h.start, h.end) for h in chosen if on_any_scale(text[h.start : h.end], h.meaning)]

    def places(pattern: re.Pattern[str], without: Sequence[tuple[int, int]]) -> list[int]:
        every = (m.start() for m in pattern.finditer(text, clause.start, clause.end))
        return [place for place in every if not any(a <= place < b for a, b in without)]

    outside = places(_NOT, [*left_out, *counted])
    negative = bool(places(_NOT, left_out) or places(_NONE, left_out))
    if places(_ASIDE, left_out) or len(outside) > 1:
        return negative, ""
    # `никто не подпишет` denies once; the `не` may be a hedge's: `никто не будет`.
    alone = not places(_NOT, left_out) and places(_NONE, [*left_out, *counted])
    return negative, "no" if outside or alone else "yes"
