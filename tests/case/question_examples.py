"""Examples for the checks of questions, forecasts and theses side by side: small changes to the starter case.

One example a line, however long, so that the table can be read down its columns.
"""

# ruff: noqa: E501

from __future__ import annotations

from tests.case.check_examples import Edit, Fine, Found, add


def ask(rule: str, kind: str = "binary", by: str = "2026", rest: str = ",,,,,,,,") -> Edit:
    """Return an edit that adds the question Q6 with a rule."""
    quoted = '"' + rule.replace('"', '""') + '"' if "," in rule or '"' in rule else rule
    return add("questions.csv", f"Q6,Does it rain?,Yes if wet.,{kind},event,energy,2025-01-15,{by},{quoted}{rest}")


def forecast(question: str, cells: str, who: str = "lo-grid", day: str = "2025-10-03") -> Edit:
    """Return an edit that adds the forecast F7; cells are answer, hedge, probability, quantiles and chances."""
    return add("forecasts.csv", f"F7,{question},{who},{day},{cells},forecast,It rains,,speech,")


def resolved(row: str) -> Edit:
    """Return an edit that adds a resolution."""
    return add("resolutions.csv", row)


FOUND = (
    Found("question's condition", "LG201", (("questions.csv", "Q1,yes,,,,", "Q0,yes,,,,"),), ("questions.csv", "Q0,yes")),
    Found("deadline in a rule", "LG201", (ask("event E1 and deadline D9 met"),), ("questions.csv", "D9 met")),
    Found("commitment in a rule", "LG201", (("questions.csv", "commitment operator reaches", "commitment oprator reaches"),), ("questions.csv", "oprator reaches")),
    Found("ladder in a rule", "LG201", (ask("ladder grit reaches 1"),), ("questions.csv", "grit reaches")),
    Found("claim in a rule", "LG201", (ask("claim C9 > 50 %"),), ("questions.csv", "C9 >")),
    Found("series in a rule", "LG201", (ask("series lo-exports > 3 in 2025"),), ("questions.csv", "lo-exports")),
    Found("resolution's question", "LG201", (("resolutions.csv", "R2,Q1", "R2,Q11"),), ("resolutions.csv", "Q11")),
    Found("resolution's corrects", "LG201", (("resolutions.csv", "partly,R1,", "partly,R9,"),), ("resolutions.csv", "R9,")),
    Found("forecast's question", "LG201", (("forecasts.csv", "F2,Q1", "F2,Q11"),), ("forecasts.csv", "Q11")),
    Found("forecaster", "LG201", (("forecasts.csv", "Q1,patience", "Q1,patients"),), ("forecasts.csv", "patients")),
    Found("forecaster, a party", "LG201", (("forecasts.csv", "Q1,hi-government", "Q1,HI"),), ("forecasts.csv", "HI,")),
    Found("assessment's thesis", "LG201", (("ach.csv", "patience,V2", "patients,V2"),), ("ach.csv", "patients")),
    Found("assessment's evidence", "LG201", (("ach.csv", "patience,V2", "patience,V3"),), ("ach.csv", "V3")),
    Found("thesis of a contradiction", "LG201", (("contradictions.yaml", "theses: nothing", "theses: nothings"),), ("contradictions.yaml", "nothings")),
    Found("thesis that it leans to", "LG201", (("contradictions.yaml", "leans_to: patience", "leans_to: patients"),), ("contradictions.yaml", "patients")),
    Found("forecast without a source", "LG231", (("forecasts.csv", "C2,speech,", "C2,,"),), ("forecasts.csv", "F2")),
    Found("resolution without a source", "LG231", (("resolutions.csv", "R1,courier-december", "R1,"),), ("resolutions.csv", "R2")),
    Found("evidence after it was known", "LG234", (("evidence.csv", "V1,2025-06-20", "V1,2025-07"),), ("evidence.csv", "2025-07")),
    Found("resolution after it was known", "LG234", (("resolutions.csv", "R1,Q1,partly,0.2,2025-12-31", "R1,Q1,partly,0.2,2026-01-31"),), ("resolutions.csv", "2026-01-31")),
    Found("resolution without a reason", "LG256", (("resolutions.csv", "The office is open", "todo"),), ("resolutions.csv", "todo")),
    Found("assessment without a reason", "LG256", (("ach.csv", "Highland is in no hurry", "n/a"),), ("ach.csv", "n/a")),
    Found("rule with an unknown noun", "LG290", (ask("deadlines D1 met"),), ("questions.csv", "deadlines D1")),
    Found("rule that breaks off", "LG290", (ask("deadline D1 met and"),), ("questions.csv", ",,,,,,,,")),
    Found("rule with an unknown stage", "LG290", (ask("commitment operator reaches sined"),), ("questions.csv", "sined")),
    Found("rule with one word too many", "LG290", (ask("event E1 happened"),), ("questions.csv", "happened")),
    Found("rule with a bracket open", "LG290", (ask("(event E1 or event E2"),), ("questions.csv", ",,,,,,,,")),
    Found("rule with a false date", "LG290", (ask("event E1 by 2025-13"),), ("questions.csv", "2025-13")),
    Found("rule that needs more than there are", "LG290", (ask("at least 3 of (event E1, event E2)"),), ("questions.csv", "3 of (")),
    Found("rule that compares with a word", "LG290", (ask("series lo-imports > much"),), ("questions.csv", "much")),
    Found("rule of a claim without %", "LG290", (ask("claim C1 > 50"),), ("questions.csv", ",,,,,,,,")),
    Found("number for a yes or no", "LG291", (ask("series lo-imports in 2025"),), ("questions.csv", "series lo-imports in 2025,,")),
    Found("yes or no for a number", "LG291", (ask("series lo-imports > 4 in 2025", "number"),), ("questions.csv", "series lo-imports > 4")),
    Found("no date for a date", "LG291", (ask("deadline D1 met", "date"),), ("questions.csv", "deadline D1 met")),
    Found("rule for a category", "LG291", (ask("event E1", "category", rest=",,,,,,,,dry; wet"),), ("questions.csv", "event E1,,")),
    Found("rule without an end", "LG291", (ask("commitment operator reaches signed", by=""),), ("questions.csv", "commitment operator reaches signed")),
    Found("rung that the ladder lacks", "LG291", (ask('ladder grid reaches "two codes"'),), ("questions.csv", "grid reaches")),
    Found("claim that counts no share", "LG291", (("claims.csv", "C1,2025-10-03,lo-government,accord-2025,done,", "C1,2025-10-03,lo-government,accord-2025,expected,"), ask("claim C1 > 50 %")), ("questions.csv", "C1 >")),
    Found("conditions in a ring", "LG292", (("questions.csv", "Q1,Is the common operator at work by the end of 2025?,\"Yes if it runs lines of either country; an office without staff is no.\",binary,event,energy,2025-01-15,2025-12-31,commitment operator reaches implemented,no,Dates of the two countries slip,,", "Q1,Is the common operator at work by the end of 2025?,c,binary,event,energy,2025-01-15,2025-12-31,,no,Dates slip,Q5,"),), ("questions.csv", "Q5,,,,,")),
    Found("condition on itself", "LG292", (("questions.csv", "Q1,yes,,,,", "Q5,yes,,,,"),), ("questions.csv", "Q5,yes")),
    Found("number for a yes", "LG293", (resolved("R3,Q5,3,,2026-01,r,,,review,2026-01-31,"),), ("resolutions.csv", "3,,2026-01")),
    Found("partly of a number", "LG293", (resolved("R3,Q3,partly,0.5,2026-01,r,,,review,2026-01-31,"),), ("resolutions.csv", "partly,0.5,2026-01,r")),
    Found("number off the scale", "LG293", (resolved("R3,Q3,21,,2026-01,r,,,review,2026-01-31,"),), ("resolutions.csv", "21,,")),
    Found("no such category", "LG293", (resolved("R3,Q4,new contract,,2026-01,r,,,review,2026-01-31,"),), ("resolutions.csv", "new contract")),
    Found("no such date", "LG293", (resolved("R3,Q2,soon,,2026-01,r,,,review,2026-01-31,"),), ("resolutions.csv", "soon")),
    Found("answer forecast to another kind", "LG293", (forecast("Q3", "yes,likely,,,"),), ("forecasts.csv", "yes,likely")),
    Found("quantiles of a yes or no", "LG293", (forecast("Q1", ",,,10:1; 90:2,"),), ("forecasts.csv", "10:1; 90:2")),
    Found("quantiles that fall", "LG293", (forecast("Q3", ",,,10:5; 90:4,", "lo-government"),), ("forecasts.csv", "10:5; 90:4")),
    Found("quantiles of dates that fall", "LG293", (forecast("Q2", ",,,10:none; 90:2026,", "lo-government"),), ("forecasts.csv", "10:none")),
    Found("quantile off the scale", "LG293", (forecast("Q3", ",,,10:5; 90:25,", "lo-government"),), ("forecasts.csv", "10:5; 90:25")),
    Found("chances of a number", "LG293", (forecast("Q3", ",,,,a:0.4; b:0.6", "lo-government"),), ("forecasts.csv", "a:0.4")),
    Found("chances of no category", "LG293", (forecast("Q4", ",,,,old contract:0.4; no price:0.6", "lo-government"),), ("forecasts.csv", "old contract:0.4; no")),
    Found("resolved before it opens", "LG294", (resolved("R3,Q5,yes,,2024-12,r,,,review,2026-01-31,"),), ("resolutions.csv", "2024-12")),
    Found("forecast after the answer", "LG295", (("resolutions.csv", "R1,Q1,partly,0.2,2025-12-31", "R1,Q1,partly,0.2,2025-09"), ("resolutions.csv", "R2,Q1,no,,2025-12-31", "R2,Q1,no,,2025-09")), ("forecasts.csv", "2025-10-03,yes,unlikely")),
    Found("one forecast twice", "LG296", (forecast("Q1", "yes,likely,,,", "patience"),), ("forecasts.csv", "Q1,patience,2025-10-03,yes,likely")),
    Found("two resolutions of one day", "LG297", (("resolutions.csv", "partly,R1,courier", "partly,,courier"),), ("resolutions.csv", "Q1,no")),
    Found("correction of another question", "LG298", (resolved("R3,Q5,no,,2026-01,r,,R1,review,2026-01-31,"),), ("resolutions.csv", "R1,review")),
    Found("corrections in a ring", "LG298", (("resolutions.csv", "The office is open,,,", "The office is open,,R2,"),), ("resolutions.csv", "R2,courier")),
    Found("forecast before the question", "LG299", (("questions.csv", "energy,2025-01-15,2026-12-31,commitment grid", "energy,2025-11,2026-12-31,commitment grid"),), ("forecasts.csv", "2025-10-03,,,,10:2025-11")),
    Found("forecast after its time", "LG299", (("questions.csv", "2025-01-15,2026-07-01", "2025-01-15,2025-07-01"),), ("forecasts.csv", "2025-10-03,,,,,one price")),
    Found("condition on a number", "LG300", (("questions.csv", "Q1,yes,,,,", "Q3,yes,,,,"),), ("questions.csv", "Q3,yes")),
    Found("one question twice", "LG301", (add("questions.csv", "Q6,which price does lowland  pay on 1 July 2026?,c,binary,event,energy,2025-01-15,2026-07-01,,,,,,,,,"),), ("questions.csv", "which price")),
    Found("evidence from before the thesis", "LG302", (("ach.csv", "patience,V1,not_applicable", "patience,V1,consistent"),), ("ach.csv", "consistent,It was")),
    Found("factor of a name that no link has", "LG305", (("theses.yaml", "same: pressure; threats", "same: pressure; stepz"),), ("theses.yaml", "pressure; stepz")),
    Found("passage of no row", "LG201", (("passages.csv", "P1,forecasts,F2", "P1,forecasts,F22"),), ("passages.csv", "F22")),
    Found("words to be written", "LG306", (("forecasts.csv", "The operator does not work this year", "to-be-written: what it says"),), ("forecasts.csv", "to-be-written")),
    Found("domain to be chosen", "LG306", (("questions.csv", "binary,event,energy,2025-01-15,2025-12-31,commitment operator", "binary,event,to-be-written,2025-01-15,2025-12-31,commitment operator"),), ("questions.csv", "to-be-written")),
    Found("proxy's question", "LG201", (("proxies.csv", "P1,Q5", "P1,Q55"),), ("proxies.csv", "Q55")),
    Found("issue in a proxy", "LG201", (add("proxies.csv", "P2,Q5,settle,issue prize >= 50,near,r"),), ("proxies.csv", "prize")),
    Found("proxy that cannot be read", "LG290", (add("proxies.csv", "P2,Q5,settle,issue price at 50,near,r"),), ("proxies.csv", "at 50")),
    Found("no such end", "LG290", (ask("end absorption by 2026"),), ("questions.csv", "absorption")),
    Found("proxy of rows that its engine does not answer", "LG291", (add("proxies.csv", "P2,Q1,track,not event E1,near,r"),), ("proxies.csv", "E1,near")),
    Found("proxy without an end", "LG291", (("questions.csv", "energy,2025-01-15,2026-12-31,,no,It was", "energy,2025-01-15,,,no,It was"),), ("proxies.csv", "grid reaches")),
    Found("proxy of a rung that the ladder lacks", "LG291", (add("proxies.csv", "P2,Q1,play,ladder grid reaches 9,near,r"),), ("proxies.csv", "grid reaches 9")),
    Found("two proxies of one engine", "LG307", (add("proxies.csv", "P2,Q5,play,ladder grid reaches 1,near,r"),), ("proxies.csv", "Q5,play,ladder grid reaches 1")),
    Found("proxy of a number", "LG307", (add("proxies.csv", "P2,Q3,play,ladder grid reaches 1,near,r"),), ("proxies.csv", "Q3,play")),
    Found("thesis on both sides", "LG303", (("contradictions.yaml", "theses: nothing", "theses: nothing; patience"),), ("contradictions.yaml", "nothing; patience")),
)  # fmt: skip

FINE = (
    Fine("a word that begins like it", "LG306", (("forecasts.csv", "The operator does not work this year", "Todorov expects none this year"),)),
    Fine("rule in brackets, over all nouns", "LG290", (ask('at least 2 of (deadline D1 met by 2026, not event E2, (ladder grid reaches "one code" or ladder grid reaches 2), series lo-imports >= 4.5 in 2024, indicator I1 < 5, claim C2 > 50 %)'),)),
    Fine("rung by its label, claim of a share", "LG291", (ask('ladder grid reaches "one code" and claim C2 > 50 %'),)),
    Fine("no end, and none needed", "LG291", (ask("deadline D1 met and event E2 by 2026", by=""),)),
    Fine("event that gives a date", "LG291", (ask("event E2", "date"),)),
    Fine("forecaster that is a model", "LG201", (forecast("Q1", "yes,,0.4,,", "model:habit"),)),
    Fine("model without a source", "LG231", (add("forecasts.csv", "F7,Q1,model:habit,2025-10-03,yes,,0.4,,,forecast,It rains,,,"),)),
    Fine("condition on a condition", "LG292", (add("questions.csv", "Q6,Does it rain?,c,binary,event,energy,2025-01-15,2026,,,,Q5,no,,,,"),)),
    Fine("date that does not come", "LG293", (resolved("R3,Q2,none,,2026-12-31,r,,,review,2026-12-31,"),)),
    Fine("void of any question", "LG293", (resolved("R3,Q4,void,,2026-01,r,,,review,2026-01-31,"),)),
    Fine("quantile that does not come", "LG293", (forecast("Q2", ",,,10:2026-04; 50:none; 90:none,", "lo-government"),)),
    Fine("forecast of the day of the answer", "LG295", (("resolutions.csv", "R2,Q1,no,,2025-12-31", "R2,Q1,no,,2025-10-03"), ("resolutions.csv", "R1,Q1,partly,0.2,2025-12-31", "R1,Q1,partly,0.2,2025-10"))),
    Fine("forecast after a resolution put right", "LG295", (("resolutions.csv", "R1,Q1,partly,0.2,2025-12-31", "R1,Q1,partly,0.2,2025-09"),)),
    Fine("forecast after the question was given up", "LG295", (resolved("R3,Q4,void,,2025-09,r,,,review,2026-01-31,"),)),
    Fine("the same forecaster a day later", "LG296", (forecast("Q1", "yes,likely,,,", "patience", "2025-10-04"),)),
    Fine("two resolutions, one after the other", "LG297", (("resolutions.csv", "partly,R1,courier", "partly,,courier"), ("resolutions.csv", "2025-12-31,Both", "2026-01-05,Both"))),
    Fine("evidence against a baseline", "LG302", (("evidence.csv", "V1,2025-06-20", "V1,2024-06-20"),)),
    Fine("evidence of the thesis's own day", "LG302", (("evidence.csv", "V1,2025-06-20,Highland puts the operator off by half a year,courier-june", "V1,2025-10-03,Highland waits,speech"), ("ach.csv", "patience,V1,not_applicable", "patience,V1,consistent"))),
    Fine("proxies of three engines", "LG307", (add("proxies.csv", "P2,Q5,settle,issue price >= 50,near,r\nP3,Q5,track,commitment operator reaches signed,same,r"),)),
    Fine("rule of an issue and of an end", "LG291", (ask("issue price >= 62.5 by 2026 or not end broken_away"),)),
    Fine("one text for two dates", "LG301", (add("questions.csv", "Q6,Which price does Lowland pay on 1 July 2026?,c,binary,event,energy,2025-01-15,2027,,,,,,,,,"),)),
)  # fmt: skip
