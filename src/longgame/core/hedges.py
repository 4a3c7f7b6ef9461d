"""From hedge words to intervals of probability, under several scales; what a scale does not know is never guessed."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

from longgame.core.errors import LonggameError, near
from longgame.core.stated import stated

Basis = Literal["published", "nearest", "convention", "stated"]
ANY = "*"


class Scale(NamedTuple):
    """Where the numbers of a scale come from.

    Attributes
    ----------
    id, title : str
    says : str
        How low, middle and high are to be read.
    reference, address : str
        The original, and the page that the numbers were taken from.
    verified : bool
        Whether somebody has compared them with the original.
    """

    id: str
    title: str
    says: str
    reference: str
    address: str
    verified: bool = False


SCALES = {
    scale.id: scale
    for scale in (
        Scale(
            "kent",
            "Kent 1964",
            "The odds that Kent proposed for estimators, with the give and take that he allowed.",
            "Kent, S. (1964). Words of estimative probability. Studies in Intelligence 8(4), 49–65.",
            "https://lettersremain.com/the-numbers-in-our-words-words-of-estimative-probability/",
        ),
        Scale(
            "icd203",
            "ICD 203",
            "The ranges set for analysts of United States intelligence, and their middles.",
            "Office of the Director of National Intelligence (2015). Intelligence Community Directive 203: Analytic Standards.",
            "https://github.com/wesinator/ICD203-intel-analysis",
        ),
        Scale(
            "survey2018",
            "survey of 2018",
            "What some 1,860 people said that phrases mean to them: tenth percentile, median, ninetieth percentile.",
            "Mauboussin, A. and Mauboussin, M. J. (2018). If you say something is likely, how likely do people think it is? "
            "Harvard Business Review, 3 July.",
            "https://github.com/amauboussin/probability-survey (commit 6eaae615)",
        ),
        Scale(
            "combined",
            "the three together",
            "This project's mean of the three where they have the word, its own reading where none does.",
            "None: made for this program.",
            "",
        ),
    )
}
DEFAULT = "survey2018"


class Hedge(NamedTuple):
    """What a word means under a scale.

    Attributes
    ----------
    low, mid, high : float
        Probability of the answer that the forecast speaks of.
    basis : str
        ``published``: the scale has the word; ``nearest``: it has a word near it; ``convention``: this program's reading;
        ``stated``: the forecast names the number.
    nearest : str
        The word of the scale that was taken instead.
    note : str
    """

    low: float
    mid: float
    high: float
    basis: Basis
    nearest: str = ""
    note: str = ""


_PLAIN = str.maketrans({"’": "'", **dict.fromkeys("‐‑‒–—−", "-")})


def normal(text: str) -> str:
    """Return a hedge as it is looked up: small letters, single spaces, straight apostrophes, simple dashes, nothing around it."""
    return " ".join(text.translate(_PLAIN).casefold().split()).strip(" .,;:!?()\"'…“”«»")


@cache
def words(scale: str) -> dict[str, Hedge]:
    """Return what each word means under a scale.

    Raises
    ------
    LonggameError
        If there is no such scale.
    """
    if scale not in SCALES:
        raise LonggameError(f"there is no scale of hedge words {scale!r}; {near(scale, SCALES)}")
    found: dict[str, Hedge] = {}
    for row in _rows():
        if row["scale"] == scale:
            low, mid, high = (float(row[name]) for name in ("low", "mid", "high"))
            hedge = Hedge(low, mid, high, cast(Basis, row["basis"]), row["nearest"], row["note"])
            found |= dict.fromkeys(row["words"].split("; "), hedge)
    return found


@cache
def no_likelihood() -> dict[str, str]:
    """Return the words that say something else than how likely, with what they say."""
    return {word: row["note"] for row in _rows() if row["scale"] == ANY for word in row["words"].split("; ")}


@cache
def _heads() -> dict[str, str]:
    rows = sorted(_rows(), key=lambda row: row["scale"] != "combined")
    found: dict[str, str] = {}
    for row in rows:
        listed = row["words"].split("; ")
        for word in listed:
            found.setdefault(word, listed[0])
    return found


def head(text: str, means: str = "") -> str:
    """Return the word under which a hedge is grouped, so that `will likely` and `likely` stand together; else the hedge itself."""
    word = normal(text)
    return _heads().get(word) or _heads().get(normal(means), word)


def look_up(text: str, scale: str, means: str = "") -> Hedge | None:
    """Return what a hedge means under a scale, None if the scale does not have it.

    Parameters
    ----------
    text : str
        As it stands in the source. A number that it names goes before every scale.
    scale : str
        Of ``SCALES``.
    means : str
        The word that it is taken for where the scale does not have it.
    """
    word = normal(text)
    if (named := stated(word)) is not None:
        low, high = named
        return Hedge(low, low if low == high else round((low + high) / 2, 9), high, "stated")
    if (known := words(scale).get(word)) is not None or not means:
        return known
    other = words(scale).get(normal(means))
    return None if other is None else other._replace(basis="nearest", nearest=normal(means))


def on_any_scale(text: str, means: str = "") -> bool:
    """Whether some scale has a hedge, or the word that it is taken for, or it names a number."""
    return any(look_up(text, scale, means) is not None for scale in SCALES)


def why_not(text: str, scale: str, means: str = "") -> str:
    """Return why a hedge has no interval under a scale."""
    word = normal(text)
    if means and normal(means) not in no_likelihood() and word not in no_likelihood():
        return why_not(means, scale)
    if not word:
        return "no hedge and no probability"
    if word in no_likelihood():
        return f"the hedge {word!r} {no_likelihood()[word]}"
    others = [s for s in SCALES if s != scale and word in words(s)]
    tail = f"; {', '.join(others)} would" if others else ""
    return f"the scale {scale} does not know the hedge {word!r}{tail}"


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("longgame.core").joinpath("hedges.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))
