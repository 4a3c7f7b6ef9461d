"""How chances, moves and replies of the long game are said."""

from __future__ import annotations

from longgame.case.case import Case
from longgame.core.words import when
from longgame.play.result import Band, Choice

BASELINES = {
    "uniform": "every choice alike",
    "persistence": "the same as last time",
    "frequencies": "as often as so far",
    "habit": "as often as so far, with habit",
}
MOVES = {"wait": "wait", "bid": "bid", "press": "press", "swap": "exchange", "seize": "force"}
REPLIES = {"accept": "accept", "stall": "stall", "refuse": "refuse", "hedge": "court others", "carry_on": "carry on"}
REPLIED = {"accept": "accepts", "stall": "stalls", "refuse": "refuses", "carry_on": "carries on"}
MOVED = {"wait": "waits", "seize": "uses force"}


def bare(value: float) -> str:
    """Return a chance in per cent without the sign; 0 and 100 only where it is exactly that."""
    if 0 < value <= 0.005:
        return "<1"
    if 0.995 <= value < 1:
        return ">99"
    return f"{100 * min(max(value, 0.0), 1.0):.0f}"


def chance(value: float) -> str:
    """Return a chance as '34 %', '<1 %' or '>99 %'."""
    return f"{bare(value)} %"


def spread(value: Band) -> str:
    """Return between what nine tenths of the draws lie: '21 to 50 %'; one figure where both are the same."""
    low, high = bare(value.low), bare(value.high)
    return f"{low} %" if low == high else f"{low} to {high} %"


def band(value: Band) -> str:
    """Return a chance with its range: '34 % (21 to 50 %)'; without it where all draws say the same."""
    mean, range_ = chance(value.mean), spread(value)
    return mean if mean == range_ else f"{mean} ({range_})"


def the(period: object) -> str:
    """Return a period as it stands in a sentence: 'the first half of 2026', 'Q3 2026'."""
    said = when(period)
    return f"the {said}" if "half" in said else said


def points(value: float) -> str:
    """Return a difference of two chances in percentage points, signed, one decimal place: '+12.3'; '0.0' has no sign."""
    said = f"{100 * value:+.1f}"
    return said if float(said) else "0.0"


def change(value: Band) -> str:
    """Return a difference with its range: '+12.3 points (+3.0 to +20.1)'."""
    return f"{points(value.mean)} points ({points(value.low)} to {points(value.high)})"


def nats(value: float, *, signed: bool = False) -> str:
    """Return a log score with one decimal place; a true minus sign is not used, so that sheets can read it."""
    said = f"{value:+.1f}" if signed else f"{value:.1f}"
    return said if float(said) else "0.0"


def brief(choice: Choice) -> str:
    """Return a move and the reply in few words: 'bid: courts, stall'; one of them where there is but one."""
    move = MOVES.get(choice.move, choice.move)
    on = f": {choice.on}" if choice.on else ""
    given = f" for {choice.given}" if choice.given else ""
    reply = REPLIES.get(choice.reply, choice.reply)
    return f"{move}{on}{given}" + (f", {reply}" if reply else "")


def sides(case: Case) -> tuple[str, str]:
    """Return the names of patron and client."""
    names = {p.id: p.name for p in case.about.parties}
    game = case.game[0]
    return names.get(game.patron, game.patron), names.get(game.client, game.client)


def sentence(case: Case, choice: Choice) -> str:
    """Return a move with its reply as a clause: 'Russia presses on economy and Belarus stalls'."""
    patron, client = sides(case)
    moved = {
        "bid": f"offers something for a step on {choice.on}",
        "press": f"presses for a step on {choice.on}",
        "swap": f"offers a step on {choice.given} for one on {choice.on}",
    } | MOVED
    replied = REPLIED | {"hedge": f"courts {case.game[0].other_side}"}
    said = f"{patron} {moved.get(choice.move, choice.move)}"
    return f"{said} and {client} {replied.get(choice.reply, choice.reply)}" if choice.reply else said
