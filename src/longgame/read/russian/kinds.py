"""Which of the seven kinds a Russian clause is, by forms and stems; the questions of the guide to labels in its order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from longgame.read import quantities
from longgame.read.english.dates import Time, deadline
from longgame.read.hedges import STRONG, Found
from longgame.read.proposal import Kind
from longgame.read.russian.parse import Sentence, Word
from longgame.read.words import classes

LIST = "claims_ru.csv"
_IF = re.compile(
    r"(?<!\w)(?P<word>если бы|если|при условии|в случае|разве что|в том случае|при отсутствии|как только|без)(?!\w)[^,]*"
    r"(?:, что [^,]*)?(?=,|$|\.)|"
    r"^(?P<then>в (?:противном|этом|таком|том) случае|иначе)(?!,? если)(?!\w)|"
    r"^(?P<first>при (?:сохранении|отказе|провале|срыве|согласии|росте|снижении|отсутствии)|пока)(?!\w)[^,]*?"
    r"(?=,|$|\.| [а-я]+ (?:сократ|вырас|буд|стан|не ))"
)
_NOT = re.compile(r"(?<!\w)(?:не|ни|нет)(?!\w)")
_BECAUSE = re.compile(r"(?<!\w)(?:поэтому|потому|поскольку|так как|вследствие|следовательно|благодаря|из-за)(?!\w)")
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d.,]*(?:-\d[\d.,]*)?(?:\s?%)?|(?<!\w)(?:половин|треть|четверть|вдвое|втрое)")
_PAST_START = re.compile(r"^(?:спустя|через|тогда|впоследствии|позже)(?!\w)")
_UNKNOWN = re.compile(r"неизвестно|неясно|непонятно|покажет время|трудно сказать|никто не знает")
# `маловероятно, чтобы стороны подписали`: a past form that looks ahead.
_SUBJUNCTIVE = re.compile(r"^(?:[а-яё]+ ){0,3}[а-яё]+, чтобы(?!\w)")
_ADVICE = re.compile(r"(?<!\w)(?:следует|стоит|нужно|надо|пора)(?= [а-я]+ть\b)")


@dataclass
class Clause:
    """A clause that may be a claim.

    Attributes
    ----------
    sentence : Sentence
    start, end : int
        In the sentence.
    offset : int
        Of the sentence in the document's text.
    reason : bool
        Whether it opens with `поскольку` or the like.
    hedges : list of Found
    times : list of Time
        Places of both counted in the sentence.
    """

    sentence: Sentence
    start: int
    end: int
    offset: int
    reason: bool
    hedges: list[Found]
    times: list[Time]

    @property
    def low(self) -> str:
        """The words in small letters."""
        return self.sentence.text[self.start : self.end].lower()

    @property
    def words(self) -> list[Word]:
        """The words."""
        return [w for w in self.sentence.words if self.start <= w.start < self.end]

    def has(self, kind: str) -> str:
        """Return the first word that begins like one of a list, empty if none does."""
        stems = tuple(classes(LIST)[kind])
        return next((w.text for w in self.words if w.text.lower().startswith(stems)), "")

    @property
    def pledge(self) -> str:
        """The first verb or short adjective of a promise; a noun such as `обещание` binds nobody."""
        stems = tuple(classes(LIST)["pledge"])
        words = self.words
        bound = (
            w.text
            for before, w in zip([None, *words], words, strict=False)
            if w.part in ("VERB", "ADJ", "AUX")
            and w.text.lower().startswith(stems)
            and not (before is not None and before.text.lower() == "не")
        )
        return next(bound, "")

    @property
    def future(self) -> str:
        """The first verb in the future tense."""
        return next((w.text for w in self.words if w.tense == "Fut"), "")

    @property
    def past(self) -> bool:
        """Whether its first verb with a tense is in the past."""
        return next((w.tense for w in self.words if w.tense), "") == "Past"


def condition(clause: Clause) -> tuple[int, int, str] | None:
    """Return where the if-part of a clause stands, and its word."""
    found = _IF.search(clause.low)
    if found is None or (found["word"] == "без" and found.start() > 0):
        return None
    if found["first"] == "пока" and not _NOT.search(clause.low[found.end() :]):
        return None  # `пока` that only tells of the time being
    return clause.start + found.start(), clause.start + found.end(), found["word"] or found["then"] or found["first"]


def kind(clause: Clause, now: date, official: bool) -> tuple[Kind | None, str]:
    """Return the kind of a clause and why.

    Parameters
    ----------
    clause : Clause
    now : datetime.date
        Day of the article.
    official : bool
        Whether somebody in office says it.
    """
    low = clause.low
    if low.rstrip('»") ').endswith("?") or _UNKNOWN.search(low):
        return None, "no claim"
    supposed = condition(clause)
    if supposed is not None and "бы" in low.split():
        return "conditional forecast", "condition and 'бы'"
    if why := _promise(clause, now):
        return "commitment-with-deadline", why
    if official:
        return "reported claim by an official", "an official says it"
    strong = next((h for h in clause.hedges if h.kind in STRONG), None)
    ahead = clause.future if not _told(clause, now) else ""
    modal = next((h for h in clause.hedges if h.kind == "modal"), None)
    words = ahead or _words(clause, strong) or _words(clause, modal)
    if condition(clause) is not None and (words or "бы" in low.split()):
        return "conditional forecast", f"condition and '{words or 'бы'}'"
    if clause.reason:
        return "causal thesis", f"'{low.split()[0].strip(',')}' opens a reason"
    if strong is not None and not (clause.past and not ahead and not _SUBJUNCTIVE.search(low)):
        return "forecast", f"'{_words(clause, strong)}' about what is to come"
    because = _BECAUSE.search(low) is not None
    looks = modal is not None or _first_tense(clause) == "Fut"
    if not because and (ahead or modal is not None) and looks and not _told(clause, now):
        return "forecast", f"'{words}' in the future"
    if reason := clause.has("reason"):
        return "causal thesis", f"'{reason}' gives a reason or a motive"
    if (ahead or modal is not None) and not _told(clause, now):
        return "forecast", f"'{words}' in the future"
    return _fact(clause)


def _first_tense(clause: Clause) -> str:
    return next((w.tense for w in clause.words if w.tense), "")


def _words(clause: Clause, hedge: Found | None) -> str:
    return "" if hedge is None else clause.sentence.text[hedge.start : hedge.end]


def _told(clause: Clause, now: date) -> bool:
    """Whether a future tense tells of what has come to pass: `спустя девять лет он станет`."""
    return _PAST_START.search(clause.low) is not None and not any(deadline(t) > now for t in clause.times)


def _promise(clause: Clause, now: date) -> str:
    if event := clause.has("event"):
        if any(h.kind in STRONG for h in clause.hedges):
            return ""  # `скорее всего, саммит состоится`: nobody has fixed it
        return f"'{event}' with a day to come" if any(deadline(t) > now for t in clause.times) else ""
    if pledge := clause.pledge:
        return f"'{pledge}' binds"
    must = next((h for h in clause.hedges if h.kind == "must"), None)
    if must is not None and any(t.role in ("by", "within", "in") and t.start > must.end for t in clause.times):
        return f"'{_words(clause, must)}' with a time"
    return ""


def _fact(clause: Clause) -> tuple[Kind | None, str]:
    if _ADVICE.search(clause.low):
        return None, "advice"
    places = [(t.start - clause.start, t.end - clause.start) for t in clause.times]
    number = next((m for m in _NUMBER.finditer(clause.low) if not any(a <= m.start() < b for a, b in places)), None)
    if number is not None:
        every = quantities.find(clause.low)
        whole = next((clause.low[q.start : q.end] for q in every if q.start < number.end() and number.start() < q.end), number[0])
        return "factual quantity", f"'{whole.strip()}' is what there is to check"
    first = next((w.end for w in clause.words if w.tense or w.part in ("VERB", "AUX")), clause.end)
    if any(
        t.start > first and (t.end - t.start) > 3 and any(c.isdigit() for c in clause.sentence.text[t.start : t.end])
        for t in clause.times
    ):
        return "factual quantity", "the date of an act"
    if any(h.kind == "evidence" for h in clause.hedges):
        return "causal thesis", "marks a judgement"
    if any(w.tense == "Pres" for w in clause.words) and not clause.past:
        return "causal thesis", "in the present tense, of how things are in general"
    return "factual statement", "nothing in it is a forecast, a reason or a number"
