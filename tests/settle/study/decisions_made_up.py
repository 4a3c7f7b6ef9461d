"""Decisions made up for tests: sixty issues of twenty proposals, outcomes near where the weight lies."""

import json

import numpy as np


def rows(seed=7, proposals=20):
    """Return issues in the form of the published data."""
    rng = np.random.default_rng(seed)
    out = []
    for p in range(proposals):
        actors = [f"a{k}" for k in range(int(rng.integers(3, 7)))]
        power = {a: float(rng.integers(1, 9) * 10) for a in actors}
        for i in range(3):
            held = [
                {"a": a, "x": float(rng.choice([0, 20, 50, 80, 100])), "s": float(rng.integers(1, 11) * 10), "c": power[a]}
                for a in actors
            ]
            near = rng.choice([h["x"] for h in held])
            out.append(
                {"issue": f"p{p}i{i}", "prop": f"p{p}", "out": float(np.clip(near + rng.choice([0, 0, 10, -10]), 0, 100)),
                 "rp": None if i else 0.0, "actors": held}
            )  # fmt: skip
    return out


def write(path, issues):
    path.write_text(json.dumps(issues))
    return path


def as_csv(issues):
    """Return the same issues as the text of a table."""
    lines = ["issue,proposal,actor,position,salience,capability,outcome,reversion"]
    for r in issues:
        end = f"{r['out']},{'' if r['rp'] is None else r['rp']}"
        lines += [f"{r['issue']},{r['prop']},{h['a']},{h['x']},{h['s']},{h['c']},{end}" for h in r["actors"]]
    return "\n".join(lines) + "\n"
