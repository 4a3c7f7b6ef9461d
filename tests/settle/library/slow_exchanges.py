"""The rules of both exchange models once more, slowly and in exact fractions: every exchange reckoned anew at every step.

Written from the rules and without arrays, to be compared with the kernel. Nothing is kept between steps but positions, what was
bought, and, in the reading of the program, what was attempted.
"""

from fractions import Fraction
from itertools import combinations

LEAST = Fraction(1, 2 * 10**9)


def exact(value):
    return Fraction(str(float(value)))


class Slow:
    """One round over plain dictionaries keyed by (actor, issue)."""

    def __init__(self, package, reading):
        n, m = package.position.shape
        self.reading = reading
        self.actors, self.issues = range(n), range(m)
        here = [(a, v) for a in self.actors for v in self.issues if package.present[a, v]]
        self.s = {k: exact(package.salience[k]) for k in here}
        self.w = {k: exact(package.capability[k]) * self.s[k] for k in here}
        self.start = {k: exact(package.position[k]) for k in here}
        self.position = dict(self.start)
        self.total = {v: sum(w for (_, u), w in self.w.items() if u == v) for v in self.issues}
        self.outcome = {v: self.mean(self.start, v) for v in self.issues}
        self.left = {k: x <= self.outcome[k[1]] for k, x in self.start.items() if self.total[k[1]]}
        self.bought, self.attempts, self.gone = {}, {}, set()

    def mean(self, x, v):
        return sum(self.w[k] * x[k] for k in x if k[1] == v) / self.total[v] if self.total[v] else None

    def share(self, a, v):
        return self.w[a, v] / self.total[v]

    def all(self):
        """Return every (i, j, p, q), p before q and i demanding p, in the order in which ties are taken."""
        found = []
        for p, q in combinations(self.issues, 2):
            for first, second in [((False, False), (True, True)), ((True, False), (False, True))]:
                for a in self.actors:
                    for b in self.actors:
                        if all((x, v) in self.left for x in (a, b) for v in (p, q)) and self.sides(a, p, q) == first:
                            if self.sides(b, p, q) != second or not self.s[a, p] * self.s[b, q] - self.s[a, q] * self.s[b, p]:
                                continue
                            forward = self.s[a, p] * self.s[b, q] > self.s[a, q] * self.s[b, p]
                            i, j = (a, b) if forward else (b, a)
                            if self.w[i, q] and self.w[j, p]:
                                found.append((i, j, p, q))
        return found

    def sides(self, a, p, q):
        return self.left[a, p], self.left[a, q]

    def rate(self, i, j, p, q):
        return (self.s[i, p] + self.s[j, p]) / (self.s[i, q] + self.s[j, q])

    def sells(self, seller, buyer, v):
        """Return the largest shift of the outcome on v that the seller can give the buyer."""
        way = 1 if self.left[seller, v] else -1
        goal, share = self.start[buyer, v], self.share(seller, v)
        cap = max(way * (goal - self.position[seller, v]) * share, Fraction(0))
        known = self.outcome[v] + share * (self.position[seller, v] - self.start[seller, v])
        known += sum(d for (b, k, u), d in self.bought.items() if (b, u) == (buyer, v) and k != seller)
        room = way * (goal - known)
        if self.reading == "plain":
            return max(min(cap, room), Fraction(0))
        return min(cap, room) if room > 0 else cap

    def shifts(self, e):
        i, j, p, q = e
        k = self.rate(*e)
        dp = min(self.sells(j, i, p), self.sells(i, j, q) / k)
        return dp, k * dp

    def gain(self, e):
        dp, dq = self.shifts(e)
        return dp * self.s[e[0], e[2]] - dq * self.s[e[0], e[3]]

    def upward(self, e):
        """Return the upward moves of an exchange, by stance."""
        dp, dq = self.shifts(e)
        i, j, p, q = e
        moves = {(i, q): dq / self.share(i, q), (j, p): dp / self.share(j, p)}
        return {k: move for k, move in moves.items() if self.left[k]}

    def do(self, e, pool):
        """Do an exchange, and note what it means for the others."""
        i, j, p, q = e
        dp, dq = self.shifts(e)
        moved, got = {(i, q), (j, p)}, {(i, p), (j, q)}
        touched = [x for x in pool if {(x[0], x[3]), (x[1], x[2])} & moved or {(x[0], x[2]), (x[1], x[3])} & got]
        for x in touched:
            for k, move in self.upward(x).items():
                if k in ((i, q), (j, p)):
                    self.attempts[x, k] = self.attempts.get((x, k), 0) + move
        for seller, buyer, v, d in ((i, j, q, dq), (j, i, p, dp)):
            share = self.share(seller, v)
            self.position[seller, v] += (1 if self.left[seller, v] else -1) * d / share
            moved = share * (self.position[seller, v] - self.start[seller, v])
            if self.reading == "plain" or (buyer, seller, v) not in self.bought:
                self.bought[buyer, seller, v] = moved
        pool.remove(e)
        if self.reading == "program":
            over = [x for x in touched if x != e and any(self.attempts.get((x, k), 0) + m > 100 for k, m in self.upward(x).items())]
            for x in [*over, *(x for x in touched if x != e and x not in over and self.gain(x) < LEAST)]:
                pool.remove(x)

    def play(self):
        """Return the exchanges of the round as (i, j, p, q, gain)."""
        pool, done = self.all(), []
        while pool:
            best = max(pool, key=self.gain)
            if self.gain(best) < LEAST:
                break
            done.append((*best, self.gain(best)))
            self.do(best, pool)
        return done

    def once(self):
        """Return the exchanges of the position exchange model: reckoned once, nobody moves twice on an issue."""
        pool, done = self.all(), []
        found = {e: (self.gain(e), self.shifts(e)) for e in pool}
        while pool:
            best = max(pool, key=lambda e: found[e][0])
            gain, (dp, dq) = found[best]
            if gain < LEAST:
                break
            done.append((*best, gain))
            i, j, p, q = best
            for a, v, d in ((i, q, dq), (j, p, dp)):
                self.position[a, v] += (1 if self.left[a, v] else -1) * d / self.share(a, v)
            pool = [x for x in pool if not {(x[0], x[3]), (x[1], x[2])} & {(i, q), (j, p)}]
        return done
