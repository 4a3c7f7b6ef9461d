"""How often the interpreter looks for rings of dead objects."""

from __future__ import annotations

import gc

ALLOCATIONS = 200_000


def collect_rarely() -> None:
    """Look for rings of dead objects less often; for a program that ends with its task.

    A case is hundreds of thousands of small records without rings. The collector goes over all of them again
    and again while they are made, which costs a third of the time and grows faster than the case.
    """
    gc.set_threshold(ALLOCATIONS, 50, 100)
