"""What a period is worth: the reference's payoffs, and some worked out by hand."""

import jax.numpy as jnp
import numpy as np
import pytest

from longgame.play.payoffs import payoffs
from longgame.play.rules import Rules, condition
from tests.play.games import KINDS, SHAPES, best, draw, live, reference

EVERYDAY = [(rules, KINDS[1]) for rules in (SHAPES[0], SHAPES[1], SHAPES[3])]
DEEP = [pytest.param(rules, kind, marks=pytest.mark.deep) for rules in SHAPES for kind in KINDS if (rules, kind) not in EVERYDAY]


@pytest.mark.parametrize(("rules", "kind"), EVERYDAY + DEEP, ids=lambda v: v if isinstance(v, str) else "".join(map(str, v.rungs)))
def test_parts_add_up_to_the_references_payoffs(rules, kind):
    values = draw(rules, 5, kind)
    found = payoffs(rules, jnp.asarray(values))
    theirs = reference(rules, values).gains
    for i in range(len(rules.pairs)):
        np.testing.assert_allclose(live(found.place[:, None] + found.condition + found.pair[i]), theirs[i, :-2], atol=1e-12)
    np.testing.assert_allclose(found.absorbed, theirs[0, -2])
    np.testing.assert_allclose(found.broken_away, theirs[0, -1])


def test_worked_out_by_hand():
    """Half way up one ladder of each side, a shaken ruler, the door ajar, hot rivalry; an exchange, stalled."""
    rules = Rules(("asked", "given"), (3, 5), (True, False))
    values = best(rules)

    def let(name, value):
        values[rules.names.index(name)] = value

    for name, value in (("worth.asked", 4), ("price.given", 8), ("alignment", 2), ("rivalry_weight", 0.5), ("cost_swap", 7)):
        let(name, value)
    for name, value in (("benefit.asked", 0), ("benefit.given", 3), ("sovereignty.asked", 12), ("sovereignty.given", 0)):
        let(name, value)
    for name, value in (("grip_worth", 6), ("gift", 10), ("gift_on_stall", 0.4), ("gift_on_swap", 0.5)):
        let(name, value)
    found = payoffs(rules, jnp.asarray(values))
    pair = next(i for i, p in enumerate(rules.pairs) if rules.moves[p.move].does == "swap" and p.reply == "stall")
    period = np.asarray(found.place[rules.place((1, 1))] + found.condition[condition(1, 1, 1)] + found.pair[pair])
    patron = 4 * 1 / 2 - 8 * 1 / 4 - 2 * 1 / 2 * 1.5 - 7
    client = 3 * np.sqrt(1 / 4) - 12 * (1 / 2) ** 2 + 6 / 3 + 10 * 0.4 * 0.5
    np.testing.assert_allclose(period, [patron, client], atol=1e-12)


@pytest.mark.parametrize(
    ("does", "reply", "patron", "client"),
    [
        ("wait", "carry_on", 0, 0),
        ("wait", "hedge", -0.3, -0.7),
        ("bid", "accept", -1.5, 0.5),
        ("bid", "refuse", -1.5, 0),
        ("bid", "hedge", -1.8, 0.5 * 0.25 - 0.7),
        ("swap", "accept", -2, 0.25),
        ("press", "accept", -2, -0.07),
        ("press", "stall", -2, -0.35),
        ("press", "hedge", -2.3, -1.4),
        ("seize", "", -8, 0),
    ],
)
def test_moves_and_replies(does, reply, patron, client):
    rules = SHAPES[0]
    pair = next(i for i, p in enumerate(rules.pairs) if (rules.moves[p.move].does, p.reply) == (does, reply))
    np.testing.assert_allclose(payoffs(rules, jnp.asarray(best(rules))).pair[pair], [patron, client], atol=1e-12)
