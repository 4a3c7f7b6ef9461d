"""The spatial model of politics: actors challenge one another on several issues at once, and bargain."""

from __future__ import annotations

from longgame.settle.base import Claim, Model, Reference
from longgame.settle.library.spatial_politics.params import Params
from longgame.settle.library.spatial_politics.run import kernel, many

MODEL = Model(
    name="spatial_politics",
    title="Spatial model of politics",
    takes="package",
    linked=False,
    kernel=kernel,
    many=many,
    grows=1,
    emitters=20,
    params=Params(),
    claims=frozenset({Claim.ABSENT_IGNORED, Claim.ORDER_FREE, Claim.WITHIN_HULL, Claim.UNANIMITY, Claim.ZERO_WEIGHT_IGNORED}),
    references=(
        Reference(
            "wise2015",
            "Wise, B. P., Lester, L. and Efird, B. (2015). An Introduction to the KAPSARC Toolkit for Behavioral Analysis "
            "(KTAB) Using One-Dimensional Spatial Models. KAPSARC discussion paper.",
        ),
    ),
    says="Each actor challenges the one from whom it expects to gain most, counting who would join which side; challenger and "
    "challenged offer each other a bargain, each actor enters the bargain that would win a vote of all, and so on until "
    "hardly anyone moves.",
    limits="Positions are taken as wishes, which move with them; no memory, no reversion point, no veto; many knobs of which "
    "the literature does not say how to set them.",
)
