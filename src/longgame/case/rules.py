"""The rule by which a question is resolved from rows of the case: a small closed language, parsed with places.

::

    rule  = term {"or" term}          term = part {"and" part}
    part  = "not" part | "(" rule ")" | "at least" N "of" "(" rule {"," rule} ")" | atom
    atom  = "deadline" ID "met" ["by" DATE]
          | "commitment" ID "reaches" STAGE ["by" DATE]
          | "event" ID ["by" DATE]
          | "ladder" ID "reaches" RUNG ["by" DATE]
          | "series" ID [SIGN NUMBER] ["in" PERIOD]
          | "indicator" ID [SIGN NUMBER]
          | "claim" ID SIGN NUMBER "%"
          | "issue" ID SIGN NUMBER ["by" DATE]
          | "end" END ["by" DATE]

A stage is one that a deadline can require, a sign is ``<``, ``<=``, ``=``, ``>=`` or ``>``, a rung is a number or a label in
double quotes, an end is how the long game ended, ``absorbed`` or ``broken_away``. Without ``by`` the day is that on which the
question is to be resolved; a deadline's is its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from longgame.case.deadlines import STAGES
from longgame.case.history import ENDS
from longgame.core.dates import Period
from longgame.core.errors import near, short

Noun = Literal["deadline", "commitment", "event", "ladder", "series", "indicator", "claim", "issue", "end"]
Sign = Literal["<", "<=", "=", ">=", ">"]
NOUNS: tuple[Noun, ...] = get_args(Noun)
SIGNS: tuple[Sign, ...] = get_args(Sign)
# The table of the rows that each noun names; an end is named by what it is.
TABLES: dict[Noun, str] = {
    "deadline": "deadlines", "commitment": "commitments", "event": "events", "ladder": "ladders",
    "series": "series", "indicator": "indicators", "claim": "claims", "issue": "issues",
}  # fmt: skip
DEEPEST = 20
_TOKEN = re.compile(r'\s*("[^"]*"|<=|>=|[<>=(),%]|[^\s<>=(),%"]+|")')


@dataclass(frozen=True)
class Atom:
    """One thing that a row of the case says.

    Attributes
    ----------
    noun : str
        What kind of row.
    id : str
        Which row; of an end which one.
    stage : str
        Of a commitment: the stage that it reaches. Of a ladder: the rung, as its number or label.
    sign, number
        Of a series, an indicator, a claim or an issue: the comparison; of a claim in percent. None: the value itself.
    when : Period or None
        After ``by`` or ``in``.
    at : int
        Place of the id in the text, from 0; not compared.
    """

    noun: Noun
    id: str
    stage: str = ""
    sign: Sign | None = None
    number: float | None = None
    when: Period | None = None
    at: int = field(default=0, compare=False)

    @property
    def gives(self) -> Literal["yes", "number"]:
        """Whether it holds or not, or is a number."""
        return "number" if self.noun in ("series", "indicator") and self.sign is None else "yes"


@dataclass(frozen=True)
class Not:
    """That something does not hold."""

    part: Rule


@dataclass(frozen=True)
class Several:
    """That at least so many of its parts hold: all of them for ``and``, one for ``or``."""

    least: int
    parts: tuple[Rule, ...]


Rule = Atom | Not | Several


class RuleError(ValueError):
    """A rule that cannot be read.

    Attributes
    ----------
    at : int
        Place in the text, from 0.
    fix : str
    """

    def __init__(self, at: int, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.at, self.fix = at, fix


def atoms(rule: Rule) -> Iterator[Atom]:
    """Go through the atoms of a rule in the order of the text."""
    if isinstance(rule, Atom):
        yield rule
    elif isinstance(rule, Not):
        yield from atoms(rule.part)
    else:
        for part in rule.parts:
            yield from atoms(part)


def parse_rule(text: str) -> Rule:
    """Read a rule.

    Parameters
    ----------
    text : str
        For example ``commitment PR15 reaches signed by 2023-12-01 and not event EV003``.

    Raises
    ------
    RuleError
        With the place of the first word that does not fit.
    """
    reader = _Reader(text)
    rule = reader.rule(0)
    if reader.word:
        raise RuleError(reader.at, f"{short(reader.word)} is one word too many", "join two conditions by 'and' or 'or'")
    return rule


class _Token(NamedTuple):
    word: str
    at: int


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens = [_Token(m[1], m.start(1)) for m in _TOKEN.finditer(text)]
        self.tokens.append(_Token("", len(text.rstrip())))
        self.place = 0

    @property
    def word(self) -> str:
        return self.tokens[self.place].word

    @property
    def at(self) -> int:
        return self.tokens[self.place].at

    def take(self) -> _Token:
        token = self.tokens[self.place]
        if token.word:
            self.place += 1
        return token

    def takes(self, *words: str) -> bool:
        """Step over these words if they are next."""
        there = [t.word for t in self.tokens[self.place : self.place + len(words)]]
        if there != list(words):
            return False
        self.place += len(words)
        return True

    def need(self, *words: str) -> None:
        if not self.takes(*words):
            wanted = " ".join(words)
            raise RuleError(self.at, f"{wanted!r} is missing{self._instead()}")

    def _instead(self) -> str:
        return f"; here stands {short(self.word)}" if self.word else " at the end"

    def rule(self, depth: int) -> Rule:
        if depth > DEEPEST:
            raise RuleError(self.at, f"brackets are nested more than {DEEPEST} deep")
        parts = [self.term(depth)]
        while self.takes("or"):
            parts.append(self.term(depth))
        return parts[0] if len(parts) == 1 else Several(1, tuple(parts))

    def term(self, depth: int) -> Rule:
        parts = [self.part(depth)]
        while self.takes("and"):
            parts.append(self.part(depth))
        return parts[0] if len(parts) == 1 else Several(len(parts), tuple(parts))

    def part(self, depth: int) -> Rule:
        if self.takes("not"):
            if depth > DEEPEST:
                raise RuleError(self.at, f"'not' is nested more than {DEEPEST} deep")
            return Not(self.part(depth + 1))
        if self.takes("("):
            inner = self.rule(depth + 1)
            self.need(")")
            return inner
        if self.takes("at", "least"):
            return self.several(depth)
        return self.atom()

    def several(self, depth: int) -> Rule:
        word, at = self.take()
        self.need("of", "(")
        parts = [self.rule(depth + 1)]
        while self.takes(","):
            parts.append(self.rule(depth + 1))
        self.need(")")
        if not re.fullmatch(r"[1-9]\d?", word, re.ASCII) or int(word) > len(parts):
            raise RuleError(at, f"at least {short(word)} of {len(parts)} conditions", f"write a number from 1 to {len(parts)}")
        return Several(int(word), tuple(parts))

    def atom(self) -> Atom:
        word, at = self.take()
        if word not in NOUNS:
            what = f"{short(word)} is no kind of row" if word else "a condition is missing at the end"
            raise RuleError(at, what, near(word, NOUNS) or f"allowed: {', '.join(NOUNS)}")
        noun: Noun = word
        name, at = self.take()
        if not name or name[0] in '<>=(),%"':
            raise RuleError(at, f"after {noun!r} comes the id of one{'' if name == '' else f', not {short(name)}'}")
        made = {
            "deadline": self._deadline, "event": dict, "commitment": self._commitment, "ladder": self._ladder,
            "series": self._number, "indicator": self._number, "claim": self._share, "issue": self._place, "end": dict,
        }[noun]()  # fmt: skip
        if noun == "end" and name not in ENDS:
            raise RuleError(at, f"{short(name)} is no end of a long game", near(name, ENDS) or f"allowed: {', '.join(ENDS)}")
        when = self._when("in") if noun == "series" else None if noun in ("indicator", "claim") else self._when("by")
        return Atom(noun, name, when=when, at=at, **made)  # type: ignore[arg-type]

    def _deadline(self) -> dict[str, object]:
        self.need("met")
        return {}

    def _commitment(self) -> dict[str, object]:
        self.need("reaches")
        word, at = self.take()
        if word not in STAGES:
            raise RuleError(at, f"{short(word)} is no stage of a commitment", near(word, STAGES))
        return {"stage": word}

    def _ladder(self) -> dict[str, object]:
        self.need("reaches")
        word, at = self.take()
        rung = word[1:-1].strip() if len(word) > 1 and word[0] == '"' else word
        if not rung or (word[0] != '"' and not word.isdecimal()):
            raise RuleError(at, f"{short(word)} is no rung", "write its number, or its label in double quotes")
        return {"stage": rung}

    def _number(self) -> dict[str, object]:
        if self.word not in SIGNS:
            return {}
        return {"sign": self.take().word, "number": self._figure()}

    def _share(self) -> dict[str, object]:
        sign, at = self.take()
        if sign not in SIGNS:
            raise RuleError(at, "a claim is compared with a share in percent", f"write one of {', '.join(SIGNS)} and a number")
        made: dict[str, object] = {"sign": sign, "number": self._figure()}
        self.need("%")
        return made

    def _place(self) -> dict[str, object]:
        sign, at = self.take()
        if sign not in SIGNS:
            raise RuleError(at, "an issue is compared with a place on its scale", f"write one of {', '.join(SIGNS)} and a number")
        return {"sign": sign, "number": self._figure()}

    def _figure(self) -> float:
        word, at = self.take()
        if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", word, re.ASCII):
            raise RuleError(at, f"{short(word)} is not a number" if word else "a number is missing at the end")
        return float(word)

    def _when(self, lead: str) -> Period | None:
        if not self.takes(lead):
            return None
        word, at = self.take()
        try:
            return Period.parse(word)
        except ValueError as error:
            raise RuleError(at, str(error) if word else f"a date is missing after {lead!r}") from None
