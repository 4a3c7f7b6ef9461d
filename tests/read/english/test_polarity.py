"""Denials: one in a hedge is counted in its chance, one beside it turns the answer."""

from __future__ import annotations

from functools import cache

import pytest

from longgame.read.document import document
from longgame.read.gazetteer import Gazetteer
from longgame.read.hedges import leading
from longgame.read.proposal import Proposal
from longgame.read.propose import propose

# Sentence; the answer; on which side of a half the chance lies: + above, - below, 0 at it.
SAID = (
    ("Minsk will sign the treaty by July.", "yes", "+"),
    ("Minsk will not sign the treaty by July.", "yes", "-"),
    ("Minsk won't sign and won't pay in 2027.", "yes", "-"),
    ("Minsk will never join the union.", "yes", "-"),
    ("Nobody will believe the promise next year.", "no", "+"),
    ("Neither side will give way in 2027.", "no", "+"),
    ("Nothing will change next year.", "no", "+"),
    ("The promise will be believed by nobody next year.", "no", "+"),
    ("Under no circumstances will Minsk give way.", "no", "+"),
    ("The union will have no currency by 2030.", "no", "+"),
    ("Minsk is likely, though not certain, to give way by July.", "yes", "+"),
    ("There is a 20 % chance that Minsk will not give way by July.", "no", "-"),
    ("There is less than a 10% chance of a treaty in 2027.", "yes", "-"),
    ("The odds are about 30 % that Minsk gives way by July.", "yes", "-"),
    ("There is no better than one chance in ten of a treaty in 2027.", "yes", "-"),
    ("It is not out of the question that Minsk gives way by July.", "yes", "-"),
    ("I do not doubt that Minsk will give way by July.", "yes", "+"),
    ("I would bet against a treaty in 2027.", "yes", "-"),
    ("It is a toss-up whether talks resume next year.", "yes", "0"),
    ("It is unlikely that Minsk won't give way.", "no", "-"),
    ("Minsk will probably not give way by May.", "yes", "-"),
    ("Minsk probably will not give way by May.", "no", "+"),
    ("Minsk is not expected to give way before May.", "yes", "-"),
    ("There is no doubt that Minsk will not give way.", "no", "+"),
    ("The talks are highly unlikely to end in 2027.", "yes", "-"),
    ("Moscow is almost certain to refuse next year.", "yes", "+"),
    ("If Moscow does not pay, Minsk will give way next year.", "yes", "+"),
    ("If Moscow pays, Minsk will not give way next year.", "yes", "-"),
    ("No later than July, Minsk will give way.", "yes", "+"),
    ("Not only Minsk will give way next year.", "yes", "+"),
    ("Minsk will give way next year, but not before May.", "", "+"),
    ("Moscow, not Minsk, will pay for the pipeline next year.", "", "+"),
    ("Few states will give way next year.", "", "+"),
    ("Not all members will give way next year.", "", "+"),
    ("Minsk could give way and will pay next year.", "", None),
)  # fmt: skip


@cache
def proposals(language: str, sentences: tuple[str, ...]) -> dict[str, Proposal]:
    head = {"en": "The grid again\n\n12 March 2026", "ru": "Снова о союзе\n\n12 марта 2026"}[language]
    doc = document((head + "\n\n" + "\n\n".join(sentences) + "\n").encode(), "a.txt", "txt")
    found = propose(doc, Gazetteer(()))
    places = {s: doc.text.index(s) for s in sentences}
    return {s: next(p for p in found if places[s] <= p.start < p.end <= places[s] + len(s)) for s in sentences}


def side(proposal: Proposal) -> str:
    said = leading(proposal.hedges)
    assert said is not None
    return "0" if said.mid == 0.5 else "+" if said.mid > 0.5 else "-"


@pytest.mark.parametrize(("sentence", "answer", "chance"), SAID, ids=[s[0] for s in SAID])
def test_the_answer_and_the_chance_go_together(sentence: str, answer: str, chance: str | None) -> None:
    proposal = proposals("en", tuple(s[0] for s in SAID))[sentence]
    assert proposal.answer == answer
    assert chance is None or side(proposal) == chance
    assert any("left open" in why for why in proposal.why) == (answer == "")


RUSSIAN = (
    ("Минск подпишет договор в 2027 году.", "yes", "+"),
    ("Минск не подпишет договор.", "yes", "-"),
    ("Никто не поверит этому обещанию.", "yes", "-"),
    ("Вряд ли Минск подпишет договор в 2027 году.", "yes", "-"),
    ("Минск вряд ли не подпишет договор.", "no", "-"),
    ("Вероятно, Минск не подпишет договор.", "no", "+"),
    ("Вероятность подписания договора в 2027 году составляет 70 процентов.", "yes", "+"),
    ("Не исключено, что договор будет подписан.", "yes", "-"),
    ("Если Москва не заплатит, Минск подпишет договор.", "yes", "+"),
    ("Никто не сомневается, что договор подпишут.", "yes", "+"),
    ("Никто не верит, что договор подпишут.", "yes", "-"),
    ("Нет никаких шансов, что парламент отклонит договор.", "yes", "-"),
    ("Никаких шансов на успех договора нет.", "yes", "-"),
    ("Нет никаких сомнений, что договор подпишут.", "yes", "+"),
    ("Не думаю, что Минск подпишет договор.", "yes", "-"),
    ("Шансов на подписание договора в 2027 году мало.", "yes", "-"),
    ("Договор подпишут, но не в мае.", "", "+"),
)


@pytest.mark.parametrize(("sentence", "answer", "chance"), RUSSIAN, ids=[s[0] for s in RUSSIAN])
def test_the_same_in_russian(sentence: str, answer: str, chance: str) -> None:
    pytest.importorskip("natasha")
    proposal = proposals("ru", tuple(s[0] for s in RUSSIAN))[sentence]
    assert (proposal.answer, side(proposal)) == (answer, chance)
