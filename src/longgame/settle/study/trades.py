"""The exchanges that models of linked issues find at the best judgements, and who gains by them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from longgame.settle.encode import Encoded
from longgame.settle.library.equal_gain.record import Exchange, effects, exchanges
from longgame.settle.outcome import Outcome
from longgame.settle.study.result import ExchangeEffect, ExchangeFound, Move, Shift
from longgame.settle.study.summary import rounded


def trades(
    found: Mapping[str, Mapping[str, Any]], encoded: Encoded
) -> tuple[tuple[ExchangeFound, ...], tuple[ExchangeEffect, ...]]:
    """Return the exchanges of the first round and what all rounds give each actor, model by model.

    Parameters
    ----------
    found : mapping
        Detail at the best judgements by name of the model; models that record no exchanges (``trades``) are passed over.
    encoded : Encoded
    """
    listed: list[ExchangeFound] = []
    given: list[ExchangeEffect] = []
    package = encoded.package()
    for model, detail in found.items():
        if "trades" not in detail:
            continue
        outcome = Outcome(detail["outcome"][-1], detail["number"], dict(detail))
        listed += [_found(model, e) for e in exchanges(package, outcome, encoded.actors, encoded.issues) if e.round == 1]
        given += [_effect(model, e) for e in effects(outcome, encoded.actors)]
    return tuple(listed), tuple(given)


def _found(model: str, exchange: Exchange) -> ExchangeFound:
    moves = [
        Move(actor=s.actor, on=s.moves_on, start=rounded(s.start), end=rounded(s.end), gets=s.gets, gain=rounded(s.gain))
        for s in exchange.sides
    ]
    shifts = [Shift(issue=s.issue, before=rounded(s.before), after=rounded(s.after)) for s in exchange.shifts]
    return ExchangeFound(
        model=model,
        round=exchange.round,
        place=exchange.place,
        sides=(moves[0], moves[1]),
        shifts=(shifts[0], shifts[1]),
        others={actor: rounded(gain) for actor, gain in exchange.others},
    )


def _effect(model: str, effect: Any) -> ExchangeEffect:
    figures = {name: rounded(value) for name, value in vars(effect).items() if name != "actor"}
    return ExchangeEffect(model=model, actor=effect.actor, **figures)
