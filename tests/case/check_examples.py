"""Examples for the checks: small changes to the starter case, and what is found where.

One example a line, however long, so that the table can be read down its columns.
"""

# ruff: noqa: E501

from __future__ import annotations

from typing import NamedTuple

from longgame.case.starter import starter_files

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


def at_home(*pieces: str) -> Edit:
    """Return an edit that adds a mechanism which is at home in some pieces of the long game."""
    home = f"{{verb: play, live: true, does: d, game: [{', '.join(pieces)}]}}"
    return "series.yaml", "series:\n", f"mechanisms:\n  - {{id: m, title: T, kind: k, summary: S, homes: [{home}]}}\nseries:\n"


STANCE = "lo-grid,price,2025-01-15,80,90,100,70,80,90,me,Buys the power,speech"
HISTORY = starter_files("market")["history.csv"].splitlines(keepends=True)[1:]
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
    Found("mechanism's parameter", "LG304", (at_home("parameter:backlsh"),), ("series.yaml", "parameter:backlsh")),
    Found("mechanism's ladder's parameter", "LG304", (at_home("parameter:worth.nothing"),), ("series.yaml", "parameter:worth.nothing")),
    Found("mechanism's rung", "LG304", (at_home("rung:grid.9"),), ("series.yaml", "rung:grid.9")),
    Found("mechanism's rung without a number", "LG304", (at_home("rung:grid"),), ("series.yaml", "rung:grid")),
    Found("mechanism's ladder", "LG304", (at_home("ladder:grd"),), ("series.yaml", "ladder:grd")),
    Found("mechanism's reply", "LG304", (at_home("reply:stal"),), ("series.yaml", "reply:stal")),
    Found("mechanism's what-if", "LG304", (at_home("whatif:cabel"),), ("series.yaml", "whatif:cabel")),
    Found("mechanism's link", "LG304", (at_home("link:a.b"),), ("series.yaml", "link:a.b")),
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
    Found("nothing new", "LG264", (("case.yaml", "updated: 2026-01-31", "updated: 2025-01-31"), ("sources.json", "[[2025, 12, 20]]", "[[2024, 12, 20]]"), ("sources.json", "[[2025, 12, 2]]", "[[2024, 12, 2]]"), ("sources.json", "[[2025, 10, 3]]", "[[2024, 10, 3]]"), ("sources.json", "[[2025, 6, 21]]", "[[2024, 6, 21]]"), ("theses.yaml", "date: 2025-10-03", "date: 2024-10-03"), ("theses.yaml", "date: 2025\n", "date: 2024\n"), *(("forecasts.csv", "2025-10-03", "2024-10-03"),) * 3, *(("resolutions.csv", "2025-12-31", "2024-12-31"),) * 4), ("case.yaml", "2025-01-31")),
    Found("mixed line ends", "LG265", (("deadlines.csv", "at work,2025-H1,implemented,2025-01-15,,,accord,Due on the last day of the period\n", "at work,2025-H1,implemented,2025-01-15,,,accord,Due\r\n"),), ("deadlines.csv", "D1")),
    Found("byte-order mark", "LG266", (("actors.yaml", "# yaml-language", "\ufeff# yaml-language"),), ("actors.yaml", "\ufeff#")),
    Found("cell with a formula", "LG267", (("events.csv", "E2,2025-06-20,retreat,energy,hi-government,Highland", "E2,2025-06-20,retreat,energy,hi-government,=HYPERLINK(1)&"),), ("events.csv", "=HYPERLINK")),
    Found("cell with an @", "LG267", (("status.csv", "Level 0 none to 3 full", "@SUM(A1)"),), ("status.csv", "@SUM")),
    Found("one address twice", "LG268", (("sources.json", "https://courier.example/office", "http://www.courier.example/operator-put-off/#top"),), ("sources.json", '"http://www.courier')),
    Found("one event twice", "LG269", (add("events.csv", "E3,2025-06-20,retreat,energy,hi-government,Highland puts the common operator off by half the year,false,,courier-june"),), ("events.csv", "Highland puts the common operator off by half the")),
    Found("game's patron", "LG201", (("play.yaml", "patron: HI", "patron: HIGH"),), ("play.yaml", "HIGH")),
    Found("game's client, an actor", "LG201", (("play.yaml", "client: LO", "client: lo-grid"),), ("play.yaml", "lo-grid")),
    Found("history's ladder", "LG201", (("history.csv", "swap,grid,tariff", "swap,grit,tariff"),), ("history.csv", "grit,")),
    Found("history's ladder in exchange", "LG201", (("history.csv", "swap,grid,tariff", "swap,grid,tarif"),), ("history.csv", "tarif,")),
    Found("thesis's source", "LG201", (("theses.yaml", "source: speech", "source: speach"),), ("theses.yaml", "speach")),
    Found("history after it was known", "LG234", (("history.csv", "H7,2025-Q4", "H7,2026-Q1"),), ("history.csv", "2026-Q1")),
    Found("history without a source", "LG231", (("history.csv", "reason,source,note", "reason,known,note"), *(("history.csv", f",{s},", ",2025-12-31,") for s in ("accord", "accord", "accord", "accord", "accord", "courier-june", "review"))), ("history.csv", "H1")),
    Found("thesis without a source", "LG231", (("theses.yaml", "    source: speech\n", ""),), ("theses.yaml", "id: patience")),
    Found("belief of no day", "LG233", (("play.yaml", "first in the accord, source: accord", "first in the accord"),), ("play.yaml", "{id: worth.grid")),
    Found("second game", "LG270", (("play.yaml", "\n# A ladder", "  - {id: other, patron: LO, client: HI, period: year, start: 2025, horizon: 5, reason: The same the other way}\n\n# A ladder"),), ("play.yaml", "other, patron")),
    Found("one party on both sides", "LG271", (("play.yaml", "client: LO", "client: HI"),), ("play.yaml", "HI\n")),
    Found("nine ladders", "LG272", (("play.yaml", "\n# Priors", "".join(f"  - {{id: x{i}, title: T, asked_by: client, rungs: [{{label: a}}, {{label: b}}], reason: r}}\n" for i in range(7)) + "\n# Priors"),), ("play.yaml", "x6, title")),
    Found("patron asks for nothing", "LG272", (("play.yaml", "asked_by: patron ", "asked_by: client "),), ("play.yaml", "client          #")),
    Found("too many states", "LG273", (("play.yaml", "\n# Priors", "".join(f"  - {{id: x{i}, title: T, asked_by: client, rungs: [{', '.join(f'{{label: {c}}}' for c in 'abcdefgh')}], reason: r}}\n" for i in range(3)) + "\n# Priors"),), ("play.yaml", "id: grid")),
    Found("unknown parameter", "LG274", (("play.yaml", "id: worth.grid", "id: wroth.grid"),), ("play.yaml", "wroth.grid")),
    Found("parameter of an unknown ladder", "LG274", (("play.yaml", "id: worth.grid", "id: worth.grit"),), ("play.yaml", "worth.grit")),
    Found("parameter without its ladder", "LG274", (("play.yaml", "id: worth.grid", "id: worth"),), ("play.yaml", "worth,")),
    Found("parameter with a needless ladder", "LG274", (("theses.yaml", "parameter: discount_patron", "parameter: discount_patron.grid"),), ("theses.yaml", "discount_patron.grid")),
    Found("parameter of the other side's ladder", "LG274", (("play.yaml", "id: worth.grid", "id: worth.tariff"),), ("play.yaml", "worth.tariff")),
    Found("unknown parameter of a what-if", "LG274", (("play.yaml", "{of: door, is: open, from: 2027-Q1}", "{of: doors, is: 2}"),), ("play.yaml", "doors")),
    Found("unknown parameter of a link", "LG274", (("theses.yaml", "parameters: backlash", "parameters: backlush"),), ("theses.yaml", "backlush")),
    Found("prior above its bound", "LG275", (("theses.yaml", "high: 0.998", "high: 1.2"),), ("theses.yaml", "1.2")),
    Found("prior below its bound", "LG275", (("play.yaml", "low: 0.1", "low: -0.1"),), ("play.yaml", "-0.1")),
    Found("supposed beyond its bound", "LG275", (("play.yaml", "{of: door, is: open, from: 2027-Q1}", "{of: deliver.tariff, is: 1.5}"),), ("play.yaml", "1.5")),
    Found("held twice", "LG276", (("theses.yaml", "claims: C1}\n", "claims: C1}\n      - {parameter: discount_patron, low: 0.1, best: 0.2, high: 0.3, reason: r}\n"),), ("theses.yaml", "discount_patron, low: 0.1")),
    Found("supposed twice", "LG276", (("play.yaml", "      - {of: door, is: open, from: 2027-Q1}", "      - {of: pain, is: 1}\n      - {of: pain, is: 2}"),), ("play.yaml", "pain, is: 2")),
    Found("history of half a year", "LG277", (("history.csv", "H6,2025-Q2", "H6,2025-H1"),), ("history.csv", "2025-H1")),
    Found("history long before the start", "LG277", (add("history.csv", "H8,2024-Q3,rung,0,grid,,r,accord,"),), ("history.csv", "2024-Q3")),
    Found("history after the case was kept", "LG277", (add("history.csv", "H8,2026-Q2,door,shut,,,r,review,"),), ("history.csv", "2026-Q2")),
    Found("rung above the top", "LG278", (("history.csv", "rung,operator founded", "rung,4"),), ("history.csv", "4,grid")),
    Found("rung misspelt", "LG278", (("history.csv", "rung,operator founded", "rung,operator funded"),), ("history.csv", "operator funded")),
    Found("unknown level", "LG278", (("history.csv", "door,shut", "door,closed"),), ("history.csv", "closed")),
    Found("unknown level of a what-if", "LG278", (("play.yaml", "is: open, from", "is: 3, from"),), ("play.yaml", "3, from")),
    Found("move on the client's ladder", "LG279", (("history.csv", "swap,grid,tariff", "bid,tariff,"),), ("history.csv", "tariff,")),
    Found("exchange for the patron's ladder", "LG279", (("history.csv", "swap,grid,tariff", "swap,grid,grid"),), ("history.csv", "grid,The accord holds")),
    Found("two rungs in a period", "LG280", (("history.csv", "rung,operator founded", "rung,one code"),), ("history.csv", "one code")),
    Found("rung that falls", "LG280", (add("history.csv", "H8,2025-Q3,rung,0,grid,,r,review,"),), ("history.csv", "0,grid,,r")),
    Found("two levels in a period", "LG280", (add("history.csv", "H8,2025-Q3,door,open,,,r,review,"),), ("history.csv", "shut")),
    Found("accept of nothing", "LG281", (add("history.csv", "H8,2025-Q2,client,accept,,,r,review,"),), ("history.csv", "accept,,,r")),
    Found("carry on in the face of an offer", "LG281", (("history.csv", "client,accept,grid", "client,carry_on,"),), ("history.csv", "carry_on")),
    Found("reply on another ladder", "LG281", (("play.yaml", "\n# Priors", "  - {id: code, title: T, asked_by: patron, rungs: [{label: a}, {label: b}], reason: r}\n\n# Priors"), ("history.csv", "client,accept,grid", "client,accept,code")), ("history.csv", "code,")),
    Found("history after its end", "LG282", (add("history.csv", "H8,2025-Q3,end,broken_away,,,r,review,"),), ("history.csv", "2025-Q4,door")),
    Found("no rung at the start", "LG283", (("history.csv", "H2,2024-Q4,rung,0,tariff", "H2,2025-Q1,rung,0,tariff"),), ("play.yaml", "tariff\n")),
    Found("move on a ladder at its top", "LG284", (("history.csv", "rung,operator founded", "rung,1"), ("history.csv", "H1,2024-Q4,rung,two grids", "H1,2024-Q4,rung,1"), ("play.yaml", "      - {label: one code, rule: \"One grid code is in force in both countries\"}\n      - {label: one grid, rule: \"The operator runs both networks\"}\n", "")), ("history.csv", "grid,tariff")),
    Found("game without a history", "LG285", tuple(("history.csv", line, "") for line in HISTORY), ("play.yaml", "power")),
    Found("history of the start alone", "LG285", tuple(("history.csv", line, "") for line in HISTORY if ",2024-Q4," not in line), ("play.yaml", "power")),
    Found("what-if in the past", "LG308", (("play.yaml", "from: 2027-Q1", "from: 2025-Q1, until: 2025-Q4"),), ("play.yaml", "cable")),
    Found("rung twice in a period", "LG286", (add("history.csv", "H8,2025-Q1,rung,0,grid,,r,review,"),), ("history.csv", "rung,0,grid,,r")),
    Found("move twice in a period", "LG286", (add("history.csv", "H8,2025-Q1,patron,swap,grid,tariff,r,review,"),), ("history.csv", "patron,swap,grid,tariff,r,")),
    Found("what-if that ends before it begins", "LG287", (("play.yaml", "from: 2027-Q1", "from: 2027-Q1, until: 2026"),), ("play.yaml", "2026}")),
    Found("thesis before its source", "LG288", (("theses.yaml", "date: 2025-10-03", "date: 2025-09"),), ("theses.yaml", "2025-09")),
    Found("thesis that holds the default", "LG289", (("theses.yaml", "low: 0.95, best: 0.985, high: 0.998", "low: 0.9, best: 0.965, high: 0.995"),), ("theses.yaml", "{parameter: discount_patron")),
    Found("thesis that holds what the case does", "LG289", (("theses.yaml", "discount_patron, low: 0.95, best: 0.985, high: 0.998", "worth.grid, low: 0.1, best: 0.6, high: 1.5"),), ("theses.yaml", "{parameter: worth.grid")),
    Found("belief without a reason", "LG256", (("play.yaml", "reason: Highland put the operator first in the accord", "reason: todo"),), ("play.yaml", "todo")),
    Found("history without a reason", "LG256", (("history.csv", "No cable to third countries yet", "n/a"),), ("history.csv", "n/a")),
    Found("held without a reason", "LG256", (("theses.yaml", "reason: It speaks of decades", "reason: '-'"),), ("theses.yaml", "'-'")),
)  # fmt: skip

FINE = (
    Fine("party among an event's actors", "LG201", (("events.csv", "retreat,energy,hi-government", "retreat,energy,HI"),)),
    Fine("pieces that the game has", "LG304", (at_home("parameter:backlash", "parameter:worth", "parameter:worth.grid", "ladder:grid", "rung:grid.3", "condition:door", "move:swap", "reply:carry_on", "end:broken_away", "whatif:cable", "link:pressure.steps"),)),
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
    Fine("a choice of the coders needs no source", "LG231", ()),
    Fine("a game and a baseline need no day", "LG233", ()),
    Fine("thesis dated by itself", "LG233", (("theses.yaml", "    source: speech\n", ""),)),
    Fine("thesis that could be read before its source", "LG288", (("theses.yaml", "date: 2025-10-03", "date: 2025-09\n    known: 2025-09"),)),
    Fine("parameter of all ladders in a link", "LG274", (("theses.yaml", "parameters: backlash", "parameters: worth; backlash"),)),
    Fine("one rung a period, a period not coded", "LG280", (add("history.csv", "H8,2025-Q4,rung,one grid,grid,,r,review,"),)),
    Fine("level by its number", "LG278", (("history.csv", "door,shut", "door,2"),)),
    Fine("period in another notation", "LG277", (("history.csv", "H6,2025-Q2", "H6,2025-04/2025-06"),)),
    Fine("wait and something else, accepted", "LG281", (add("history.csv", "H8,2025-Q2,patron,bid,grid,,r,review,"), add("history.csv", "H9,2025-Q2,client,accept,,,r,review,"))),
    Fine("reply where no move is coded", "LG281", (add("history.csv", "H8,2025-Q3,client,refuse,grid,,r,review,"),)),
    Fine("reply on what is offered in exchange", "LG281", (("history.csv", "client,accept,grid", "client,accept,tariff"),)),
    Fine("hedge after wait", "LG281", (add("history.csv", "H8,2025-Q2,client,hedge,,,r,review,"),)),
    Fine("end in the last period", "LG282", (add("history.csv", "H8,2025-Q4,end,absorbed,,,r,review,"),)),
    Fine("move in the period that reaches the top", "LG284", (("play.yaml", "      - {label: one code, rule: \"One grid code is in force in both countries\"}\n      - {label: one grid, rule: \"The operator runs both networks\"}\n", ""),)),
    Fine("another move on the same ladder", "LG286", (add("history.csv", "H8,2025-Q1,patron,press,grid,,r,review,"),)),
    Fine("condition forced twice", "LG276", (("play.yaml", "      - {of: door, is: open, from: 2027-Q1}", "      - {of: door, is: open, from: 2027-Q1, until: 2028}\n      - {of: door, is: ajar, from: 2029}"),)),
    Fine("what-if that begins in the past", "LG308", (("play.yaml", "from: 2027-Q1", "from: 2025-Q1, until: 2026"),)),
    Fine("prior that is fixed", "LG275", (("play.yaml", "low: 0.1, best: 0.6, high: 1.5", "low: 1, best: 1, high: 1"),)),
)  # fmt: skip
