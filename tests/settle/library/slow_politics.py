"""The spatial model of politics and the probabilistic Condorcet election again, in plain NumPy, straight from the formulas.

Everybody has a stance on everything here, and nothing is shared with the models: no masks, no logs, no reuse of coalitions.
"""

import numpy as np

POWER = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}
SEEN = {"none": 0.0, "one_third": 1 / 3, "half": 1 / 2, "two_thirds": 2 / 3, "full": 1.0}
LEAST_RISK = {"min": 0.0, "mid": -0.5, "max": -1.0}
DEFAULTS = {
    "vote": "proportional",
    "victory": "linear",
    "election": "conditional",
    "risk_range": "mid",
    "observer": "one_third",
    "commitment": "semi",
    "interpolation": "s2p2",
    "bargain": "initiator",
    "arithmetic": "careful",
}


def vote(rule, w, g):
    """Return the vote of somebody of weight w who gains g; negative: against."""
    b = np.where(np.abs(g) < 1e-12, 0, np.clip(g / 1e-8, -1, 1))
    response = {
        "binary": lambda: b,
        "prop_bin": lambda: 0.8 * g + 0.2 * b,
        "proportional": lambda: g,
        "prop_cubic": lambda: (g + g**3) / 2,
        "cubic": lambda: g**3,
        "asym_prosp": lambda: np.where(g < 0, g, 2 * g / 3),
    }
    return w * response[rule]()


def coalitions(rule, w, u):
    """Return who brings how much for a against b, from the votes on the later of the two; u is voters by alternatives."""
    votes = vote(rule, w[:, None, None], u[:, :, None] - u[:, None, :])
    later = np.tril(np.ones(votes.shape[1:], bool), -1)
    against = np.where(later, np.maximum(-votes, 0).sum(axis=0), 0)
    return 1e-8 + np.where(later, np.maximum(votes, 0).sum(axis=0), against.T)


def chances(victory, c):
    """Return the chance that a beats b."""
    share = c / (c + c.T)
    if victory == "binary":
        return np.clip((2.1 * share - 1) / 0.1, 1e-6 / (1 + 1e-6), 1 / (1 + 1e-6))
    k = POWER[victory]
    return share**k / (share**k + (1 - share) ** k)


def election(form, victory, c, uniform_change=1e-6):
    """Return the chance of each alternative."""
    p = chances(victory, c)
    n = len(c)
    if form == "conditional":
        # Scaled by the largest: with octic victories a product of forty chances is below the smallest number.
        score = np.log(np.maximum(p, 1e-300)).sum(axis=1)
        q = np.exp(score - score.max())
        return q / q.sum()
    q = np.full(n, 1 / n)
    change = uniform_change if form == "markov_uniform" else min(uniform_change, 1e-8)
    move = np.zeros((n, n))  # from b to a
    for b in range(n):
        dare = np.full(n, 1 / n) if form == "markov_uniform" else c[:, b] * p[:, b] + 1e-10 * (np.arange(n) == b)
        dare = dare / dare.sum()
        move[:, b] += dare * p[:, b]
        move[b, b] += (dare * p[b, :]).sum()
    for _ in range(10_000):
        new = move @ q
        done = np.abs(new - q).max() <= change
        q = (q + new) / 2
        if done:
            break
    return q


class Slow:
    """A run of the spatial model of politics; x and v are actors by issues, on scales of length 1, c one number an actor."""

    def __init__(self, x, v, c, **choices):
        self.x, self.v, self.c = np.array(x, float), np.array(v, float), np.array(c, float)
        self.n = len(self.c)
        self.__dict__.update(DEFAULTS, **choices)
        self.w = self.c * self.v.sum(axis=1)
        self.tie = 1e-14 if self.arithmetic == "ktab" else 1e-10

    def distance(self, to):
        """Return how far the rows of ``to`` are from what each actor wants."""
        square = (self.v[:, None, :] * (self.x[:, None, :] - to[None, :, :])) ** 2
        return np.sqrt(square.sum(axis=2) / (self.v**2).sum(axis=1)[:, None])

    def utility(self, d, r):
        return (1 - d) * (1 + d * r)

    def attitudes(self, d):
        p = election(self.election, self.victory, coalitions(self.vote, self.c, 1 - d))
        if np.ptp(p) <= 1e-9 * p.max():
            return np.zeros(self.n)
        least = LEAST_RISK[self.risk_range]
        return least + (1 - least) * (p - p.min()) / np.ptp(p)

    def sees(self, h, i):
        part = SEEN[self.observer]
        return (1 - part) * self.r[h] + part * self.r[i]

    def chance(self, h, i, j):
        """Return the chance of i against j as h sees it; h, i and j are arrays of indices."""
        d, w = self.d, self.w
        u_ij, u_ji = self.utility(d[i, j], self.sees(h, i)), self.utility(d[j, i], self.sees(h, j))
        a, b = 1e-10 + vote(self.vote, w[i], 1 - u_ij), 1e-10 - vote(self.vote, w[j], u_ji - 1)
        if self.commitment == "semi":
            k = np.arange(self.n)
            r = self.sees(h[..., None], k)
            u_i, u_j = (self.utility(d[k, z[..., None]], r) for z in (i, j))
            alone = vote(self.vote, w[k], u_i - u_j)
            p = (a[..., None] + np.maximum(alone, 0)) / (a[..., None] + b[..., None] + np.abs(alone))
            # It joins one of them: shares its fate if they win, takes the victor's position if not.
            with_i, with_j = p * 1 + (1 - p) * u_j, (1 - p) * 1 + p * u_i
            joins = vote(self.vote, w[k], with_i - with_j)
            joins = np.where((k == i[..., None]) | (k == j[..., None]), 0, joins)
            a, b = a + np.maximum(joins, 0).sum(axis=-1), b + np.maximum(-joins, 0).sum(axis=-1)
        return a / (a + b)

    def gain(self, h, i, j, p):
        u = self.utility(self.d[i, j], self.sees(h, i))
        s = self.v.sum(axis=1)[j]
        return (1 - s) * 2 + s * (p * 2 + (1 - p) * 2 * u) - (1 + u)

    def between(self, i, j, p):
        """Return where i and j would move if i prevails with chance p."""
        xi, xj, vi, vj = self.x[i], self.x[j], self.v[i], self.v[j]
        if self.interpolation == "s2pmax":
            lead = 2 * p - 1
            gives, takes = max(-lead, 0.0), max(lead, 0.0)
            gives = gives * vj**2 / (gives * vj**2 + 1e-6 + (1 - gives) * vi**2)
            takes = takes * vi**2 / (takes * vi**2 + 1e-6 + (1 - takes) * vj**2)
            return xi + gives * (xj - xi), xj + takes * (xi - xj)
        k = 1 if self.interpolation == "s1p1" else 2
        a, b = vi**k * p**k, vj**k * (1 - p) ** k
        ends = ((a + 1e-6) * xi + b * xj) / (a + b + 1e-6), (a * xi + (b + 1e-6) * xj) / (a + b + 1e-6)
        ends = [np.floor(0.5 + e * 1e4) / 1e4 for e in ends]
        if self.arithmetic == "careful":
            ends = [np.clip(e, np.minimum(xi, xj), np.maximum(xi, xj)) for e in ends]
        return tuple(ends)

    def offers(self):
        """Return all bargains of a turn: initiator, receiver, where either would move."""
        i, j = np.meshgrid(np.arange(self.n), np.arange(self.n), indexing="ij")
        p = self.chance(i, i, j)
        g = np.where(i != j, self.gain(i, i, j, p), -np.inf)
        self.target = np.where(g.max(axis=1) > 1e-5, np.argmax(g >= g.max(axis=1)[:, None] - self.tie, axis=1), -1)
        found = []
        for a, b in enumerate(self.target):
            if b < 0:
                continue
            mine = self.between(a, b, p[a, b])
            other = self.chance(np.array(b), np.array(a), np.array(b))
            if self.arithmetic == "ktab":
                other = self.gain(b, a, b, other)
            theirs = self.between(a, b, float(other))
            s = self.v.sum(axis=1) if self.arithmetic == "ktab" else self.w
            if self.bargain != "power_weighted":
                found.append((a, b, *mine))
            if self.bargain == "both":
                found.append((a, b, *theirs))
            if self.bargain == "power_weighted":
                found.append((a, b, *((s[a] * y + s[b] * z) / (s[a] + s[b]) for y, z in zip(mine, theirs, strict=True))))
        return found

    def queue(self, k, found):
        """Return the queue of actor k, -1 for the status quo; in KTAB in the order in which actors have their turn."""
        mine = [b for b, offer in enumerate(found) if k in offer[:2]]
        before = [b for b in mine if found[b][0] < k] if self.arithmetic == "ktab" else []
        return [*before, -1, *(b for b in mine if b not in before)]

    def follows(self, found):
        """Return what would follow from each bargain, and last from none, in utility over the status quo to each actor."""
        now = self.utility(self.d, self.r[:, None])
        out = np.zeros((self.n, len(found) + 1))
        for b, (i, j, to_i, to_j) in enumerate(found):
            new = self.utility(self.distance(np.stack([to_i, to_j])), self.r[:, None])
            out[:, b] += new[:, 0] - now[:, i] + new[:, 1] - now[:, j]
        return out / self.n

    def turn(self, arrived=None):
        """Play a turn; ``arrived`` gives the queues of some actors as initiators of bargains, -1 for the status quo."""
        self.d = self.distance(self.x)
        self.r = self.attitudes(self.d)
        found = self.offers()
        follows = self.follows(found)
        after = self.x.copy()
        for k in range(self.n):
            queue = self.queue(k, found)
            if arrived and k in arrived:
                queue = [-1 if i < 0 else next(b for b, offer in enumerate(found) if offer[0] == i) for i in arrived[k]]
            p = np.log(np.maximum(election(self.election, self.victory, coalitions(self.vote, self.c, follows[:, queue])), 1e-300))
            b = self.chosen(queue, p)
            if b >= 0:
                after[k] = found[b][2] if found[b][0] == k else found[b][3]
        self.x = after

    def chosen(self, queue, p):
        """Return the likeliest of a queue, of equally likely ones the status quo and then the first."""
        return min(b for b, q in zip(queue, p, strict=True) if q >= p.max() - self.tie)

    def play(self, most=100, arrived=None):
        """Return the positions turn by turn, until everybody together moves less than a fiftieth of the first turn's way."""
        history = [self.x]
        for t in range(most):
            self.turn((arrived or {}).get(t))
            history.append(self.x)
            moved = np.sqrt(((history[-1] - history[-2]) ** 2).sum(axis=1)).sum()
            first = moved + 1e-4 if t == 0 else first  # noqa: F821
            if t >= 1 and moved < 0.02 * first:
                break
        return np.array(history)
