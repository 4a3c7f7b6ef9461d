"""The parameters of the long game: their names, bounds, and the priors that hold where a case or a thesis gives no others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

# One value for the game, or one for each ladder: of those that the patron asks for, those the client asks for, or all.
Per = Literal["", "asked", "given", "ladder"]


class Parameter(NamedTuple):
    """One parameter, or one for each ladder.

    Attributes
    ----------
    name : str
        With a ladder's id after a dot where there is one for each: ``worth.economy``.
    per : str
        Which ladders have one each; empty for a single value.
    floor, ceiling : float
        What it can be at all; no prior may leave it.
    low, best, high : float
        Default prior: never outside low and high, its median is best.
    says : str
        What it is, with its unit.
    """

    name: str
    per: Per
    floor: float
    ceiling: float
    low: float
    best: float
    high: float
    says: str


_MOST = 100.0  # of payoffs: beyond it choices are certain at any precision in use
_PAYOFF = (0.0, _MOST)
_CHANCE = (0.0, 1.0)
_EVEN = (0.0, 0.5)  # two such chances exclude one another and cannot sum to more than 1

PARAMETERS: tuple[Parameter, ...] = (
    Parameter("discount_patron", "", 0, 0.999, 0.9, 0.965, 0.995, "the patron's patience: weight of the next period against this"),
    Parameter("discount_client", "", 0, 0.999, 0.85, 0.95, 0.99, "the client's patience: weight of the next period against this"),
    Parameter("precision_patron", "", 0, 1000, 0.3, 1, 3, "how surely the patron takes the better move; 0 is chance"),
    Parameter("precision_client", "", 0, 1000, 0.3, 1, 3, "how surely the client takes the better reply; 0 is chance"),
    Parameter("worth", "asked", *_PAYOFF, 0.02, 0.4, 1.5, "what the top of a ladder of the patron's is worth to it, a period"),
    Parameter("price", "given", *_PAYOFF, 0.02, 0.3, 1.5, "what the top of a ladder of the client's costs the patron, a period"),
    Parameter("alignment", "", *_PAYOFF, 0.02, 0.5, 2, "what the client's open door costs the patron, a period"),
    Parameter("rivalry_weight", "", *_PAYOFF, 0.02, 0.5, 2, "by what share of itself rivalry raises the cost of an open door"),
    Parameter("loyalty", "", *_PAYOFF, 0.02, 0.3, 1.5, "what it costs the patron when the client courts others"),
    Parameter("cost_bid", "", *_PAYOFF, 0.2, 1.5, 4, "what an inducement costs the patron"),
    Parameter("cost_swap", "", *_PAYOFF, 0.2, 2, 5, "what offering an exchange costs the patron"),
    Parameter("cost_press", "", *_PAYOFF, 0.2, 2, 5, "what pressure costs the patron"),
    Parameter("cost_seize", "", *_PAYOFF, 5, 14, 30, "what force costs the patron"),
    Parameter("absorbed_worth", "", -_MOST, _MOST, -1, 0, 1, "what an absorbed client is worth to the patron, a period for ever"),
    Parameter("lost_client", "", *_PAYOFF, 1, 2.5, 6, "what a client that broke away costs the patron, a period for ever"),
    Parameter("benefit", "ladder", *_PAYOFF, 0.01, 0.3, 1, "what a ladder brings the client: times the root of the height"),
    Parameter("sovereignty", "ladder", *_PAYOFF, 0.01, 0.4, 2, "what it costs the client in sovereignty: times the height squared"),
    Parameter("grip_worth", "", *_PAYOFF, 0.2, 1, 3, "what a firm grip is worth to the client's ruler, a period"),
    Parameter("gift", "", *_PAYOFF, 0.02, 0.5, 2, "what an accepted inducement brings the client"),
    Parameter("gift_on_stall", "", *_CHANCE, 0.1, 0.5, 0.9, "share of the inducement that a client keeps who stalls"),
    Parameter("gift_on_swap", "", *_CHANCE, 0.05, 0.5, 0.95, "share of the inducement that comes with an exchange"),
    Parameter("pain", "", *_PAYOFF, 0.02, 0.7, 3, "what pressure costs the client who refuses"),
    Parameter("cost_hedge", "", *_PAYOFF, 0.02, 0.7, 3, "what courting others costs the client"),
    Parameter("end_loss", "", *_PAYOFF, 1, 4, 10, "what either end costs the client's ruler, a period for ever"),
    Parameter("step_on_accept", "asked", *_CHANCE, 0.05, 0.25, 0.7, "chance of a step in the period in which it is accepted"),
    Parameter("step_on_stall", "asked", *_CHANCE, 0.005, 0.05, 0.2, "chance of a step in the period in which it is stalled"),
    Parameter("drift", "ladder", *_CHANCE, 0.001, 0.01, 0.06, "chance of a step without a move on the ladder in the period"),
    Parameter("deliver", "given", *_CHANCE, 0.05, 0.3, 0.8, "chance that the patron delivers its half of an accepted exchange"),
    Parameter("grip_falls", "", *_EVEN, 0.005, 0.03, 0.1, "chance that the grip slackens by itself"),
    Parameter("grip_cost", "asked", *_EVEN, 0.001, 0.02, 0.15, "what accepting a step adds to that chance"),
    Parameter("backlash", "", *_EVEN, 0.005, 0.05, 0.3, "what pressure that is not given in to adds to that chance"),
    Parameter("grip_rises", "", *_EVEN, 0.02, 0.1, 0.3, "chance that the grip tightens by itself"),
    Parameter("grip_bonus", "", *_EVEN, 0.001, 0.05, 0.25, "what an inducement or exchange that is taken adds to that chance"),
    Parameter("door_closes", "", *_CHANCE, 0.02, 0.08, 0.25, "chance that the door to others closes by a step"),
    Parameter("door_shaken", "", *_PAYOFF, 0.02, 1, 4, "by what share of itself a shaken ruler raises that chance"),
    Parameter("door_opens", "", *_EVEN, 0.01, 0.05, 0.2, "chance that the door opens by a step; half of it under hot rivalry"),
    Parameter("hedge_opens", "", *_EVEN, 0.005, 0.05, 0.25, "what courting others adds to it, unless the ruler is in crisis"),
    Parameter("rivalry_rises", "", *_CHANCE, 0.01, 0.04, 0.15, "chance that the patron's rivalry with others turns hot"),
    Parameter("rivalry_falls", "", *_CHANCE, 0.005, 0.02, 0.1, "chance that it cools"),
    Parameter("breakaway", "", *_EVEN, 0.002, 0.02, 0.15, "chance in a crisis that the client breaks away; open door: twice"),
    Parameter("support_shields", "", *_CHANCE, 0.05, 0.6, 0.95, "share of that chance that the patron's support takes away"),
    Parameter("habit_patron", "", *_CHANCE, 0.02, 0.25, 0.7, "chance that the patron only goes on with its last move"),
    Parameter("habit_client", "", *_CHANCE, 0.02, 0.25, 0.7, "chance that the client only goes on with its last reply"),
    Parameter(
        "absorb_on_seize", "", *_CHANCE, 0.05, 0.25, 0.6, "chance that force ends in absorption; else the client breaks away"
    ),
)
BY_NAME = {p.name: p for p in PARAMETERS}


def names(ladders: Sequence[tuple[str, str]]) -> list[str]:
    """Return the full names of all parameters of a game, in order.

    Parameters
    ----------
    ladders : sequence of (str, str)
        Id, and who asks for it: ``patron`` or ``client``.
    """
    who = {"asked": "patron", "given": "client"}
    found: list[str] = []
    for p in PARAMETERS:
        on = [ladder for ladder, asks in ladders if p.per == "ladder" or asks == who.get(p.per)]
        found += [f"{p.name}.{ladder}" for ladder in on] if p.per else [p.name]
    return found


def named(full: str) -> Parameter | None:
    """Return the parameter of a full name such as ``worth.economy``, whatever the ladder; None where there is none."""
    name, dot, _ = full.partition(".")
    found = BY_NAME.get(name)
    return found if found is not None and bool(found.per) == bool(dot) else None
