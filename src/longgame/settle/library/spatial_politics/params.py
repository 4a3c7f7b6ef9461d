"""The named choices of the spatial model, and the actors as it sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import jax

VoteRule = Literal["binary", "prop_bin", "proportional", "prop_cubic", "cubic", "asym_prosp"]
VictoryRule = Literal["linear", "square", "quartic", "octic", "binary"]
Election = Literal["conditional", "markov_incentive", "markov_uniform"]
Reading = Literal["expected", "likeliest", "mean", "median"]
TIE = 1e-10
KTAB_TIE = 1e-14


@dataclass(frozen=True)
class Params:
    """Parameters of the spatial model of politics; the defaults are those of KTAB.

    Attributes
    ----------
    vote : str
        How much weight an actor throws in for a difference of utility: ``binary`` all of it, ``proportional``, ``cubic``,
        mixtures of these, or ``asym_prosp``, where a gain moves it two thirds as much as a loss.
    victory : str
        How the strengths of two coalitions become a probability: ``linear``, ``square``, ``quartic``, ``octic`` in their
        ratio, or ``binary`` above an advantage of a tenth.
    election : str
        Probabilistic Condorcet election by which risk attitudes are inferred and bargains chosen.
    risk_range : str
        Risk attitudes run from 0 (``min``), -1/2 (``mid``) or -1 (``max``) to 1.
    observer : str
        How much of another's risk attitude an observer sees, the rest being the observer's own.
    commitment : str
        Whether a third party shares the fate of the side it joins; see ``challenge``.
    interpolation : str
        Weights of a bargain: salience × chance, their squares, or ``s2pmax``, where only the weaker side moves.
    bargain : str
        Whose estimate forms the offer: the ``initiator``'s, ``both`` as two offers, or ``power_weighted``, their mean.
    order : str
        Who comes first where two are equal: ``canonical``, actors sorted by position, salience and capability, so that the
        order of the input changes nothing; or ``given``, the order of the input, as in KTAB.
    arithmetic : str
        ``careful``; or ``ktab``, to reproduce KTAB where it does not do what it means to: a bargain may be rounded past the
        positions of the two; gains that differ by 1e-14 are not equal; where ``bargain`` is not
        ``initiator`` the receiver counts with the gain that it thinks the initiator expects in place of the chance, and with
        the initiator's capability in place of its own; and under ``asym_prosp`` the votes on two bargains depend on which of
        them came first into an actor's queue, see ``arrival`` of ``run.kernel``.
    decimals : int or None
        Bargains are rounded to so many decimals of a scale of length 1 (not those of ``s2pmax``), None for no rounding.
    least_turns, most_turns : int
        Turns that are always played, and turns after which a run is given up.
    quiet : float
        Stop once all actors together move less than this part of what they moved in the first turn.
    reading : str
        What of the final positions is the outcome; see ``reading``.
    """

    vote: VoteRule = "proportional"
    victory: VictoryRule = "linear"
    election: Election = "conditional"
    risk_range: Literal["min", "mid", "max"] = "mid"
    observer: Literal["none", "one_third", "half", "two_thirds", "full"] = "one_third"
    commitment: Literal["none", "semi", "full"] = "semi"
    interpolation: Literal["s1p1", "s2p2", "s2pmax"] = "s2p2"
    bargain: Literal["initiator", "both", "power_weighted"] = "initiator"
    order: Literal["canonical", "given"] = "canonical"
    arithmetic: Literal["careful", "ktab"] = "careful"
    decimals: int | None = 4
    least_turns: int = 2
    most_turns: int = 100
    quiet: float = 0.02
    reading: Reading = "expected"

    @property
    def queued(self) -> bool:
        """Whether votes on bargains depend on the order in which these came."""
        return self.arithmetic == "ktab" and self.vote == "asym_prosp"

    @property
    def tie(self) -> float:
        """Gains in utility, and logs of probabilities, that differ by no more are equal."""
        return KTAB_TIE if self.arithmetic == "ktab" else TIE


class Actors(NamedTuple):
    """What does not change while n actors bargain over m issues.

    Attributes
    ----------
    salience : Array, shape (n, m)
        0 where the actor has no stance on the issue; each actor's sum is at most 1.
    capability : Array, shape (n,)
        0 for those who take no part.
    stance : Array of bool, shape (n, m)
        Whether the actor has a stance on the issue.
    active : Array of bool, shape (n,)
        Whether the actor takes part: it has a capability, and a stance that it cares about.
    """

    salience: jax.Array
    capability: jax.Array
    stance: jax.Array
    active: jax.Array

    @property
    def weight(self) -> jax.Array:
        """Capability times total salience, shape (n,): what an actor brings to a conflict."""
        return self.capability * self.salience.sum(axis=1)
