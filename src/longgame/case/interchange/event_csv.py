"""Events and event counts from machine-coded files in the manner of ICEWS and GDELT.

Events: a row with a date, who did it, what (a category of the CAMEO ontology, as its name or its
code) and to whom. The category is turned into one of the sixteen kinds of PLOVER (Halterman and
others 2023). Counts: a row with a date and a number become observations of a series.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from longgame.case.case import Case
from longgame.case.events import Event
from longgame.case.indicators import Observation, Series
from longgame.case.interchange.coded import ImportedRows, actors_by_name, number
from longgame.case.text.csv_text import CsvText, parse_csv
from longgame.core.dates import Period
from longgame.core.errors import CaseError, Problem, Severity, near
from longgame.core.files import read_text, shown
from longgame.core.words import many

COLUMNS = {
    "date": ("date", "event date", "event_date", "sqldate", "day", "month"),
    "source": ("source", "source name", "actor1", "actor1name", "source_actor", "from"),
    "target": ("target", "target name", "actor2", "actor2name", "target_actor", "to"),
    "relation": ("relation", "event text", "event", "event type", "eventtype", "cameo", "cameo code", "eventcode", "code"),
    "value": ("value", "score", "count", "events", "n", "goldstein", "sum", "number"),
}
MAX_PROBLEMS = 500
# First words of a CAMEO category's name, and the PLOVER kind that the category belongs to. The
# longest match holds. Sorted by CAMEO root.
BEGINNINGS = {
    "make statement": "other", "make pessimistic": "other", "make optimistic": "other", "make empathetic": "support",
    "consider policy": "other", "acknowledge": "other", "decline comment": "other", "engage in symbolic": "other",
    "deny responsibility": "other",
    "make an appeal": "request", "appeal": "request", "demand": "request", "request": "request", "ask for": "request",
    "express intent to": "agree", "express accord": "agree", "sign formal agreement": "agree", "agree": "agree",
    "express intent to meet": "consult", "express intent to mediate": "consult",
    "express intent to yield": "concede", "express intent to ease": "concede", "express intent to release": "concede",
    "express intent to de-escalate": "retreat", "express intent to withdraw": "retreat", "express intent to provide": "agree",
    "consult": "consult", "discuss": "consult", "make a visit": "consult", "host a visit": "consult", "meet": "consult",
    "mediate": "consult", "engage in negotiation": "consult", "negotiate": "consult", "travel to meet": "consult",
    "engage in diplomatic": "support", "praise": "support", "defend verbally": "support", "rally support": "support",
    "grant diplomatic": "support", "apologize": "support", "forgive": "support",
    "engage in material": "cooperate", "cooperate": "cooperate", "share intelligence": "cooperate",
    "engage in judicial": "cooperate", "engage in military cooperation": "cooperate",
    "provide": "aid", "give": "aid", "grant asylum": "aid",
    "yield": "concede", "ease": "concede", "accede": "concede", "release": "concede", "return": "concede",
    "allow": "concede", "receive": "concede", "declare truce": "retreat", "de-escalate": "retreat", "retreat": "retreat",
    "surrender": "retreat", "demobilize": "retreat", "withdraw": "retreat",
    "investigate": "accuse", "disapprove": "accuse", "criticize": "accuse", "denounce": "accuse", "accuse": "accuse",
    "complain": "accuse", "bring lawsuit": "accuse", "find guilty": "accuse", "blame": "accuse",
    "reject": "reject", "refuse": "reject", "defy": "reject", "veto": "reject", "violate": "reject", "oppose": "reject",
    "threaten": "threaten", "give ultimatum": "threaten", "warn": "threaten",
    "protest": "protest", "demonstrate": "protest", "strike": "protest", "conduct hunger": "protest", "obstruct": "protest",
    "conduct strike": "protest", "conduct boycott": "protest",
    "exhibit": "mobilize", "mobilize": "mobilize", "increase military": "mobilize", "increase police": "mobilize",
    "reduce": "sanction", "halt": "sanction", "break": "sanction", "impose embargo": "sanction", "impose sanction": "sanction",
    "impose boycott": "sanction", "expel": "sanction", "suspend": "sanction",
    "seize": "coerce", "arrest": "coerce", "detain": "coerce", "confiscate": "coerce", "impose administrative": "coerce",
    "impose restrictions": "coerce", "impose": "coerce", "ban": "coerce", "coerce": "coerce", "use tactics": "coerce",
    "declare state of emergency": "coerce", "attack cybernetically": "coerce", "deport": "coerce",
    "use unconventional": "assault", "use conventional": "assault", "abduct": "assault", "assault": "assault", "kill": "assault",
    "fight": "assault", "attack": "assault", "occupy": "assault", "bomb": "assault", "carry out": "assault",
    "conduct suicide": "assault", "torture": "assault", "injure": "assault", "destroy": "assault", "employ": "assault",
    "engage in mass": "assault", "engage in ethnic": "assault", "violate ceasefire": "assault",
}  # fmt: skip
# The same by the two digits with which a CAMEO code begins.
ROOTS = {
    "01": "other", "02": "request", "03": "agree", "04": "consult", "05": "support", "06": "cooperate", "07": "aid",
    "08": "concede", "09": "accuse", "10": "request", "11": "accuse", "12": "reject", "13": "threaten", "14": "protest",
    "15": "mobilize", "16": "sanction", "17": "coerce", "18": "assault", "19": "assault", "20": "assault",
}  # fmt: skip


@dataclass(frozen=True)
class EventSettings:
    """What the file does not say.

    Attributes
    ----------
    source : tuple of str
        Keys of sources in the case.
    domain : str
        Of events, and of a new series.
    series : str
        Id of the series of a file of counts; a new one needs ``title``, ``unit`` and ``counted_by``.
    """

    source: tuple[str, ...]
    domain: str = ""
    series: str = ""
    title: str = ""
    unit: str = ""
    counted_by: str = ""


def kind_of(relation: str) -> str | None:
    """Return the PLOVER kind of a CAMEO category, given by its name or its code; None if it is not known."""
    text = " ".join(relation.strip(" \"'").casefold().replace("_", " ").split())
    if re.fullmatch(r"\d{2,4}", text):
        return ROOTS.get(text[:2])
    if re.fullmatch(r"\d", text):
        return ROOTS.get("0" + text)
    best = max((b for b in BEGINNINGS if text == b or text.startswith((b + " ", b + ","))), key=len, default=None)
    return BEGINNINGS[best] if best is not None else None


def from_event_csv(path: Path | str, base: Case, settings: EventSettings) -> ImportedRows:
    """Return the events, or the observations, of a file as rows of a case.

    The same file gives the same ids, so that importing it again changes nothing. Rows that say the
    same stand once.

    Raises
    ------
    CaseError
        LG171 if the columns are not those of events or counts, LG172 for values, LG173 for a source or
        series that the case does not have; all of them.
    """
    path = Path(path)
    parsed = parse_csv(read_text(path), shown(path))
    columns = {what: c for what, names in COLUMNS.items() if (c := _named(parsed.header, names)) is not None}
    problems = [
        Problem(parsed.where(()), "LG173", f"there is no source {key!r} in the case", near(key, base.sources.by_key))
        for key in settings.source
        if key not in base.sources.by_key
    ]
    out = ImportedRows()
    if {"date", "source", "relation", "target"} <= set(columns):
        _events(parsed, columns, base, settings, out, problems)
    elif {"date", "value"} <= set(columns):
        _counts(parsed, columns, base, settings, out, problems)
    else:
        message = "the columns are neither those of events (date, source, relation, target) nor of counts (date, value)"
        problems.append(Problem(parsed.where(()), "LG171", message, "found: " + ", ".join(parsed.header[:12])))
    if problems:
        raise CaseError(problems[:MAX_PROBLEMS])
    return out


def _named(header: Sequence[str], names: Sequence[str]) -> str | None:
    folded = {h.casefold().strip(): h for h in header}
    return next((folded[n] for n in names if n in folded), None)


def _events(
    parsed: CsvText, columns: Mapping[str, str], base: Case, settings: EventSettings, out: ImportedRows, problems: list[Problem]
) -> None:
    if not settings.domain:
        problems.append(Problem(parsed.where(()), "LG171", "the file says nothing of domains", "name one: --domain ID"))
        return
    actors = actors_by_name(base)
    unknown: Counter[str] = Counter()
    seen: set[str] = set()
    for index, row in enumerate(parsed.data):
        values = {what: row.get(name, "").strip(" \"'") for what, name in columns.items()}
        day = _date(parsed, index, columns["date"], values["date"], problems)
        if day is None:
            continue
        kind = kind_of(values["relation"])
        if kind is None:
            unknown[values["relation"]] += 1
        event = _event(values, day, kind or "other", actors, settings)
        if event.id not in seen:
            seen.add(event.id)
            out.add("events", event)
    for relation, count in unknown.most_common():
        message = f"the category {relation!r} is not known ({many(count, 'row')}); its events are of the kind 'other'"
        out.notes.append(Problem(parsed.where(()), "LG172", message, severity=Severity.WARNING))
    if len(seen) < len(parsed.data) and not problems:
        out_of = many(len(parsed.data), "row")
        message = f"{len(parsed.data) - len(seen)} of {out_of} left out, since another says the same"
        out.notes.append(Problem(parsed.where(()), "LG172", message, severity=Severity.NOTE))


def _event(values: Mapping[str, str], day: Period, kind: str, actors: Mapping[str, str], settings: EventSettings) -> Event:
    text = "\x1f".join((str(day), values["source"], values["relation"], values["target"]))
    named = [actors[n.casefold()] for n in (values["source"], values["target"]) if n.casefold() in actors]
    fields = {
        "id": f"m-{day.first:%Y%m%d}-{hashlib.sha256(text.encode()).hexdigest()[:8]}",
        "date": day,
        "kind": kind,
        "domain": settings.domain,
        "what": _what(values["source"], values["relation"].lower() or "not said", values["target"]),
        "actors": tuple(dict.fromkeys(named)),
        "source": settings.source,
        "note": "Coded by a machine from news reports; not checked by a person.",
    }
    return Event.model_validate(fields)


def _what(source: str, relation: str, target: str) -> str:
    """Return what happened in words; a side that the file leaves open stays so."""
    if source and target:
        return f"{source} to {target}: {relation}"
    missing = " and ".join(side for side, name in (("by whom", source), ("to whom", target)) if not name)
    named = f"{source}: " if source else f"{target}, as target: " if target else ""
    return f"{named}{relation} (not said {missing})"


def _counts(
    parsed: CsvText, columns: Mapping[str, str], base: Case, settings: EventSettings, out: ImportedRows, problems: list[Problem]
) -> None:
    if not _series(parsed, base, settings, out, problems):
        return
    days = [_date(parsed, i, columns["date"], row.get(columns["date"], ""), problems) for i, row in enumerate(parsed.data)]
    known = [d for d in days if d is not None]
    monthly = len(known) > 1 and all(d.is_day and d.first.day == 1 for d in known)
    seen: dict[str, int] = {}
    for index, row in _valued(parsed, columns["value"]):
        day = days[index]
        if day is None:
            continue
        when = Period.parse(f"{day.first:%Y-%m}") if monthly else day
        try:
            value = number(row[columns["value"]])
        except ValueError as error:
            problems.append(Problem(parsed.where((index, columns["value"])), "LG172", str(error)))
            continue
        key = f"{settings.series}-{str(when).replace('/', '_')}"[:80]
        if key in seen:
            message = f"{when} stands twice; first on line {parsed.where((seen[key],)).line}"
            problems.append(Problem(parsed.where((index,)), "LG172", message, "keep one row"))
            continue
        seen[key] = index
        fields = {"id": key, "series": settings.series, "date": when, "value": value, "source": settings.source}
        out.add("indicators", Observation.model_validate(fields))


def _valued(parsed: CsvText, column: str) -> Iterator[tuple[int, dict[str, str]]]:
    return ((i, row) for i, row in enumerate(parsed.data) if row.get(column, "").strip())


def _series(parsed: CsvText, base: Case, settings: EventSettings, out: ImportedRows, problems: list[Problem]) -> bool:
    where = parsed.where(())
    if not settings.series:
        problems.append(Problem(where, "LG171", "the file holds counts", "name the series that they belong to: --series ID"))
        return False
    if settings.series in base.series.by_key:
        return True
    missing = [f"--{n}" for n in ("title", "unit", "counted_by", "domain") if not getattr(settings, n)]
    if missing:
        fix = near(settings.series, base.series.by_key)
        fix = fix if fix.startswith("did you mean") else "to make it, give " + ", ".join(missing).replace("_", "-")
        problems.append(Problem(where, "LG173", f"there is no series {settings.series!r} in the case", fix))
        return False
    fields = {"id": settings.series, "title": settings.title, "unit": settings.unit, "counted_by": settings.counted_by}
    out.add("series", Series.model_validate(fields | {"domain": settings.domain}))
    return True


def _date(parsed: CsvText, index: int, column: str, text: str, problems: list[Problem]) -> Period | None:
    text = text.strip()
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    elif re.fullmatch(r"\d{6}", text):
        text = f"{text[:4]}-{text[4:]}"
    try:
        return Period.parse(text.partition(" ")[0].partition("T")[0])
    except ValueError as error:
        problems.append(Problem(parsed.where((index, column)), "LG172", f"{column}: {error}"))
        return None
