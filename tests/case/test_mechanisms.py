"""Where mechanisms are at home."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from longgame.case.load import load
from longgame.case.mechanisms import GAME_KINDS, Home


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"live": False}, "say what is not there"),
        ({"live": True, "lacks": "All of it"}, "leave it empty"),
        ({"live": True, "game": ("parameter:backlash",)}, "not track"),
        ({"live": True, "verb": "play", "game": ("parameters:backlash",)}, "pattern"),
        ({"live": True, "verb": "play", "game": ("parameter:",)}, "pattern"),
    ],
)
def test_what_is_no_home(given: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Home.model_validate({"verb": "track", "does": "Something."} | given)


def test_every_mechanism_of_the_flagship_that_play_carries_says_by_what(flagship: Path) -> None:
    homes = {m.id: [h for h in m.homes if h.verb == "play"] for m in load(flagship).mechanisms}
    assert sum(len(h) for h in homes.values()) > 20
    for name, played in homes.items():
        for home in played:
            kinds = {piece.partition(":")[0] for piece in home.game}
            assert kinds <= set(GAME_KINDS)
            # A link alone is a thought of one analyst; the game carries it by something of its own.
            assert bool(kinds - {"link", "whatif"}) == home.live, name
