"""Finding the rings in what refers to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

# Nobody reads more, and each may be long.
MOST = 100


def rings(edges: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield rings, at most a hundred, so that every id that reaches itself is reached by one of them.

    Parameters
    ----------
    edges : mapping of str to sequence of str
        What each id refers to; ids that are no key are ignored.

    Yields
    ------
    list of str
        Each refers to the next and the last to the first. A ring whose closing reference joins ids
        that stand in earlier ones is left out.
    """
    done: set[str] = set()
    shown: set[str] = set()
    left = MOST
    for start in edges:
        if start in done or not left:
            continue
        path, place, todo = [start], {start: 0}, [iter(edges[start])]
        while todo and left:
            nearest = next(todo[-1], None)
            if nearest is None:
                todo.pop()
                del place[path[-1]]
                done.add(path.pop())
            elif nearest in place:
                if nearest not in shown or path[-1] not in shown:
                    ring = path[place[nearest] :]
                    shown.update(ring)
                    left -= 1
                    yield ring
            elif nearest in edges and nearest not in done:
                place[nearest] = len(path)
                path.append(nearest)
                todo.append(iter(edges[nearest]))


def said(ring: Sequence[str]) -> str:
    """Return a ring in words, shortened where it is long."""
    names = [*ring, ring[0]]
    if len(names) > 8:
        names = [*names[:4], f"… {len(names) - 6} more …", *names[-2:]]
    return " → ".join(names)
