"""Alternating offers: two sides make each other offers in turn; who can wait longer gets more."""

from __future__ import annotations

from longgame.settle.base import Claim, Model, Reference
from longgame.settle.library.alternating_offers.kernel import issue_kernel, package_kernel
from longgame.settle.library.alternating_offers.params import Params, Side

__all__ = ["MODEL", "PACKAGE", "Params", "Side", "issue_kernel", "package_kernel"]

_REFERENCES = (
    Reference(
        "rubinstein1982",
        "Rubinstein, A. (1982). Perfect equilibrium in a bargaining model. Econometrica 50(1), 97-109.",
        "10.2307/1912531",
    ),
    Reference(
        "binmore1986",
        "Binmore, K., Rubinstein, A. and Wolinsky, A. (1986). The Nash bargaining solution in economic modelling. RAND Journal of "
        "Economics 17(2), 176-188.",
        "10.2307/2555382",
    ),
    Reference(
        "binmore1989",
        "Binmore, K., Shaked, A. and Sutton, J. (1989). An outside option experiment. Quarterly Journal of Economics 104(4), "
        "753-770.",
        "10.2307/2937866",
    ),
    Reference("muthoo1999", "Muthoo, A. (1999). Bargaining Theory with Applications. Cambridge University Press."),
)
_LIMITS = (
    "Two sides only: each is taken as one actor with the mean position of its members, and without names the actors are parted "
    "at the mean, so that who crosses it changes sides. Each side knows what the other wants and how long it can wait; patience is "
    "assumed, equal where nothing is said, and weight counts only within a side. "
)

MODEL = Model(
    name="alternating_offers",
    title="Alternating offers between two sides",
    takes="issue",
    kernel=issue_kernel,
    params=Params(),
    claims=frozenset(Claim) - {Claim.MONOTONE},
    references=_REFERENCES,
    says="Two sides make each other offers in turn; the agreement splits what both gain over no agreement, and who loses less by "
    "waiting gets more.",
    limits=_LIMITS + "No linkage between issues. A reversion point between the two sides leaves nothing to agree on.",
)
PACKAGE = Model(
    name="alternating_offers_package",
    title="Alternating offers over a package of issues",
    takes="package",
    kernel=package_kernel,
    params=Params(),
    claims=frozenset(Claim) - {Claim.MONOTONE, Claim.ORDER_FREE},
    references=_REFERENCES,
    says="Two sides bargain over all issues at once: each gives way where it cares less than the other, and who loses less by "
    "waiting gets more of the gain.",
    limits=_LIMITS + "All or nothing: every issue is part of one deal, and saliences of different issues are taken as comparable. "
    "With linear loss at most one issue, or issues of equal ratio, is split; where parted without names, exact ties of the axis "
    "go by the order of the issues.",
)
