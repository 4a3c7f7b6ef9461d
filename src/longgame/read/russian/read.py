"""Russian documents, read with natasha, which is an extra: sentences, clauses by marks and conjunctions, kinds, hedges, times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from longgame.core.dates import Period
from longgame.read import hedges, quantities
from longgame.read.calendar import month
from longgame.read.english.claims import rest
from longgame.read.english.dates import deadline
from longgame.read.gazetteer import Gazetteer
from longgame.read.hedges import STRONG
from longgame.read.proposal import BOTH_SIDES, FORWARD, UNCLEAR, Hedge, Kind, Mention, Proposal, Span, Timing
from longgame.read.russian import dates
from longgame.read.russian.kinds import LIST, Clause, condition, kind
from longgame.read.russian.parse import Sentence, parse
from longgame.read.russian.polarity import polarity
from longgame.read.sentences import plain, split
from longgame.read.words import classes

if TYPE_CHECKING:
    from longgame.read.readable import Readable

_CUT = re.compile(r";\s|(?P<reason>,\s(?=(?:поскольку|потому что|так как|ибо)\s))|,\s(?:но|однако|а|зато)\s|\s—\s(?:но|однако|а)\s")
_SAID = re.compile(r"\"?\s*[,—-]\s*[—-]?\s*(?<!\w)(?:считает|полагает|отмечает|говорит|уверен[аы]?|думает|пишет)\s[^,.]*(?=\.|$)")
_LEAD = re.compile(
    r"(?:(?:и|но|а|однако|при этом|впрочем|кроме того|между тем|наконец|по его словам|по её словам|по ее словам|по словам [^,]*|"
    r"во-первых|во-вторых|в-третьих|с другой стороны|с одной стороны|таким образом)(?:,\s|\s(?=[а-яё])(?<=[иа]\s)))+",
    re.IGNORECASE,
)
# Not the one who speaks: `не уйдём, - сказал он`.
_BACK = re.compile(r"(?<!\w)(?:в срок|этого|это|(?<!ал )(?<!ала )(?<!ил )(?<!ила )он[аио]?|к этому сроку)(?!\w)", re.IGNORECASE)
_ACCORDING = re.compile(r"(?<!\w)(?:по словам|по данным|по заявлению|как сообщил[аи]?|как заявил[аи]?)(?!\w)")
_PREPOSITION = re.compile(r"(?<!\w)(?:не (?:позднее|ранее|раньше) |(?:до|к|ко|по|с|со|в|на|после) )$", re.IGNORECASE)
_FEWEST = 3
_TOLD = frozenset({"factual statement", "factual quantity", "causal thesis"})


def read_all(documents: Sequence[Readable], days: Sequence[date], gazetteer: Gazetteer, scale: str) -> list[list[Proposal]]:
    """Return the proposals of each document.

    Raises
    ------
    LonggameError
        If natasha is not installed.
    """
    return [_read(d, now, gazetteer, scale) for d, now in zip(documents, days, strict=True)]


def _read(document: Readable, now: date, gazetteer: Gazetteer, scale: str) -> list[Proposal]:
    found: list[Proposal] = []
    roles: dict[str, bool] = {}
    before: tuple[int, Proposal] | None = None
    for number, block in enumerate(document.blocks):
        words = plain(document.text[block.start : block.end])
        for a, b in split(words):
            sentence = parse(words[a:b])
            said = _official(sentence, roles)
            names = _names(document.text[block.start + a : block.start + b], sentence, block.start + a, gazetteer)
            for clause, which, why in _joined(_clauses(sentence, block.start + a, now), now, said):
                if which is None or len([w for w in clause.words if w.part != "PUNCT"]) < _FEWEST:
                    continue
                # A time is taken over from the same paragraph or the one above.
                near = before[1] if before is not None and number - before[0] <= 1 else None
                proposal = _proposal(document.text, clause, which, why, now, scale, names, near)
                found.append(proposal)
                before = (number, proposal) if proposal.forward and proposal.period is not None else before
    return found


def _joined(clauses: Iterable[Clause], now: date, said: bool) -> list[tuple[Clause, Kind | None, str]]:
    """Return clauses with their kinds; what is so and why it is so are one thesis, what will be stays a claim of its own."""
    found: list[tuple[Clause, Kind | None, str]] = []
    for clause in clauses:
        which, why = kind(clause, now, said)
        if clause.reason and which == "causal thesis" and found and found[-1][1] in _TOLD:
            first = found.pop()[0]
            clause = _clause(clause.sentence, first.start, clause.end, clause.offset, True, now)
        found.append((clause, which, why))
    return found


def _official(sentence: Sentence, roles: dict[str, bool]) -> bool:
    """Say whether an official speaks in a sentence, and remember who is who."""
    low = sentence.text.lower()
    lists = classes(LIST)
    words = [w.text.lower() for w in sentence.words]
    office = any(w.startswith(tuple(lists["official"])) for w in words)
    outside = any(w.startswith(tuple(lists["outsider"])) for w in words)
    people = []
    for start, end, what in sentence.names:
        if what == "PER":
            people.append(sentence.text[start:end].split()[-1])
            near = low[max(0, start - 60) : start].split()
            title = next((w for w in reversed(near) if w.startswith(_titles())), "")
            if title:
                roles.setdefault(people[-1], title.startswith(tuple(lists["official"])))
    # What somebody will admit, or hardly admits, is no report of it.
    judged = {h.end + 1 for h in hedges.find(sentence.text, "ru") if h.kind in STRONG}
    said = (w for w in sentence.words if w.tense != "Fut" and w.start not in judged)
    speaks = any(w.text.lower().startswith(tuple(lists["speech"])) for w in said)
    according = _ACCORDING.search(low) is not None
    if not (speaks or according) or outside or "по оценке" in low:
        return False
    # Whoever is named without a word on who he is, is somebody whom the readers know.
    names = people or [w.text for w in sentence.words[:3] if w.part == "PROPN"]
    return office or any(roles.get(name, True) for name in names)


def _titles() -> tuple[str, ...]:
    lists = classes(LIST)
    return tuple(lists["official"] | lists["outsider"])


def _clauses(sentence: Sentence, offset: int, now: date) -> Iterator[Clause]:
    """Return the clauses that could be claims of their own: what has a verb with a tense or a short form on both sides of a cut."""
    text = sentence.text
    end = len(text)
    if said := _SAID.search(text):
        end = said.start()
    start, reason = 0, False
    cuts = [m for m in _CUT.finditer(text, 0, end) if _verb(sentence, start, m.start()) and _verb(sentence, m.end(), end)]
    for m in (*cuts, None):
        last = end if m is None else m.start()
        yield _clause(sentence, start, last, offset, reason, now)
        if m is not None:
            start, reason = m.end(), m.group("reason") is not None


def _verb(sentence: Sentence, start: int, end: int) -> bool:
    relative = sentence.text.find(", котор", start)
    end = relative if start < relative < end else end
    inside = [w for w in sentence.words if start <= w.start < end]
    return any(w.tense or w.part in ("VERB", "AUX") for w in inside) and len(inside) >= _FEWEST


def _clause(sentence: Sentence, start: int, end: int, offset: int, reason: bool, now: date) -> Clause:
    text = sentence.text
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    while start < end and text[start] in ' ,;:—-"':
        start += 1
    while end > start and text[end - 1] in ' ,;:—-"':
        end -= 1
    # A quotation that ends inside the clause begins in it, and the other way round.
    start -= start > 0 and text[start - 1] == '"' and text.count('"', start, end) % 2 == 1
    end += text[end : end + 1] == '"' and text.count('"', start, end) % 2 == 1
    every = [h for h in hedges.find(text, "ru") if start <= h.start and h.end <= end]
    clause = Clause(sentence, start, end, offset, reason, every, [])
    times = dates.find(text[start:end], now, not clause.past)
    clause.times = [t._replace(start=t.start + start, end=t.end + start) for t in times]
    return clause


def _proposal(
    text: str,
    clause: Clause,
    which: Kind,
    why: str,
    now: date,
    scale: str,
    names: Sequence[Mention],
    before: Proposal | None,
) -> Proposal:
    start, end = clause.offset + clause.start, clause.offset + clause.end
    if clause.sentence.text[clause.end : clause.end + 1] in (".", "!"):
        end += 1
    timing, period, dated = _time(clause, which, now, before)
    when = condition(clause) if which == "conditional forecast" else None
    part = None if when is None else Span(start=clause.offset + when[0], end=min(end, clause.offset + when[1]))
    chosen = _chosen(clause, which)
    said = tuple(_hedge(text, clause.offset, h, scale) for h in chosen)
    negative, answer = polarity(clause, chosen, when)
    unclear = BOTH_SIDES if hedges.disagree(said) else "" if answer else UNCLEAR
    forecast = which in ("forecast", "conditional forecast")
    taken = [(t.start, t.end) for t in clause.times] + [(h.start, h.end) for h in chosen if h.kind in STRONG]
    counted = (
        q.model_copy(update={"start": q.start + clause.offset, "end": q.end + clause.offset})
        for q in quantities.find(clause.sentence.text, taken)
    )
    return Proposal(
        start=start,
        end=end,
        kind=which,
        hedges=said,
        timing=timing,
        period=period,
        actors=tuple(n for n in names if start <= n.start and n.end <= end),
        negative=negative,
        answer=answer if forecast and not unclear else "",
        condition=part,
        consequence=rest(text, part, start, end),
        quantities=tuple(q for q in counted if start <= q.start and q.end <= end),
        why=tuple(w for w in (why, dated, unclear if forecast else "") if w),
    )


def _chosen(clause: Clause, which: Kind) -> list[hedges.Found]:
    strong = [h for h in clause.hedges if h.kind in STRONG]
    if which in ("forecast", "conditional forecast"):
        return strong or [h for h in clause.hedges if h.kind in ("modal", "must")] or _future(clause)
    if which == "commitment-with-deadline":
        binding = (clause.pledge, clause.has("event"))
        word = next((w for w in clause.words if w.text in binding), None)
        if word is not None:
            return [hedges.Found(word.start, word.end, "pledge", "")]
        return [h for h in clause.hedges if h.kind == "must"]
    judging = {"nearness", "rumour"} | (set() if which == "factual quantity" else {"evidence"})
    return [h for h in clause.hedges if h.kind in judging]


def _future(clause: Clause) -> list[hedges.Found]:
    """Return the verb in the future, with its `не`, where it is all that looks ahead; not the one of the condition."""
    when = condition(clause)
    words = clause.words
    for i, word in reversed(list(enumerate(words))):
        if word.tense == "Fut" and not (when is not None and when[0] <= word.start < when[1]):
            first = words[i - 1] if i and words[i - 1].text.lower() == "не" else word
            return [hedges.Found(first.start, word.end, "modal", "will not" if first is not word else "will")]
    return [hedges.Found(w.start, w.end, "modal", "would") for w in words if w.text.lower() == "бы"][-1:]


def _hedge(text: str, shift: int, found: hedges.Found, scale: str) -> Hedge:
    start, end = shift + found.start, shift + found.end
    words = text[start:end]
    return Hedge(start=start, end=end, words=words, means=found.meaning, chance=hedges.chance(words, found.meaning, scale))


def _time(clause: Clause, which: Kind, now: date, before: Proposal | None) -> tuple[Timing, Period | None, str]:
    """Return the time of a claim and where it is from, empty where its own words give it no day to come."""
    if which in FORWARD:
        run = next((t for t in clause.times if t.role == "span"), None)
        if run is not None and which == "commitment-with-deadline":
            return "span", Period(run.days.first, run.days.last, f"{run.days.first.year}/{run.days.last.year}"), "a run of years"
        ahead = dates.find(clause.sentence.text[clause.start : clause.end], now, True)
        bound = [t for t in ahead if t.role in ("by", "within", "notbefore")] or ahead
        after = [t for t in bound if deadline(t) > now]
        if after:
            first, last = clause.start + after[-1].start, clause.start + after[-1].end
            lead = _PREPOSITION.search(clause.sentence.text, 0, first)
            words = clause.sentence.text[first if lead is None else lead.start() : last]
            return "by", Period.of(deadline(after[-1])), f"'{words}' ends on {deadline(after[-1])}"
        if before is not None and which == "forecast" and _BACK.search(clause.low):
            return "by", before.period, "takes over the time of the claim before"
        return "undated", None, ""
    if clause.times:
        days = clause.times[-1].days
        text = f"{days.first}/{days.last}" if days.first != days.last else str(days.first)
        return "about", Period(days.first, days.last, text), ""
    if which == "causal thesis":
        return "standing", None, ""
    if clause.past:
        return "past", None, ""
    present = month(now.year, now.month)
    return "about", Period(present.first, present.last, f"{now:%Y-%m}"), "present: the month of the article"


def _names(words: str, sentence: Sentence, offset: int, gazetteer: Gazetteer) -> list[Mention]:
    found = gazetteer.find(words)
    for start, end, _ in sentence.names:
        if not any(start < f.end and f.start < end for f in found):
            found.append(Mention(start=start, end=end, name=words[start:end]))
    return [f.model_copy(update={"start": f.start + offset, "end": f.end + offset}) for f in sorted(found, key=lambda f: f.start)]
