"""Examples for the checks: small changes to the starter case, and what is found where.

One example a line, however long, so that the table can be read down its columns.
"""

# ruff: noqa: E501

from __future__ import annotations

from typing import NamedTuple

Edit = tuple[str, str, str]


class Found(NamedTuple):
    """A change to the starter case, the code it gives, and the text that stands at the place."""

    name: str
    code: str
    edits: tuple[Edit, ...]
    at: tuple[str, str]


class Fine(NamedTuple):
    """A change that is near a mistake and is none."""

    name: str
    code: str
    edits: tuple[Edit, ...]


def add(file: str, row: str) -> Edit:
    """Return an edit that adds a row at the end of a file."""
    return (file, "", row + "\n")


STANCE = "lo-grid,price,2025-01-15,80,90,100,70,80,90,me,Buys the power,speech"
SCENARIO = "\n  - id: s\n    title: T\n    reason: a what-if\n    known: 2025\n    changes:\n"
FOUND = (
    Found("actor's party", "LG201", (("actors.yaml", "party: HI", "party: HO"),), ("actors.yaml", "HO")),
    Found("actor's part_of", "LG201", (("actors.yaml", "part_of: lo-government", "part_of: low-government"),), ("actors.yaml", "low-g")),
    Found("actor's source", "LG201", (("actors.yaml", "party: HI", "party: HI\n    source: akkord"),), ("actors.yaml", "akkord")),
    Found("issue's asked_by", "LG201", (("issues.yaml", "asked_by: lo-government", "asked_by: lo-goverment"),), ("issues.yaml", "lo-goverment")),
    Found("issue's commitments", "LG201", (("issues.yaml", "commitments: one-price", "commitments: oneprice"),), ("issues.yaml", "oneprice")),
    Found("package's unit", "LG201", (("commitments.yaml", "unit: steps", "unit: step"),), ("commitments.yaml", "step\n")),
    Found("commitment's package", "LG201", (("commitments.yaml", "package: accord-2025\n    promised_by: HI; LO              #", "package: accord-2026\n    promised_by: HI; LO #"),), ("commitments.yaml", "accord-2026")),
    Found("commitment's parent", "LG201", (("commitments.yaml", "title: Adopt one grid code", "title: x\n    parent: opertor"),), ("commitments.yaml", "opertor")),
    Found("commitment's needs", "LG201", (("commitments.yaml", "needs: operator; grid-code", "needs: operator; gridcode"),), ("commitments.yaml", "operator; gridcode")),
    Found("commitment's promised_by", "LG201", (("commitments.yaml", "HI; LO              #", "HI; LOW  #"),), ("commitments.yaml", "HI; LOW")),
    Found("commitment's source", "LG201", (("commitments.yaml", "of 2025\n    period: 2025/2026\n    size: 3", "of 2025\n    size: 3"), ("commitments.yaml", "    source: accord\ncommitments", "    source: acord\ncommitments")), ("commitments.yaml", "acord")),
    Found("deadline's commitment", "LG201", (("deadlines.csv", "D3,one-price", "D3,one_price"),), ("deadlines.csv", "one_price")),
    Found("deadline's replaces", "LG201", (("deadlines.csv", "hi-government,D1,", "hi-government,D7,"),), ("deadlines.csv", "D7")),
    Found("deadline's set_by", "LG201", (("deadlines.csv", "hi-government,D1", "hi-goverment,D1"),), ("deadlines.csv", "hi-goverment")),
    Found("status event's commitment", "LG201", (("status.csv", "S4,grid-code", "S4,gridcode"),), ("status.csv", "gridcode")),
    Found("status event's by, a party", "LG201", (("status.csv", "independent,hi-government", "independent,HI"),), ("status.csv", "HI,")),
    Found("status event's source", "LG201", (("status.csv", "is written,speech", "is written,speach"),), ("status.csv", "speach")),
    Found("claim's claimant", "LG201", (("claims.csv", "C1,2025-10-03,lo-government", "C1,2025-10-03,lo"),), ("claims.csv", "lo,")),
    Found("claim's scope", "LG201", (("claims.csv", "lo-government,accord-2025", "lo-government,accord"),), ("claims.csv", "accord,done,percent")),
    Found("claim's unit", "LG201", (("claims.csv", ",,steps,3", ",,step,3"),), ("claims.csv", "step,3")),
    Found("event's actors", "LG201", (("events.csv", "hi-government; lo-government", "hi-government; lo"),), ("events.csv", "hi-government; lo,")),
    Found("observation's series", "LG201", (("indicators.csv", "I2,lo-imports", "I2,lo-import"),), ("indicators.csv", "lo-import,")),
    Found("statement's actor", "LG201", (("statements.csv", "03,lo-government,price", "03,lo-gov,price"),), ("statements.csv", "lo-gov,")),
    Found("statement's issue", "LG201", (("statements.csv", "03,lo-government,price", "03,lo-government,prices"),), ("statements.csv", "prices")),
    Found("stance's actor", "LG201", (("stances.csv", "lo-government,", "lo-gov,"),), ("stances.csv", "lo-gov,")),
    Found("stance's issue", "LG201", (("stances.csv", "lo-government,price", "lo-government,prices"),), ("stances.csv", "prices")),
    Found("stance's coder", "LG201", (("stances.csv", "90,me,Names", "90,mee,Names"),), ("stances.csv", "mee,")),
    Found("capability's issue", "LG201", (("capabilities.csv", "lo-government,*", "lo-government,prices"),), ("capabilities.csv", "prices")),
    Found("capability's coder", "LG201", (("capabilities.csv", "50,me", "50,you"),), ("capabilities.csv", "you")),
    Found("chapter's source", "LG201", (("case.yaml", "  coders:", "  chapters:\n    - {period: 2025, title: T, text: T, source: nobody}\n  coders:"),), ("case.yaml", "nobody")),
    Found("mechanism's source", "LG201", (("series.yaml", "series:\n", "mechanisms:\n  - {id: m, title: T, kind: k, summary: S, source: acord, homes: [{verb: track, live: true, does: d}]}\nseries:\n"),), ("series.yaml", "acord")),
    Found("scenario's actor", "LG201", (add("scenarios.yaml", SCENARIO + "    - {does: leave, actors: lo-goverment}"),), ("scenarios.yaml", "lo-goverment")),
    Found("scenario's issue", "LG201", (add("scenarios.yaml", SCENARIO + "    - {does: leave, actors: lo-government, issues: prize}"),), ("scenarios.yaml", "prize")),
    Found("needs itself", "LG202", (("commitments.yaml", "title: Adopt one grid code", "title: x\n    needs: grid-code"),), ("commitments.yaml", "grid-code")),
    Found("ring of needs", "LG202", (("commitments.yaml", "title: Adopt one grid code", "title: x\n    needs: one-price"),), ("commitments.yaml", "one-price\n")),
    Found("ring of parents", "LG203", (("commitments.yaml", "title: Adopt one grid code", "title: x\n    parent: grid-code"),), ("commitments.yaml", "grid-code")),
    Found("ring of part_of", "LG203", (("actors.yaml", "kind: government\n    party: LO", "kind: government\n    party: LO\n    part_of: lo-grid"),), ("actors.yaml", "lo-grid")),
    Found("ring of replaces", "LG204", (("deadlines.csv", "implemented,2025-01-15,,,accord", "implemented,2025-01-15,,D2,accord"),), ("deadlines.csv", "D2,accord")),
    Found("domain in two spellings", "LG205", (("series.yaml", "domain: energy", "domain: enregy"),), ("series.yaml", "enregy")),
    Found("coder twice", "LG206", (("case.yaml", "- {id: me, name: Your name}", "- {id: me, name: A}\n    - {id: me, name: B}"),), ("case.yaml", "me, name: B")),
    Found("unit twice", "LG206", (("case.yaml", "- {id: steps, title: steps}", "- {id: steps, title: A}\n    - {id: steps, title: B}"),), ("case.yaml", "steps, title: B")),
    Found("actor named like a party", "LG207", (("actors.yaml", "id: lo-grid", "id: LO"),), ("actors.yaml", "LO\n")),
    Found("commitment named like a package", "LG207", (("commitments.yaml", "id: grid-code", "id: accord-2025"),), ("commitments.yaml", "accord-2025")),
    Found("replaces another's deadline", "LG211", (("deadlines.csv", "2026-07-01,in_force,2025-01-15,,,", "2026-07-01,in_force,2025-01-15,,D2,"),), ("deadlines.csv", "D2,accord")),
    Found("replaced twice", "LG212", (add("deadlines.csv", "D4,operator,Operator at work,2026-06-30,implemented,2025-12-20,,D1,review,"),), ("deadlines.csv", "D1,review")),
    Found("moved without record, while open", "LG213", (("deadlines.csv", "hi-government,D1,", "hi-government,,"),), ("deadlines.csv", "2025-12-31")),
    Found("moved without record, in silence", "LG213", (add("deadlines.csv", "D4,one-price,One price in force,2027,in_force,2026-07-02,,,review,"),), ("deadlines.csv", "2027")),
    Found("due before it was set", "LG214", (("deadlines.csv", "2026-07-01", "2024-07-01"),), ("deadlines.csv", "2024-07-01")),
    Found("replaces a later one", "LG215", (("deadlines.csv", "implemented,2025-06-20", "implemented,2025-01-10"),), ("deadlines.csv", "D1,courier")),
    Found("implemented, then in part", "LG221", (("status.csv", "2025-01-15,signed,,primary", "2025-01-15,implemented,,primary"),), ("status.csv", "partly_implemented")),
    Found("level 2, then level 1", "LG221", (add("status.csv", "S6,grid-code,2025-10-01,partly_implemented,2,independent,,x,review,"), add("status.csv", "S7,grid-code,2025-11-01,partly_implemented,1,claimant,,x,review,")), ("status.csv", "partly_implemented,1,claimant")),
    Found("in force, then signed", "LG222", (add("status.csv", "S6,operator,2025-02-01,in_force,,primary,,x,courier-june,"), add("status.csv", "S7,operator,2025-03-01,signed,,primary,,x,courier-june,")), ("status.csv", "signed,,primary,,x")),
    Found("status before its commitment", "LG223", (add("status.csv", "S6,operator,2024-12-01,proposed,,primary,,x,,"), ("status.csv", "source,note", "source,known"), ("status.csv", "x,,\n", "x,speech,2024-12-05\n"), ("status.csv", "Known to the month only", ""), ("status.csv", "Level 0 none to 3 full", "")), ("status.csv", "operator,2024-12-01")),
    Found("implemented at level 1", "LG224", (add("status.csv", "S6,grid-code,2025-12-01,implemented,1,independent,,x,review,"),), ("status.csv", "1,independent,,x")),
    Found("event without source", "LG231", (("events.csv", "label,source", "label,known"), ("events.csv", "Accord signed,accord", "Accord signed,2025-01-15"), ("events.csv", "false,,courier-june", "false,,2025-06-21")), ("events.csv", "E1")),
    Found("stance without source", "LG232", (("stances.csv", "reason,source", "reason,known"), ("stances.csv", "too,review", "too,2025-12-20"), ("stances.csv", "it,speech", "it,2025-12-20")), ("stances.csv", "hi-government")),
    Found("no source and no known", "LG233", (("events.csv", "false,,courier-june", "false,,"),), ("events.csv", "\n")),
    Found("source without date and no known", "LG233", (("sources.json", '"issued": {"date-parts": [[2025, 10, 3]]},', ""),), ("claims.csv", "speech")),
    Found("status dated after it was known", "LG234", (("status.csv", "S5,operator,2025-12-01", "S5,operator,2025-12-03"),), ("status.csv", "2025-12-03")),
    Found("claim dated after it was known", "LG234", (("claims.csv", "C1,2025-10-03", "C1,2025-10-04"),), ("claims.csv", "2025-10-04")),
    Found("event dated after it was known", "LG234", (("events.csv", "E1,2025-01-15", "E1,2025-02"),), ("events.csv", "2025-02")),
    Found("value for a time to come", "LG235", (("indicators.csv", "I2,lo-imports,2024", "I2,lo-imports,2026"),), ("indicators.csv", "2026")),
    Found("known after today", "LG236", (("sources.json", "[[2025, 12, 20]]", "[[2026, 12, 20]]"),), ("sources.json", '{"date-parts": [[2026')),
    Found("dated after today", "LG236", (("events.csv", "E2,2025-06-20", "E2,2027"),), ("events.csv", "2027")),
    Found("source without date", "LG237", (("sources.json", '"issued": {"date-parts": [[2025, 10, 3]]},', ""),), ("sources.json", '{\n  "id": "speech"')),
    Found("denominator without unit", "LG241", (("claims.csv", ",,steps,3", ",,,3"),), ("claims.csv", "3,Two")),
    Found("percentages that fall", "LG242", (add("claims.csv", "C3,2025-12-19,lo-government,accord-2025,done,percent,exactly,,60,,,,x,review,"),), ("claims.csv", "60")),
    Found("more than the package holds", "LG243", (("claims.csv", ",2,,steps,3", ",4,,steps,"),), ("claims.csv", "4,,steps")),
    Found("counted to a later day", "LG244", (("claims.csv", "id,date,", "id,counted_on,date,"), ("claims.csv", "C1,", "C1,,"), ("claims.csv", "C2,", "C2,2026,")), ("claims.csv", "2026")),
    Found("two values for a year", "LG245", (("indicators.csv", "I2,lo-imports,2024", "I2,lo-imports,2023"),), ("indicators.csv", "2023,4.6")),
    Found("asks and has no stance", "LG251", (("issues.yaml", "issues:\n", "issues:\n  - {id: code, title: T, domain: energy, asked_by: hi-government, scale: [{at: 0, label: a}, {at: 100, label: b}], reversion: {at: 0, reason: none yet agreed}}\n"), add("stances.csv", STANCE.replace("price", "code"))), ("issues.yaml", "hi-government")),
    Found("party asks and nobody has a stance", "LG251", (("issues.yaml", "issues:\n", "issues:\n  - {id: code, title: T, domain: energy, asked_by: HI, scale: [{at: 0, label: a}, {at: 100, label: b}], reversion: {at: 0, reason: none yet agreed}}\n"), add("stances.csv", STANCE.replace("price", "code"))), ("issues.yaml", "HI")),
    Found("issue without stances", "LG252", (("stances.csv", ",price,", ",code,"), ("stances.csv", "lo-government,price", "lo-government,code")), ("issues.yaml", "id: price")),
    Found("stances that overlap", "LG253", (add("stances.csv", "lo-government,price,2025-06-01,80,90,100,70,80,90,me,Names it,speech"),), ("stances.csv", "2025-06-01")),
    Found("capabilities that overlap", "LG253", (add("capabilities.csv", "lo-government,*,2025-06-01,80,90,100,me,Owns lines,speech"),), ("capabilities.csv", "2025-06-01")),
    Found("stance without capability", "LG254", (add("stances.csv", STANCE),), ("stances.csv", "lo-grid")),
    Found("scale with a point twice", "LG255", (("issues.yaml", "at: 50", "at: 0"),), ("issues.yaml", "0, label: Halfway")),
    Found("scale out of order", "LG255", (("issues.yaml", "at: 0,", "at: 60,"), ("issues.yaml", "at: 50", "at: 0")), ("issues.yaml", "0, label: Halfway")),
    Found("scale that does not reach 100", "LG255", (("issues.yaml", "at: 100", "at: 99"),), ("issues.yaml", "- {at: 0")),
    Found("reversion without a reason", "LG256", (("issues.yaml", "reason: The contract of 2023 gives a small discount and renews itself", "reason: tbd"),), ("issues.yaml", "tbd")),
    Found("stance without a reason", "LG256", (("stances.csv", "Names the domestic price as the aim; its industry depends on it", "-?-"),), ("stances.csv", "-?-")),
    Found("ends before it begins", "LG257", (("stances.csv", "issue,from,", "issue,until,from,"), ("stances.csv", "hi-government,price,", "hi-government,price,2024,"), ("stances.csv", "lo-government,price,", "lo-government,price,,")), ("stances.csv", "2024")),
    Found("scenario of an actor without a stance", "LG259", (add("scenarios.yaml", SCENARIO + "    - {does: leave, actors: lo-government; lo-grid}"),), ("scenarios.yaml", "lo-government; lo-grid")),
    Found("scenario on an issue without a stance", "LG259", (add("scenarios.yaml", SCENARIO + "    - {does: leave, actors: lo-government, issues: price}\n    - {does: leave, actors: lo-grid, issues: price}"),), ("scenarios.yaml", "lo-grid, issues")),
    Found("outcome's issue", "LG201", (("outcomes.csv", "O1,price", "O1,prize"),), ("outcomes.csv", "prize")),
    Found("outcome's coder", "LG201", (("outcomes.csv", "20,me", "20,you"),), ("outcomes.csv", "you")),
    Found("outcome before it happened", "LG234", (("outcomes.csv", "O1,price,2025-12-20", "O1,price,2026-01-02"),), ("outcomes.csv", "2026-01-02")),
    Found("outcome without a reason", "LG256", (("outcomes.csv", "No act on one price was found a year after the accord; the contract of 2023 still holds", "todo"),), ("outcomes.csv", "todo")),
    Found("two outcomes at once", "LG260", (add("outcomes.csv", "O2,price,2025-12-20,30,35,40,me,The contract holds,review,"),), ("outcomes.csv", "2025-12-20,30")),
    Found("actor not used", "LG261", (("actors.yaml", "actors:\n", "actors:\n  - {id: nobody, name: N, kind: person}\n"),), ("actors.yaml", "{id: nobody")),
    Found("source not used", "LG262", (("sources.json", "[\n {", '[\n {"id": "idle", "issued": {"date-parts": [[2025]]}},\n {'),), ("sources.json", '{"id": "idle"')),
    Found("series without values", "LG263", (("series.yaml", "series:\n", "series:\n  - {id: idle, title: T, unit: u, domain: energy, counted_by: me}\n"),), ("series.yaml", "{id: idle")),
    Found("nothing new", "LG264", (("case.yaml", "updated: 2026-01-31", "updated: 2025-01-31"), ("sources.json", "[[2025, 12, 20]]", "[[2024, 12, 20]]"), ("sources.json", "[[2025, 12, 2]]", "[[2024, 12, 2]]"), ("sources.json", "[[2025, 10, 3]]", "[[2024, 10, 3]]"), ("sources.json", "[[2025, 6, 21]]", "[[2024, 6, 21]]")), ("case.yaml", "2025-01-31")),
    Found("mixed line ends", "LG265", (("deadlines.csv", "at work,2025-H1,implemented,2025-01-15,,,accord,Due on the last day of the period\n", "at work,2025-H1,implemented,2025-01-15,,,accord,Due\r\n"),), ("deadlines.csv", "D1")),
    Found("byte-order mark", "LG266", (("actors.yaml", "# yaml-language", "\ufeff# yaml-language"),), ("actors.yaml", "\ufeff#")),
    Found("cell with a formula", "LG267", (("events.csv", "E2,2025-06-20,retreat,energy,hi-government,Highland", "E2,2025-06-20,retreat,energy,hi-government,=HYPERLINK(1)&"),), ("events.csv", "=HYPERLINK")),
    Found("cell with an @", "LG267", (("status.csv", "Level 0 none to 3 full", "@SUM(A1)"),), ("status.csv", "@SUM")),
    Found("one address twice", "LG268", (("sources.json", "https://courier.example/office", "http://www.courier.example/operator-put-off/#top"),), ("sources.json", '"http://www.courier')),
    Found("one event twice", "LG269", (add("events.csv", "E3,2025-06-20,retreat,energy,hi-government,Highland puts the common operator off by half the year,false,,courier-june"),), ("events.csv", "Highland puts the common operator off by half the")),
)  # fmt: skip

FINE = (
    Fine("party among an event's actors", "LG201", (("events.csv", "retreat,energy,hi-government", "retreat,energy,HI"),)),
    Fine("needs that meet again below", "LG202", (("commitments.yaml", "title: Adopt one grid code", "title: x\n    needs: operator"),)),
    Fine("moves in a chain", "LG212", (add("deadlines.csv", "D4,operator,Operator at work,2026-06-30,implemented,2025-12-20,,D2,review,"),)),
    Fine("new date after the old one was not kept", "LG213", (("deadlines.csv", "hi-government,D1,", "hi-government,,"), ("deadlines.csv", "2025-06-20", "2025-07-01"))),
    Fine("another stage of the commitment", "LG213", (("deadlines.csv", "2025-12-31,implemented,2025-06-20,hi-government,D1", "2025-12-31,in_force,2025-06-20,hi-government,"),)),
    Fine("an earlier date is no move", "LG213", (("deadlines.csv", "2025-12-31,implemented,2025-06-20,hi-government,D1", "2025-03-31,implemented,2025-02-20,hi-government,"),)),
    Fine("reopened in between", "LG221", (("status.csv", "2025-01-15,signed,,primary", "2025-01-15,implemented,,primary"), ("status.csv", "S3,operator,2025-06-20,postponed", "S3,operator,2025-06-20,reopened"))),
    Fine("a claim and a better source", "LG221", (("status.csv", "2025-01-15,signed,,primary", "2025-01-15,implemented,,claimant"),)),
    Fine("two events of one month", "LG222", (add("status.csv", "S6,operator,2025-12,in_force,,primary,,x,review,"), add("status.csv", "S7,operator,2025-12,signed,,primary,,x,review,"))),
    Fine("source of the month dates it", "LG234", (("status.csv", "S4,grid-code,2025-09", "S4,grid-code,2025-10"),)),
    Fine("plan for next year as deadline", "LG234", (("deadlines.csv", "2026-07-01", "2030"),)),
    Fine("percentages that rise", "LG242", (add("claims.csv", "C3,2025-12-19,lo-government,accord-2025,done,percent,exactly,,80,,,,x,review,"),)),
    Fine("a correction known later", "LG245", (("indicators.csv", "I2,lo-imports,2024,4.6,review", "I2,lo-imports,2023,4.6,courier-december"),)),
    Fine("one after the other", "LG253", (("stances.csv", "issue,from,", "issue,until,from,"), ("stances.csv", "hi-government,price,", "hi-government,price,,"), ("stances.csv", "lo-government,price,", "lo-government,price,2025-05-31,"), add("stances.csv", "lo-government,price,,2025-06-01,80,90,100,70,80,90,me,Names it,speech"))),
    Fine("two coders at once", "LG253", (("case.yaml", "- {id: me, name: Your name}", "- {id: me, name: A}\n    - {id: you, name: B}"), add("stances.csv", "lo-government,price,2025-06-01,80,90,100,70,80,90,you,Names it,speech"))),
    Fine("scenario without a source", "LG231", (add("scenarios.yaml", SCENARIO + "    - {does: leave, actors: lo-government}"),)),
    Fine("scenario of those with stances", "LG259", (add("scenarios.yaml", SCENARIO + "    - {does: join, actors: lo-government; hi-government}"),)),
    Fine("an outcome after another", "LG260", (add("outcomes.csv", "O2,price,2025-06-21,30,35,40,me,The contract holds,courier-june,"),)),
    Fine("negative number", "LG267", (("indicators.csv", "2024,4.6", "2024,-4.6"),)),
    Fine("different pages of one site", "LG268", (("sources.json", "https://courier.example/office", "https://courier.example/operator-put-off?page=2"),)),
    Fine("other event of the day", "LG269", (add("events.csv", "E3,2025-06-20,protest,energy,lo-grid,Engineers of the grid company walk out over wages,false,,courier-june"),)),
)  # fmt: skip
