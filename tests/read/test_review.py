"""A review file goes out and comes back the same; what was accepted of it is in the case, and nothing else."""

# Examples stand one a line, however long.
# ruff: noqa: E501

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.case.case import Case
from longgame.case.checks import run_checks
from longgame.case.load import load
from longgame.case.save import save
from longgame.case.starter import starter_files
from longgame.core.dates import Period
from longgame.core.errors import CaseError, UsageError
from longgame.core.files import write_whole
from longgame.read.accept import accept, open_places, spoken
from longgame.read.digest import fragment_digest
from longgame.read.document import Document, document
from longgame.read.duplicates import Links
from longgame.read.proposal import Chance, Hedge, Kind, Mention, Proposal, Quantity, Span
from longgame.read.review import Review, review_of, runs_alike, slug
from longgame.read.review_file import check_undecided, read_review, review_text, write_review

TEXT = """Highland and Lowland: the grid again

Strait Institute, 12 March 2025

The two countries are unlikely to agree on one grid code by the end of this year. If the price falls, Lowland may well sign in May.
Lowland promised to have the common operator at work by 31 December 2025. Its minister said that 80 % of the line had been built.
Both depend on the line, because neither can store power.
"""


def found() -> Document:
    return document(TEXT.encode(), "grid.txt", "txt")


def proposal(doc: Document, words: str, kind: Kind, hedge: str = "", **fields: object) -> Proposal:
    start = doc.text.index(words)
    hedges = []
    if hedge:
        at = doc.text.index(hedge, start)
        chance = Chance(scale="survey2018", low=0.05, mid=0.16, high=0.3)
        hedges.append(Hedge(start=at, end=at + len(hedge), words=hedge, means="could well", chance=chance))
    given_ = {"start": start, "end": start + len(words), "kind": kind, "hedges": tuple(hedges), "why": ("a rule",)}
    return Proposal.model_validate(given_ | fields)


def proposals(doc: Document) -> list[Proposal]:
    lowland = Mention(start=0, end=7, name="Government of Lowland", id="lo-government")
    condition, percent = doc.text.index("the price falls"), doc.text.index("80 %")
    return [
        proposal(
            doc, "The two countries are unlikely to agree on one grid code by the end of this year.", "forecast", "unlikely",
            timing="by", period=Period.parse("2025-12-31"), answer="yes",
        ),
        proposal(
            doc, "If the price falls, Lowland may well sign in May.", "conditional forecast", "may well", timing="by",
            period=Period.parse("2025-05-31"), answer="yes", actors=(lowland,), condition=Span(start=condition, end=condition + 15),
        ),
        proposal(
            doc, "Lowland promised to have the common operator at work by 31 December 2025.", "commitment-with-deadline", timing="by",
            period=Period.parse("2025-12-31"), actors=(lowland,),
        ),
        proposal(
            doc, "Its minister said that 80 % of the line had been built.", "reported claim by an official", timing="about",
            period=Period.parse("2025-03"), actors=(lowland,), quantities=(Quantity(start=percent, end=percent + 4, low=80, high=80, unit="%"),),
        ),
        proposal(doc, "Both depend on the line, because neither can store power.", "causal thesis", timing="standing"),
    ]  # fmt: skip


@pytest.fixture
def case(tmp_path: Path) -> Case:
    folder = tmp_path / "market"
    folder.mkdir()
    for name, text in starter_files("market").items():
        write_whole(folder / name, text)
    return load(folder)


def review(case: Case | None = None) -> Review:
    doc = found()
    made = proposals(doc)
    return review_of(doc, made, Links(case).of(doc, made) if case is not None else {}, "rules", "grid-again")


def decided(path: Path, *edits: tuple[str, str], by: str = "lo-government", domain: str = "energy") -> Path:
    """Write a review in which everything is accepted, changed as edits say."""
    text = review_text(review()).replace("    decision:\n", "    decision: accept\n")
    text = text.replace("  by:\n  domain:\n", f"  by: {by}\n  domain: {domain}\n")
    text = text.replace("    scope:\n", "    scope: accord-2025\n")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    return path


def accepted(path: Path, case: Case) -> Case:
    return accept(*read_review(path), case).case


def test_the_document_is_what_the_proposals_point_at() -> None:
    doc = found()
    assert (doc.title, str(doc.date)) == ("Highland and Lowland: the grid again", "2025-03-12")
    for one, entry in zip(proposals(doc), review().proposals, strict=True):
        assert doc.original[slice(*entry.place)] == entry.text == doc.text[one.start : one.end]
        assert entry.bytes is not None
        start, end = map(int, entry.bytes.split("-"))
        assert TEXT.encode()[start:end].decode() == entry.text
        assert entry.fragment == fragment_digest(entry.text)


def test_a_review_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    write_review(path, review())
    back, _ = read_review(path)
    assert back == review()


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
def test_any_words_come_back(text: str, why: str) -> None:
    first = (
        review()
        .proposals[0]
        .model_copy(update={"words": text.strip(), "text": text.strip(), "why": (why.strip() or "x",), "hedge": "no"})
    )
    made = review().model_copy(update={"proposals": (first,)})
    path = Path("/dev/shm" if Path("/dev/shm").is_dir() else ".") / "longgame-test-review.yaml"
    try:
        write_review(path, made)
        assert read_review(path)[0] == made
    finally:
        path.unlink(missing_ok=True)


def test_what_a_proposal_becomes_is_suggested() -> None:
    entries = review().proposals
    assert [e.becomes for e in entries] == ["forecast", "forecast", "commitment", "claim", "statement"]
    assert entries[1].condition == "the price falls"
    assert (entries[3].by, entries[3].value, entries[3].unit, entries[3].quantity) == ("lo-government", 80, "%", "done")
    assert entries[0].answer == "yes"


@pytest.mark.parametrize("answer", ["yes", "no", ""])
def test_the_answer_is_that_of_the_proposal_and_comes_back(answer: str, tmp_path: Path) -> None:
    doc = found()
    made = review_of(doc, [proposals(doc)[0].model_copy(update={"answer": answer})], {}, "rules")
    write_review(tmp_path / "a.yaml", made)
    written = f'    answer: "{answer}"' if answer else "    answer:"
    assert written in (tmp_path / "a.yaml").read_text("utf-8").splitlines()
    assert read_review(tmp_path / "a.yaml")[0].proposals[0].answer == made.proposals[0].answer == answer


@pytest.mark.parametrize(
    ("words", "becomes"),
    [
        ("The minister said that 80 % of the programmes had been implemented.", "claim"),
        ("He put readiness at 80 %.", "claim"),
        ("Министр сообщил, что программы выполнены на 80 %.", "claim"),
        ("The minister said that 80 % of the gas came through the strait.", "statement"),
        ("He said that inflation was 80 %.", "statement"),
    ],
)
def test_only_a_share_that_is_done_is_a_claim_about_progress(words: str, becomes: str) -> None:
    doc = document(f"Title\n\n12 March 2025\n\n{words}\n".encode(), "a.txt", "txt")
    at = doc.text.index("80 %")
    amount = Quantity(start=at, end=at + 4, low=80, high=80, unit="%")
    one = proposal(doc, words, "reported claim by an official", quantities=(amount,))
    (entry,) = review_of(doc, [one], {}, "rules").proposals
    assert entry.becomes == becomes
    assert (entry.value == 80) == (becomes == "claim")


def test_accepting_makes_rows_with_passages(case: Case, tmp_path: Path) -> None:
    path = decided(tmp_path / "a.yaml", ("    words:\n", "    words: No common grid code comes about in 2025\n"))
    result = accept(*read_review(path), case)
    assert result.decisions["accept"] == 5
    new = result.case
    assert not run_checks(new, errors_only=True)
    save(new)
    back = load(case.folder or tmp_path)
    added = {name: [r for r in back.table(name) if r.key not in case.table(name).by_key] for name in back.tables}
    assert {name: len(rows) for name, rows in added.items() if rows} == {
        "commitments": 1, "deadlines": 1, "claims": 1, "statements": 1, "questions": 3, "forecasts": 2, "passages": 5, "sources": 1,
    }  # fmt: skip
    first = next(f for f in back.forecasts if f.says == "No common grid code comes about in 2025")
    assert (first.hedge, first.answer, str(first.date), first.forecaster) == ("unlikely", "yes", "2025-03-12", "lo-government")
    question = back.questions.by_key[first.question]
    assert (str(question.by), str(question.opens), question.domain) == ("2025-12-31", "2025-03-12", "energy")
    conditional = next(f for f in back.forecasts if f.kind == "conditional" and f in added["forecasts"])
    assert back.questions.by_key[conditional.question].if_ == f"{conditional.question}-if"
    (deadline,) = (d for d in back.deadlines if d in added["deadlines"])
    assert (str(deadline.due), deadline.set_by) == ("2025-12-31", "lo-government")
    (claim,) = (c for c in back.claims if c in added["claims"])
    assert (claim.value, claim.as_, claim.scope) == (80, "percent", "accord-2025")
    for passage in back.passages:
        if passage in added["passages"]:
            assert passage.row in back.table(passage.table).by_key
            assert passage.document == found().digest
            assert fragment_digest(TEXT[passage.start : passage.end]) == passage.fragment
            assert passage.source == ("grid-again",)


def test_no_sentence_of_the_document_enters_the_case(case: Case, tmp_path: Path) -> None:
    save(accepted(decided(tmp_path / "a.yaml"), case))
    whole = "".join(p.read_text("utf-8") for p in (case.folder or tmp_path).iterdir())
    for entry in review().proposals:
        assert not runs_alike(entry.text, whole, 8)


def test_accepting_twice_changes_nothing(case: Case, tmp_path: Path) -> None:
    path = decided(tmp_path / "a.yaml")
    save(accepted(path, case))
    again = load(case.folder or tmp_path)
    result = accept(*read_review(path), again)
    assert result.case == again
    assert result.decisions == {"there": 5, "reject": 0, "open": 0}


def test_open_places_are_pointed_at(case: Case, tmp_path: Path) -> None:
    new = accepted(decided(tmp_path / "a.yaml", domain=""), case)
    messages = [p.message for p in open_places(new, case)]
    assert not list(open_places(case, case))
    assert {m.split(": ")[1].removesuffix(" is still to be written") for m in messages} == {
        "text",
        "criteria",
        "says",
        "title",
        "what",
        "domain",
    }
    assert {p.code for p in run_checks(new)} >= {"LG306"}


def test_an_author_whom_the_case_does_not_have_is_added(case: Case, tmp_path: Path) -> None:
    edit = ("  author:\n  by: strait-institute\n", "  author: Strait Institute\n  by: strait-institute\n")
    new = accepted(decided(tmp_path / "a.yaml", edit, by="strait-institute"), case)
    actor = new.actors.by_key["strait-institute"]
    assert (actor.name, actor.kind, actor.source) == ("Strait Institute", "analyst", ("grid-again",))
    assert {f.forecaster for f in new.forecasts if f not in case.forecasts} == {"strait-institute"}
    assert not run_checks(new, errors_only=True)


def test_what_is_rejected_or_left_open_stays_out(case: Case, tmp_path: Path) -> None:
    text = decided(tmp_path / "a.yaml").read_text("utf-8")
    text = text.replace("decision: accept", "decision: reject", 3).replace("decision: accept", "decision:")
    (tmp_path / "b.yaml").write_text(text, "utf-8")
    result = accept(*read_review(tmp_path / "b.yaml"), case)
    assert result.case == case
    assert result.decisions == {"reject": 3, "open": 2}


def test_an_edited_proposal_says_so(case: Case, tmp_path: Path) -> None:
    new = accepted(decided(tmp_path / "a.yaml", ("decision: accept", "decision: edit")), case)
    assert [p.edited for p in new.passages if p.source == ("grid-again",)] == [True, False, False, False, False]


def test_rows_of_the_case_take_up_what_they_are_given(case: Case, tmp_path: Path) -> None:
    edits = (
        ("    criteria:\n", "    criteria:\n    question: Q2\n"),
        ("    becomes: commitment\n", "    becomes: commitment\n    commitment: operator\n"),
    )
    new = accepted(decided(tmp_path / "a.yaml", *edits), case)
    assert len(new.questions) == len(case.questions) + 2
    assert len(new.commitments) == len(case.commitments)
    assert next(f.question for f in new.forecasts if f not in case.forecasts) == "Q2"
    assert [d.commitment for d in new.deadlines if d not in case.deadlines] == ["operator"]


WRONG = (
    ("no date", ('  date: "2025-03-12"\n', "  date:\n"), "LG192", "date:", "no date"),
    ("no source", ("  source: grid-again\n", "  source:\n"), "LG192", "source:", "no source"),
    ("nobody forecasts", ("  by: lo-government\n  domain", "  by:\n  domain"), "LG192", "by:", "who makes the forecast"),
    ("an unknown forecaster", ("  by: lo-government\n  domain", "  by: lo-goverment\n  domain"), "LG193", "lo-goverment", "did you mean 'lo-government'"),
    ("an unknown question", ("    criteria:\n", "    criteria:\n    question: Q22\n"), "LG193", "Q22", "no question 'Q22'"),
    ("an unknown commitment", ("becomes: commitment\n", "becomes: commitment\n    commitment: operater\n"), "LG193", "operater", "did you mean 'operator'"),
    ("no scope", ("    scope: accord-2025\n", "    scope:\n"), "LG192", "scope:", "package or a commitment"),
    ("an unknown scope", ("    scope: accord-2025\n", "    scope: accord\n"), "LG193", "accord\n", "no package or commitment"),
    ("a due date before it opens", ('period: "2025-12-31"', 'period: "2024-12-31"'), "LG194", None, "before it opens"),
    ("a changed text", ("text: The two countries are", "text: The two countries were"), "LG195", "The two countries were", "not the one"),
    ("a sentence taken over", ("    words:\n", "    words: They are unlikely to agree on one grid code by the end of 2025\n"), "LG196", "They are", "8 words in a row"),
    ("an unknown decision", ("decision: accept", "decision: maybe"), "LG191", "maybe", "is not one of"),
    ("an unknown field", ("    becomes: forecast\n", "    becomes: forecast\n    wrods: x\n"), "LG191", "wrods", "did you mean 'words'"),
    ("a percentage over 100", ('value: "80"', 'value: "180"'), "LG194", None, "180 % is more than 100 %"),
    ("an unknown stage", ("becomes: commitment\n", "becomes: commitment\n    requires: done\n"), "LG194", "done", "no stage"),
    ("no answer", ('    answer: "yes"\n', "    answer:\n"), "LG192", "answer:", "of which answer"),
    ("an unknown question for a condition", ("    condition_ask:\n", "    condition_question: Q99\n"), "LG193", "Q99", "no question 'Q99'"),
    ("an end before the start", ("where: ", "where: 9"), "LG191", None, "ends before it begins"),
)  # fmt: skip


@pytest.mark.parametrize(("edit", "code", "at", "says"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_a_mistake_is_told_where_it_stands(
    edit: tuple[str, str], code: str, at: str | None, says: str, case: Case, tmp_path: Path
) -> None:
    path = decided(tmp_path / "a.yaml", edit)
    with pytest.raises(CaseError) as caught:
        accepted(path, case)
    problem = next(p for p in caught.value.problems if p.code == code)
    assert says in str(problem)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    if at is not None:
        assert at.rstrip(":") in lines[problem.where.line - 1]


def noted(path: Path, case: Case) -> list[str]:
    return [str(p) for p in accept(*read_review(path), case).notes]


def test_a_field_that_a_row_does_not_take_is_told(case: Case, tmp_path: Path) -> None:
    path = decided(tmp_path / "a.yaml", ("    criteria:\n", "    criteria:\n    scope: accord-2025\n"))
    (note,) = noted(path, case)
    assert "LG197 scope: a forecast does not take it" in note
    assert note.startswith(f"{path}:{path.read_text('utf-8')[: path.read_text('utf-8').index('    scope:')].count(chr(10)) + 1}:")


def test_words_for_a_question_that_is_there_are_told(case: Case, tmp_path: Path) -> None:
    path = decided(tmp_path / "a.yaml", ("    ask:\n", "    ask: Do they agree?\n    question: Q2\n"))
    assert any("LG197 ask: a forecast of a question that is there does not take it" in n for n in noted(path, case))


def test_a_hedge_that_no_scale_has_is_told(case: Case, tmp_path: Path) -> None:
    assert noted(decided(tmp_path / "a.yaml"), case) == []
    path = decided(tmp_path / "b.yaml", ("    hedge: unlikely\n", "    hedge: as the crow flies\n"))
    (note,) = noted(path, case)
    assert "LG198 no scale has the hedge 'as the crow flies'" in note
    taken = decided(tmp_path / "c.yaml", ("    hedge: unlikely\n", "    hedge: as the crow flies\n    means: likely\n"))
    assert noted(taken, case) == []
    (made,) = (f for f in accepted(taken, case).forecasts if f.hedge == "as the crow flies")
    assert made.means == "likely"


def test_a_condition_may_be_a_question_that_is_there(case: Case, tmp_path: Path) -> None:
    path = decided(tmp_path / "a.yaml", ("    condition_ask:\n", "    condition_question: Q2\n"))
    new = accepted(path, case)
    conditional = next(f for f in new.forecasts if f.kind == "conditional" and f not in case.forecasts)
    assert new.questions.by_key[conditional.question].if_ == "Q2"
    assert len(new.questions) == len(case.questions) + 2


@pytest.mark.parametrize(
    ("hedge", "taken"),
    [("will; 20 %", "20 %"), ("as ever; likely", "likely"), ("вряд ли", "вряд ли"), ("could; might well; x", "could")],
)
def test_of_several_hedges_the_one_that_can_be_scored_goes_in(hedge: str, taken: str) -> None:
    entry = review().proposals[0].model_copy(update={"hedge": hedge})
    assert spoken(entry) == taken


def test_all_mistakes_are_told_at_once(case: Case, tmp_path: Path) -> None:
    path = decided(
        tmp_path / "a.yaml", ("    scope: accord-2025\n", "    scope: x\n"), ("text: Both depend", "text: Both lean"), by="nobody"
    )
    with pytest.raises(CaseError) as caught:
        accepted(path, case)
    assert {p.code for p in caught.value.problems} == {"LG193", "LG195"}
    assert len(caught.value.problems) >= 3


def test_a_wrong_field_of_the_document_is_told_once(case: Case, tmp_path: Path) -> None:
    path = decided(tmp_path / "a.yaml", by="nobody")
    with pytest.raises(CaseError) as caught:
        accepted(path, case)
    assert [p.code for p in caught.value.problems].count("LG193") == 1


@pytest.mark.parametrize(
    ("content", "code"), [("[1, 2]", "LG190"), ("case:\n  id: x\n", "LG190"), ("a: [", "LG110"), ("a: &x 1\n", "LG111")]
)
def test_what_is_no_review_is_refused(content: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(CaseError, match=code):
        read_review(path)


def test_a_review_with_decisions_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    check_undecided(path)
    write_review(path, review())
    check_undecided(path)
    decided(path)
    with pytest.raises(UsageError, match="holds decisions"):
        check_undecided(path)
    path.write_text("my notes", "utf-8")
    with pytest.raises(UsageError, match="is no review"):
        check_undecided(path)


def test_what_the_case_has_is_linked(case: Case, tmp_path: Path) -> None:
    before = review(case)
    assert [e.same for e in before.proposals] == [()] * 5
    assert "questions Q2" in before.proposals[0].like
    assert any(row.endswith(("operator", "D1", "D2")) for row in before.proposals[2].like)
    after = review(accepted(decided(tmp_path / "a.yaml"), case))
    assert [len(e.same) for e in after.proposals] == [1] * 5
    assert after.proposals[2].same[0].startswith("deadlines D-")


def test_the_same_words_are_known_in_another_format() -> None:
    page = f"<html><body><p>{TEXT.splitlines()[4].replace('unlikely', '<b>unlikely</b>').replace(' year', '&nbsp;year')}</p></body></html>"
    other = document(page.encode(), "grid.html", "html")
    words = "The two countries are unlikely to agree on one grid code by the end of this year."
    start = other.text.index(words)
    assert "<b>" in other.fragment(start, start + len(words))
    assert fragment_digest(other.text[start : start + len(words)]) == review().proposals[0].fragment
    assert fragment_digest("“a” b\u00a0c’s") == fragment_digest('"a"  b c\'s')
    assert fragment_digest("a b") != fragment_digest("a c")


def test_runs_and_keys() -> None:
    assert runs_alike("one two, three", "x ONE — two three y", 3) == "one two three"
    assert runs_alike("one two four", "one two three", 3) == ""
    assert slug("Łódź: a Bay, and the rest of it, all") == "łodz-a-bay-and-the-rest"
    assert re.fullmatch(r"^[^\W_][\w.\-]{0,79}$", slug("…"))
