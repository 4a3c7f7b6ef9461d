"""Kinds and deadlines of sentences by themselves, written for this test; nothing of the shipped texts is in them."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from longgame.core.dates import Period
from longgame.read.gazetteer import Gazetteer
from longgame.read.proposal import Proposal
from longgame.read.propose import propose

NOW = "2015-04-07"


class Line(NamedTuple):
    start: int
    end: int
    under: str = ""


class Text(NamedTuple):
    """A document of one paragraph."""

    text: str
    date: Period = Period.parse(NOW)
    language: str = "en"

    @property
    def blocks(self) -> tuple[Line, ...]:
        return (Line(0, len(self.text)),)


def read(text: str) -> list[Proposal]:
    return propose(Text(text), Gazetteer())


FORECASTS = (
    ("The Kremlin will continue to use energy prices as leverage over its neighbour.", ""),
    ("Moscow is therefore unlikely to abandon the project altogether.", ""),
    ("Minsk will likely try to delay the adoption of the common rules.", ""),
    ("The West will probably respond with new restrictions.", ""),
    ("In the coming months, the two governments are expected to sign several more documents.", ""),
    ("Domestic opposition will remain weak, limiting the cost of integration for the regime.", ""),
    ("The deal is unlikely to satisfy either side in the long run.", ""),
    ("Its army will become ever more dependent on Russian supplies.", ""),
    ("This will make it harder for the government to balance between East and West.", ""),
    ("Over time, the country's autonomy will erode.", ""),
    ("A full merger remains unlikely in the short term.", ""),
    ("The economy could contract by as much as 4 percent this year.", ""),
    ("The president may yet find a way to wriggle out of his commitments.", ""),
    ("There is little chance that the common currency will ever be introduced.", ""),
    ("It is only a matter of time before the Kremlin returns to the question of political integration.", ""),
    ("It remains highly doubtful that the single gas market will start on time.", ""),
    ("The two leaders are likely to meet again before the end of the year.", ""),
    ("Russia may be tempted to test the resolve of its opponents.", ""),
    ("The West should expect more of the same.", ""),
    ("Closer integration would inevitably mean less sovereignty.", ""),
    ("The process will be slow and is likely to meet resistance from the bureaucracy.", ""),
    ("In practice, most of the programs will never be implemented.", ""),
    ("What comes next will depend on the outcome of the war.", ""),
    ("Ultimately, the union will be whatever the Kremlin wants it to be.", ""),
    ("But the honeymoon will not last.", ""),
    ("The risk of a military confrontation will grow.", ""),
    ("That may not be enough to save the project.", ""),
    ("Integration, however, is set to proceed at a crawl.", ""),
    ("The Kremlin can be expected to keep the pressure on.", ""),
    ("Agreement this week improbable.", ""),
    ("No breakthrough in sight.", ""),
    ("Prospects for a second tranche poor.", ""),
    ("Government likely to fall before the summer.", ""),
    ("Creditors may accept a cut of 30 to 40 percent.", ""),
    ("Analysts at Nordbank say that the talks will fail before the autumn.", ""),
    ("One trader said prices would probably fall by a tenth next year.", ""),
    ("The two sides will miss the deadline, said Anna Berg, a researcher at the Fisheries Institute.", ""),
    ("The line cannot be ready before 2027.", ""),
    ("It is hard to see how the coalition survives the winter.", ""),
    ("The government is on course to miss its target.", ""),
    ("Expect more of the same next spring.", ""),
    ("There is every chance that the vote is postponed.", ""),
    ("My guess is that they will settle in March.", ""),
    ("A default looks all but certain.", ""),
    ("We rate the chance of a signature this year at 30 per cent.", ""),
    ("The odds of a deal are no better than one in three.", ""),
    ("Nobody expects the commission to report in time.", ""),
    ("The new law is set to pass in June.", ""),
    ("The treaty is bound to be amended.", ""),
    ("War is not inevitable.", ""),
    ("The smart money is on a delay.", ""),
    ("In the end the two governments will muddle through.", ""),
    ("Whatever happens in Vienna, the sanctions are going to stay.", ""),
    ("Trade will not recover to the level of 2019 before the end of the decade.", ""),
    ("The coastal states are unlikely to agree on quotas before the season opens on 15 June.", "2015-06-15"),
    ("Prices look set to rise in the autumn.", "2015-11-30"),
    ("Default in June cannot be excluded.", "2015-06-30"),
    ("We judge that the coalition will survive the vote, but only just.", ""),
    ("Street protests likely in the second half of May.", "2015-05-31"),
    ("IMF staff do not expect to return before autumn.", "2015-08-31"),
    ("The cable will probably not be finished before 2020.", "2019-12-31"),
    ("Costs are likely to exceed two billion euros.", ""),
    ("Nobody will thank the engineers.", ""),
    ("I would not bet on another thirty years.", ""),
    ("The next review conference, in 2020, will almost certainly end without a document.", "2020-12-31"),
    ("It is more likely than not that at least one signatory withdraws by the end of the decade.", "2019-12-31"),
    ("The deadline of 30 June will be missed, though not by much.", ""),
    ("The sanctions will not be lifted in one go, whatever the crowds believe.", ""),
    ("Do not expect the embassy to reopen this year.", "2015-12-31"),
    ("There is no prospect of a deal before the elections in May 2017.", "2017-05-31"),
    ("Over the next five years the two will drift apart.", "2020-04-07"),
    ("The ban will stay in force not only this year but next year too.", "2016-12-31"),
    ("The guarantee is unlikely to outlive the year.", "2015-12-31"),
)
COMMITMENTS = (
    ("The two governments plan to harmonize indirect taxes by January 2024.", ""),
    ("The leaders are scheduled to approve the documents at a summit on November 4.", ""),
    ("The road maps envisage a common gas market by December 2023.", ""),
    ("IMF mission due 12 May.", ""),
    ("Talks to resume on Monday.", ""),
    ("The agreement will be signed on Friday, a spokeswoman for the ministry said.", ""),
    ("Talks will resume on 5 May, according to a spokesman for the government.", ""),
    ("The parties shall exchange lists within thirty days of signature.", ""),
    ("Under the agreement, both armies will withdraw their heavy weapons by 1 June 2016.", ""),
    ("The memorandum calls for elections no later than the autumn of 2024.", ""),
    ("The vote is on 12 June.", ""),
    ("The ceasefire expires on 1 October 2023.", ""),
    ("The hearing has been postponed until September 2025.", ""),
    ("The president promised to sign within a week.", ""),
    ("Both sides have undertaken not to build new posts on the ridge.", ""),
    ("The prime minister said that her government would lift the ban by March.", ""),
    ("The company has until the end of June to repay the loan.", ""),
    ("Ministers agreed on Thursday to meet again in October.", ""),
    ("Negotiators meet again on Tuesday.", "2015-04-14"),
    ("The next round of talks, scheduled for 20 to 22 May, will take place in Tromsø.", "2015-05-22"),
    ("Iceland, the minister said, will cut its catch by a quarter this year.", "2015-12-31"),
    ('"We will not sign before the audit is published," the Faroese premier told reporters.', ""),
    ("Both governments have promised to halve subsidies by 2018.", "2018-12-31"),
    ("The commission is to report by 30 June.", "2015-06-30"),
    ("Parliament votes on the package on 28 April.", "2015-04-28"),
    ("Next tranche of $400 million due 30 June.", "2015-06-30"),
    ("Government committed itself in February to sell the state airline within twelve months.", "2016-02-28"),
    ("The three states plan to leave the common ring by the end of 2025.", "2025-12-31"),
    ("The cable is scheduled to be completed by 2018.", "2018-12-31"),
    ("The treaty of 1996 obliged the upper state to leave at least 35,000 cusecs in the dry months.", ""),
    ("The treaty runs until December 2026.", "2026-12-31"),
    ("The agreement is valid for thirty years.", ""),
    ("Under Article 12 every party must declare its stocks within 90 days.", ""),
    ("Congress has thirty days to review the deal.", ""),
    ("The six powers agreed to lift the embargo no later than 18 October 2020.", "2020-10-18"),
    ("The pipeline is to carry gas from the fourth quarter of 2017.", "2017-10-01"),
    ("The programme runs from 2014 to 2020.", "2014/2020"),
)
CONDITIONALS = (
    ("That would leave the smaller states without a veto.", ""),
    ("A second refusal would end the talks.", ""),
    ("If the war goes badly, the Kremlin will demand more from its ally.", ""),
    ("Should the economic crisis deepen, Minsk would have little choice but to accept.", ""),
    ("Without Russian loans, the government would be unable to pay its debts.", ""),
    ("Unless oil prices recover, the subsidy will shrink further.", ""),
    ("Government will fall if wages are frozen.", ""),
    ("The deal would survive were either side to walk out.", ""),
    ("The pact will collapse should the court rule against it.", ""),
    ("Had it not been for the drought, the two ministers would have signed in May.", ""),
    ("Without the third reactor the plant cannot be ready by 2030.", ""),
    ("If the border closes, the deal is dead.", ""),
    ("If no deal is reached by Friday, boats from the islands will be barred from the zone.", ""),
    ("Boats will be barred unless a deal is reached by Friday.", ""),
    ("Were the eastern neighbour to cut the ring earlier, consumers would face higher prices for two winters.", ""),
    ("Unless a second link to the west is built, the islands will remain exposed.", ""),
    ("With a second link in place, the three could leave the ring as early as 2023.", "2023-12-31"),
    ("A regime that relied on declarations alone would be cheated within a year.", ""),
    ("Had inspectors been admitted in 1992, the dispute would never have arisen.", ""),
    ("Should Tehran refuse the inspectors, the snapback would follow within weeks.", ""),
)
OFFICIALS = (
    ("Lukashenko's spokeswoman said the talks had been constructive.", ""),
    ("According to Belarusian Prime Minister Roman Golovchenko, 74 percent of the measures have been implemented.", ""),
    ("The quota is far too low, the minister said.", ""),
    ('"The quota," the minister said, "has been far too low for years."', ""),
    ("The quota will ruin the villages, a ministry spokesman said on Tuesday.", ""),
    ("The foreign minister says the talks are going well.", ""),
    ("The central bank's governor warned that inflation would reach 20 per cent by December.", ""),
    ("The ministry denies that any troops have crossed.", ""),
    ("According to the interior ministry, 412 people have returned.", ""),
    ('"We have given all that we can give," he said, minister Olsen told reporters.', ""),
    ("A spokesman declined to comment, the ministry said.", ""),
    ("Brussels says that the stock has halved since 2009.", ""),
    ("Minister told us that reserves would last until August.", ""),
)
STATEMENTS = (
    ("The parties failed to agree on a common tax code.", ""),
    ("Last year, the government closed the last independent newspapers.", ""),
    ("A year later they would walk out again.", ""),
    ("The parliament has not ratified the treaty.", ""),
    ("The commission published neither the map nor the minutes.", ""),
    ("In 2013 the mediator resigned over the map.", ""),
    ("The rebels demanded seats in the cabinet.", ""),
)
THESES = (
    ("For Moscow, integration is above all a matter of security.", ""),
    ("The regime's dependence on Russian money limits its room for manoeuvre.", ""),
    ("Lukashenko fears that any concession will be taken as weakness.", ""),
    ("Economic pressure has always been the Kremlin's preferred instrument.", ""),
    ("The Kremlin sees the neighbouring country as a buffer against NATO.", ""),
    ("Neither government can afford to lose face.", ""),
    ("The longer the talks last, the weaker the rebels become.", ""),
    ("The dam gives the upstream state a hand on the tap.", ""),
    ("Delay suits the ministry, because every month brings new contracts.", ""),
    ("What drives the generals is fear of the courts.", ""),
    ("Small states tend to hold out until the last night.", ""),
    ("It is the price of gas that keeps the two together.", ""),
    ("Minister is isolated in cabinet and needs a success.", ""),
    ("The ring gives the eastern neighbour a lever that it has never used.", ""),
    ("Verification fails less often for want of instruments than for want of nerve.", ""),
    ("States cheat when the gain is large and the chance of being caught is small.", ""),
    ("It is often said that sanctions brought the regime to the table.", ""),
)
QUANTITIES = (
    ("The two countries' trade reached $50 billion in 2022.", ""),
    ("Russia accounts for 60 percent of Belarusian exports.", ""),
    ("Exports fell by 12 per cent in 2014.", ""),
    ("The fund has paid out 3.2 billion euros so far.", ""),
    ("Some 40,000 people have fled the valley.", ""),
    ("The two countries broke off relations in 1994.", ""),
    ("The fleet landed 310,000 tonnes in 2013.", ""),
    ("Reserves stand at 1.1 billion dollars, enough for five weeks of imports.", ""),
)
NO_CLAIMS = (
    "Will the coalition hold?",
    "Governments should publish the text.",
    "What comes next is anybody's guess.",
    "This note looks at three scenarios.",
    "The ministers should agree on a common calendar now.",
)


EACH = [
    *(("forecast", *row) for row in FORECASTS),
    *(("commitment-with-deadline", *row) for row in COMMITMENTS),
    *(("conditional forecast", *row) for row in CONDITIONALS),
    *(("reported claim by an official", *row) for row in OFFICIALS),
    *(("factual statement", *row) for row in STATEMENTS),
    *(("causal thesis", *row) for row in THESES),
    *(("factual quantity", *row) for row in QUANTITIES),
]


@pytest.mark.parametrize(("kind", "sentence", "deadline"), EACH, ids=[row[1][:50] for row in EACH])
def test_kind_and_deadline(kind: str, sentence: str, deadline: str) -> None:
    found = read(sentence)
    assert [p.kind for p in found] == [kind], [p.why for p in found]
    if deadline:
        assert found[0].time == deadline, found[0].why
    assert found[0].why


@pytest.mark.parametrize("sentence", NO_CLAIMS)
def test_what_is_no_claim_is_not_proposed(sentence: str) -> None:
    assert read(sentence) == []
