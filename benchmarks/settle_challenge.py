"""How far the readings of the challenge model are from what other programs gave, and what they cost.

python -m benchmarks.settle_challenge distances [FOLDER]   # FOLDER with the outputs of other programs; ../shared/data
python -m benchmarks.settle_challenge cost

Distances are reported and nothing more: the original program was never published, and no reading is said to reproduce it.
"""

from __future__ import annotations

import csv
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from longgame.settle.library.challenge import READINGS
from longgame.settle.library.challenge.kernel import kernel
from longgame.settle.library.challenge.many import settle
from longgame.settle.library.challenge.params import Params
from longgame.settle.problem import Issue

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10, 30, 100, 300)
DRAWS = 10_000


@dataclass(frozen=True)
class Played:
    """A published problem and what another program made of it.

    Attributes
    ----------
    name : str
    origin : str
        Which program.
    actors : tuple of str
    issue : Issue
    positions : array, shape (rounds, n)
        After each round, the first being round 1.
    """

    name: str
    origin: str
    actors: tuple[str, ...]
    issue: Issue
    positions: NDArray[np.float64]


def problem(position: Any, salience: Any, capability: Any, low: float, high: float) -> Issue:
    """Return an issue with everyone present."""
    x, s, c = (np.asarray(a, float) for a in (position, salience, capability))
    return Issue(x, s, c, np.ones(x.shape, bool), np.asarray(np.nan), np.asarray(low), np.asarray(high))


def actors(file: Path) -> tuple[list[dict[str, str]], Issue]:
    """Return the rows of a file with columns Actor, Capability, Position, Salience, and the issue they make."""
    with file.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    x, s, c = (np.array([float(r[k]) for r in rows]) for k in ("Position", "Salience", "Capability"))
    return rows, problem(x, s, c, x.min(), x.max())


def published(folder: Path) -> list[Played]:
    """Return the three published problems with the rounds that other programs gave."""
    found = []
    for name, file, history in (
        ("emissions", "ec_emissions_1994.csv", "jmckib_ExampleActors_q1.0.json"),
        ("sultan", "sultan_oil_1997.csv", "jmckib_Sultan_q1.0.json"),
    ):
        rows, issue = actors(folder / "reference" / "classic" / file)
        names = tuple(r["Actor"] for r in rows)
        rounds = json.loads((folder / "reference" / "scholz" / history).read_text())[1:]
        found.append(Played(name, "public code", names, issue, np.array([[r["x"][a] for a in names] for r in rounds])))
    rows, issue = actors(folder / "reference" / "classic" / "wu_bdm_1994_south_china_sea.csv")
    positions = np.array([[float(r[k]) for r in rows] for k in ("T2", "T3", "T4")])
    issue = issue._replace(low=np.asarray(0.0), high=np.asarray(100.0))
    names = tuple(r["Actor"] for r in rows)
    return [*found, Played("south china sea", "original program", names, issue, positions)]


def padded(issues: Sequence[Issue]) -> Issue:
    """Return issues of different sizes as one batch, those missing absent."""
    most = max(i.position.size for i in issues)

    def grown(array: Any) -> NDArray[Any]:
        return np.pad(array, (0, most - array.size)) if array.ndim else np.asarray(array)

    return Issue(*(jnp.asarray(np.stack([grown(a) for a in arrays])) for arrays in zip(*issues, strict=True)))


def distances(folder: Path) -> list[dict[str, Any]]:
    """Return one row a reading, problem and round: what the reading gives, and its distance from the other program.

    Keys: ``reading``, ``problem``, ``origin``, ``round``, ``median``, ``mean`` of the reading, ``distance`` (the mean over
    actors of the absolute difference of positions) and ``furthest`` (the largest), both in the problem's unit; ``scale`` is
    the length of the problem's scale. A reading that has stopped stays where it is.
    """
    problems = published(folder)
    batch = padded([p.issue for p in problems])
    rows = []
    for model in READINGS:
        params = replace(model.params, record=True)
        detail = jax.jit(jax.vmap(lambda issue, p=params: kernel(issue, p).detail))(batch)
        for at, played in enumerate(problems):
            n, scale = len(played.actors), float(played.issue.high - played.issue.low)
            for t, theirs in enumerate(played.positions, start=1):
                ours = np.asarray(detail["position"][at, min(t, params.rounds), :n])
                row = {"reading": model.name, "problem": played.name, "origin": played.origin, "round": t, "scale": scale}
                row |= {k: float(detail[k][at, min(t, params.rounds)]) for k in ("median", "mean")}
                rows.append(row | {"distance": float(np.abs(ours - theirs).mean()), "furthest": float(np.abs(ours - theirs).max())})
    return rows


def draws(number: int, n: int, seed: int = 0) -> Issue:
    """Return random problems: positions 0 to 100, saliences .05 to 1, capabilities 1 to 100."""
    draw = np.random.default_rng(seed)
    shape = (number, n)
    ends = np.full(number, np.nan), np.zeros(number), np.full(number, 100.0)
    arrays = draw.uniform(0, 100, shape), draw.uniform(0.05, 1, shape), draw.uniform(1, 100, shape), np.ones(shape, bool), *ends
    return Issue(*(jnp.asarray(a) for a in arrays))


def to_convergence(params: Params) -> Params:
    """Return the reading played until its median moves by less than .5 % of the scale in two rounds, 20 rounds at most."""
    return replace(params, record=False, stop="median", tolerance=0.005, rounds=20)


def timed(run: Callable[[], Any], repeat: int) -> dict[str, float]:
    """Return seconds of the first call, the median of the later ones, and the median of their processor seconds."""
    start = time.perf_counter()
    jax.block_until_ready(run())
    first, wall, busy = time.perf_counter() - start, [], []
    for _ in range(repeat):
        start, begin = time.perf_counter(), time.process_time()
        jax.block_until_ready(run())
        wall.append(time.perf_counter() - start)
        busy.append(time.process_time() - begin)
    return {"first": first, "wall": statistics.median(wall), "processor": statistics.median(busy)}


def cost(repeat: int = 5) -> list[dict[str, Any]]:
    """Return times of 10,000 draws of 10 actors, by reading and rule for stopping, and of one run against actors."""
    rows: list[dict[str, Any]] = []
    mapped = jax.jit(settle, static_argnums=(1,))
    by_name = {m.name: m.params for m in READINGS}
    many = draws(DRAWS, 10)
    for name in ("challenge", "challenge_typed", "challenge_stable"):
        for rule, params in (("own", by_name[name]), ("median stable", to_convergence(by_name[name]))):
            found = timed(lambda p=params: mapped(many, p), repeat)
            rounds = float(np.asarray(mapped(many, params).detail["rounds"]).mean())
            rows.append({"what": f"{DRAWS} draws of 10 actors", "reading": name, "rule": rule, "rounds": rounds, **found})
    single = jax.jit(lambda issue: kernel(issue, replace(by_name["challenge"], record=False)).value)
    for n in SIZES:
        one = jax.tree.map(lambda a: a[0], draws(1, n))
        rows.append({"what": f"one run of {n} actors", "reading": "challenge", "rule": "own", "rounds": 10.0,
                     **timed(lambda i=one: single(i), repeat)})  # fmt: skip
    return rows


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """Return the slope of log seconds on log size."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Return rows as a Markdown table."""
    heads = list(rows[0])
    lines = [[f"{v:.4g}" if isinstance(v, float) else str(v) for v in row.values()] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in [heads, ["--"] * len(heads), *lines])


def main(arguments: Sequence[str]) -> None:
    with jax.enable_x64(True):
        if arguments[:1] == ["distances"]:
            shared = Path(os.environ.get("LONGGAME_SHARED") or ROOT.parent / "shared") / "data"
            print(table(distances(Path(arguments[1]) if arguments[1:] else shared)))
            return
        rows = cost()
        print(table(rows))
        grown = [r["wall"] for r in rows if r["what"].startswith("one run")]
        print(f"\nOne run grows with actors to the power {exponent(SIZES, grown):.2f}.")


if __name__ == "__main__":
    main(sys.argv[1:])
