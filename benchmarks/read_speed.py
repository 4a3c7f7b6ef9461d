"""What reading costs: articles a minute on two processes, and whether memory stays flat.

python -m benchmarks.read_speed                  # the figures of docs/explanation/reading.md; some minutes
python -m benchmarks.read_speed --articles 100   # fewer

An article is made of sentences of the shipped English texts, drawn at random with a seed, until it has 1,200 words; each has
a few names that no other has, so that nothing can be remembered from one to the next. Opening the file is part of the time.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from longgame.core.dates import Period
from longgame.read.document import open_document
from longgame.read.gazetteer import Gazetteer
from longgame.read.propose import propose, propose_all

TEXTS = Path(__file__).resolve().parent.parent / "tests" / "read" / "texts"
WORDS = 1_200
SYLLABLES = ("ka", "lo", "mer", "tin", "dra", "vos", "bel", "gor", "usha", "ny", "rek", "sol")
STEP = 100


class Part(NamedTuple):
    """What one process did.

    Attributes
    ----------
    articles, proposals : int
    seconds, cpu : float
        By the clock, and of the processor; without loading the parser.
    resident : list of float
        Memory after every so many articles, in MB.
    """

    articles: int
    proposals: int
    seconds: float
    cpu: float
    resident: list[float]


def sentences() -> list[str]:
    """Return the sentences of the shipped English texts, a paragraph each."""
    found = []
    for path in sorted(TEXTS.glob("[0-9]*.txt")):
        document = open_document(path)
        if document.language == "en":
            found += [document.text[b.start : b.end] for b in document.blocks]
    return found


def article(paragraphs: list[str], seed: int) -> str:
    """Return an article of 1,200 words."""
    rng = random.Random(seed)
    made: list[str] = []
    words = 0
    while words < WORDS:
        name = "".join(rng.choices(SYLLABLES, k=4)).capitalize()
        made.append(f"{rng.choice(paragraphs)} Minister {name} of {name[::-1].capitalize()}ia said so in May.")
        words += len(made[-1].split())
    return "\n\n".join(made) + "\n"


def resident() -> float:
    """Return the memory that this process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def read(paths: list[Path]) -> Part:
    """Read some articles in this process."""
    day, nobody = Period.parse("2024-03-12"), Gazetteer()
    propose(open_document(paths[0], date=day), nobody)  # loads the parser
    start, cpu, proposals = time.perf_counter(), time.process_time(), 0
    held = []
    for number, found in enumerate(propose_all((open_document(p, date=day) for p in paths), nobody), 1):
        proposals += len(found)
        if number % STEP == 0:
            held.append(round(resident()))
    return Part(len(paths), proposals, time.perf_counter() - start, time.process_time() - cpu, held)


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    paragraphs = sentences()
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{i:05}.txt" for i in range(options.articles)]
        for i, path in enumerate(paths):
            path.write_text(article(paragraphs, i), "utf-8")
        shares = [paths[i :: options.processes] for i in range(options.processes)]
        with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
            parts = pool.map(read, shares)
    total = sum(p.articles for p in parts)
    print(
        json.dumps(
            {
                "articles": total,
                "articles a minute": round(total / max(p.seconds for p in parts) * 60),
                "articles a minute of processor time, all processes": round(sum(p.articles / p.cpu for p in parts) * 60),
                "proposals an article": round(sum(p.proposals for p in parts) / total, 1),
                f"MB after every {STEP} articles": [p.resident for p in parts],
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
