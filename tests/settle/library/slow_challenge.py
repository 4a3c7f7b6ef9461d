"""The challenge model in plain loops, written from the formulas of Scholz, Calbert and Smith (2011); for comparison only.

Numbers in brackets are those of their equations where they print one.
"""

import numpy as np

# What counts as equal is part of the model as it is offered: two positions may approach each other for ever.
EPS = 2.0 ** (-52 * 2 / 3)


def slow(x, s, c, params, scale=100.0):
    """Return what an issue with actors of positive weight settles at: value, positions after each round, risk exponents."""
    x, w = np.asarray(x, float), np.asarray(c, float) * np.asarray(s, float)
    length, median, quiet = np.ptp(x), middle(x, w), 0
    positions, exponents = [x], []
    for _ in range(params.rounds):
        length = np.ptp(x) if params.scale == "recomputed" else length
        new, risk = one_round(x, s, w, length, params) if length > 0 else (x, np.ones(len(x)))
        moved, shift = np.abs(new - x).max(), abs(middle(new, w) - median)
        x, median = new, middle(new, w)
        positions.append(x)
        exponents.append(risk)
        quiet = quiet + 1 if shift < params.tolerance * scale else 0
        if (params.stop == "still" and moved <= params.tolerance * scale) or (params.stop == "median" and quiet >= 2):
            break
    return median if params.report == "median" else float(np.average(x, weights=w)), np.array(positions), np.array(exponents)


def middle(x, w):
    """Return the lowest position at or below which half of the weight lies."""
    return min(a for a in x if w[x <= a].sum() >= w.sum() / 2 - 1e-12 * w.sum())


def one_round(x, s, w, length, params):
    n, mu = len(x), middle(x, w)
    neutral = np.ones(n)
    q = neutral if params.exponent == "risk" else neutral * params.exponent
    p = chances(x, w, q, length, params)
    exposure = np.array([sum(gain(j, i, 1.0, p, x, s, mu, length, params) for j in range(n) if j != i) for i in range(n)])
    risk = neutral
    if np.ptp(exposure) > EPS:
        attitude = (2 * exposure - exposure.max() - exposure.min()) / np.ptp(exposure)
        risk = (1 - attitude / 3) / (1 + attitude / 3)
    p = chances(x, w, risk, length, params) if params.exponent == "risk" else p
    new = x.copy()
    for i in range(n):
        offers = [o for j in range(n) if j != i and (o := offer(i, j, p, risk, x, s, mu, length, params)) is not None]
        new[i] = choose(offers, x[i], params)
    return new, risk


def chances(x, w, q, length, params):
    """Return P(i beats j) [31]: the votes for i as a share of all cast on the pair, or on all ordered pairs."""
    n = len(x)
    votes, cast = np.zeros((n, n)), np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            v = [w[k] * (abs(x[k] - x[j]) ** q[k] - abs(x[k] - x[i]) ** q[k]) / length ** q[k] for k in range(n)]
            votes[i, j], cast[i, j] = sum(max(a, 0) for a in v), sum(abs(a) for a in v)
    cast = cast if params.denominator == "pair" else np.full((n, n), cast.sum())
    return np.divide(votes, cast, out=np.zeros((n, n)), where=cast > 0)


def gain(i, j, r, p, x, s, mu, length, params):
    """Return EU(i→j) in the eyes of somebody with risk exponent r."""
    d = abs(x[i] - x[j]) / length
    success, failure, stay = 2 - 4 * (0.5 - 0.5 * d) ** r, 2 - 4 * (0.5 + 0.5 * d) ** r, 2 - 4 * 0.5**r
    expected = s[j] * (p[i, j] * success + (1 - p[i, j]) * failure) + (1 - s[j]) * success - params.status_quo * stay
    if params.change:
        step = (abs(x[i] - mu) + abs(x[i] - x[j])) / (4 * length)
        better, worse = 2 - 4 * max(0.5 - step, 0) ** r, 2 - 4 * (0.5 + step) ** r
        expected -= (1 - params.status_quo) * (params.better * better + (1 - params.better) * worse)
    return expected


def offer(i, j, p, risk, x, s, mu, length, params):
    """Return (kind, target, a, b, the weighted position) of what i gets from j, or None."""
    if abs(x[i] - x[j]) / length <= EPS:
        return None
    a = gain(i, j, risk[i], p, x, s, mu, length, params)
    b = gain(j, i, risk[i] if params.risk == "focal" else risk[j], p, x, s, mu, length, params)
    weighted = (abs(a) * x[i] + abs(b) * x[j]) / (abs(a) + abs(b))
    if b > a + EPS and a > EPS:
        return 1, x[j], a, b, weighted
    if b > EPS and a < -EPS and abs(b) > abs(a) + EPS:
        return 2, x[i] + (x[j] - x[i]) * abs(a / b), a, b, weighted
    if b > EPS and a < -EPS and params.capitulation:
        return 3, x[j], a, b, weighted
    return None


def choose(offers, here, params):
    """Return where an actor goes."""

    def least(key):
        low = min((key(o) for o in offers), default=0)
        return [o for o in offers if key(o) <= low + EPS]

    def move(o):
        return abs(o[1] - here)

    weaker = [lambda o: -o[3]] if params.ties == "balanced" else []
    keys = {
        "strongest": [lambda o: -o[3], move],
        "least_move": [move, *weaker],
        "type_least": [lambda o: o[0], move, *weaker],
        "type_order": [lambda o: o[0], lambda o: o[4] if o[0] == 2 else move(o), *weaker, *([move] if weaker else [])],
    }
    for key in keys[params.selection]:
        offers = least(key)
    sides = {np.sign(o[1] - here) for o in offers}
    if not offers or (params.ties == "balanced" and sides >= {-1.0, 1.0}):
        return here
    return offers[0][1]
