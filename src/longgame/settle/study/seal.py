"""Sealed forecasts: a record pinned by the hash of everything that made it, and the check that nothing was changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any, Literal, NamedTuple

from pydantic import ConfigDict, Field, ValidationError

import longgame
from longgame.case.case import Case
from longgame.core.errors import UsageError, short
from longgame.core.made import Made
from longgame.core.words import many
from longgame.settle.study.asked import Asked, ask
from longgame.settle.study.result import SCHEMA, Frozen
from longgame.settle.study.settle import CORRELATION, DRAWS, Progress

SEAL: Literal["longgame.seal/1"] = "longgame.seal/1"
LIBRARIES = ("jax", "jaxlib", "numpy", "scipy")
LISTED = 20
Json = Any


class Seal(Frozen):
    """What pins a record; its JSON form is the schema ``longgame.seal/1``."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_name: Literal["longgame.seal/1"] = Field(default=SEAL, alias="schema")
    record: str = Field(description="Name of the file with the record; not part of the hash.")
    case: str = Field(description="Where the case was, seen from the seal; not part of the hash.")
    record_schema: str
    record_sha256: str = Field(description="SHA-256 of the record as canonical JSON.")
    made: Made
    files: dict[str, str] = Field(description="SHA-256 of each file of the case, by name.")
    libraries: dict[str, str] = Field(description="Versions of the libraries that computed it.")
    seal: str = Field(default="", description="SHA-256 of all of the above as canonical JSON, less what is said not to be part.")

    def hashed(self) -> str:
        """Return the hash that ``seal`` must hold."""
        whole = self.model_dump(mode="json", by_alias=True, exclude={"record", "case", "seal"})
        return digest(whole)


class Difference(NamedTuple):
    """A value in which the record and its recomputation differ; None where one of them has no such value."""

    where: str
    record: Json
    again: Json


class Check(Frozen):
    """One thing that was looked at."""

    what: Literal["seal", "published", "record", "inputs", "version", "recomputed"]
    ok: bool | None = Field(description="Null where it could not be told, or decides nothing.")
    says: str


class Verdict(Frozen):
    """Whether a sealed record is what it was, and comes out again."""

    ok: bool
    seal: str
    checks: tuple[Check, ...]
    differences: tuple[Difference, ...] = Field(description=f"The first {LISTED} values that differ.")
    differing: int


def parse(text: str, what: str) -> dict[str, Json]:
    """Read a JSON object in which no name stands twice and every number is finite.

    Raises
    ------
    UsageError
        With the line and column of the fault.
    """

    def once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = next(name for k, (name, _) in enumerate(pairs) if name in dict(pairs[:k]))
            raise UsageError(f"{what}: the name {short(twice)} stands twice in one object")
        return found

    def infinite(word: str) -> Json:
        raise UsageError(f"{what}: {word} is not a number that JSON has")

    try:
        found = json.loads(text, object_pairs_hook=once, parse_constant=infinite)
    except json.JSONDecodeError as error:
        raise UsageError(f"{what}:{error.lineno}:{error.colno} is not JSON: {error.msg}") from None
    except RecursionError:
        raise UsageError(f"{what} is nested too deeply") from None
    if not isinstance(found, dict):
        raise UsageError(f"{what} holds no object; give what longgame settle --json printed")
    return found


def canonical(value: Json) -> str:
    """Return JSON text that depends on the values alone: names sorted, no white space, the shortest form of each number."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(value: Json) -> str:
    """Return the SHA-256 of the canonical JSON of a value, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


def seal(record: Mapping[str, Json], case: Case, name: str, place: str) -> Seal:
    """Pin a record.

    Parameters
    ----------
    record : mapping
        As ``parse`` read it.
    case : Case
        That it was made from, whole.
    name, place : str
        The record's file name, and where the case is.

    Raises
    ------
    UsageError
        The record is not one of ``settle``, was made from other files, or by another version.
    """
    made = made_of(record)
    if made.digest != case.digest:
        raise UsageError(f"the case {case.about.id!r} is not what the record was made from; settle it again and seal that")
    if made.by != (here := Made(case="", digest="", as_of=made.as_of).by):
        raise UsageError(f"the record was made by {made.by} and this is {here}; settle it again and seal that")
    pinned = Seal(
        record=name, case=place, record_schema=SCHEMA, record_sha256=digest(record), made=made,
        files=file_hashes(case), libraries={library: version(library) for library in LIBRARIES},
    )  # fmt: skip
    return pinned.model_copy(update={"seal": pinned.hashed()})


def made_of(record: Mapping[str, Json]) -> Made:
    """Return how a record was made.

    Raises
    ------
    UsageError
        It is not a record of ``settle``.
    """
    if record.get("schema") != SCHEMA:
        raise UsageError(f"the record's schema is {short(record.get('schema'))}; {SCHEMA} can be sealed (longgame settle --json)")
    try:
        return Made.model_validate(record.get("made"))
    except ValidationError:
        raise UsageError("the record does not say how it was made; give what longgame settle --json printed") from None


def file_hashes(case: Case) -> dict[str, str]:
    """Return the SHA-256 of each file of a case, by name."""
    return {name: hashlib.sha256(parsed.text.encode("utf-8")).hexdigest() for name, parsed in sorted(case.files.items())}


def again(case: Case, made: Made, workers: int = 1, progress: Progress | None = None) -> Asked:
    """Make a forecast again from how it was made; the case is whole, or cut to the day."""

    def words(name: str) -> list[str] | None:
        return str(made.settings.get(name, "")).split() or None

    return ask(
        case, made.as_of, words("issues"), words("models"), int(made.settings.get("draws", DRAWS)), made.seed or 0,
        str(made.settings["coder"]) if "coder" in made.settings else None,
        float(made.settings.get("correlation", CORRELATION)),
        scenarios=words("scenarios") or (), advise=str(made.settings.get("advise", "")) or None, workers=workers, progress=progress,
    )  # fmt: skip


def verify(
    record: Mapping[str, Json],
    sealed: Seal,
    case: Case | None,
    published: str | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Verdict:
    """Check that a record is what was sealed, that its inputs are, and that they give it again to the last bit.

    Parameters
    ----------
    record : mapping
        As ``parse`` read it.
    sealed : Seal
    case : Case or None
        Whole; None where it is not there: then nothing is recomputed, and the verdict is not that all is well.
    published : str or None
        The hash that was made public when the record was sealed, or at least 8 characters of its beginning.
    """
    checks = [_own(sealed)]
    if published is not None:
        same = len(published) >= 8 and sealed.seal.startswith(published.lower())
        checks.append(Check(what="published", ok=same, says=f"the hash of the seal {'is' if same else 'is not'} the one given"))
    checks.append(_unchanged(record, sealed))
    checks += [_inputs(sealed, case), _version(sealed)]
    differences: list[Difference] = []
    if case is None:
        checks.append(Check(what="recomputed", ok=None, says="not recomputed: the case is not there; name it with --case"))
    else:
        try:
            fresh = json.loads(again(case, sealed.made, workers, progress).model_dump_json(by_alias=True))
        except UsageError as error:
            checks.append(Check(what="recomputed", ok=False, says=f"cannot be recomputed: {error}"))
        else:
            differences = list(compared(record, fresh))
            checks.append(_again(differences))
    ok = all(c.ok for c in checks if c.what != "version")
    listed = tuple(differences[:LISTED])
    return Verdict(ok=ok, seal=sealed.seal, checks=tuple(checks), differences=listed, differing=len(differences))


def _own(sealed: Seal) -> Check:
    same = sealed.hashed() == sealed.seal
    return Check(what="seal", ok=same, says="the seal is whole" if same else "the seal itself was changed: its hash does not fit")


def _unchanged(record: Mapping[str, Json], sealed: Seal) -> Check:
    same = digest(record) == sealed.record_sha256
    says = "the record is the one that was sealed" if same else "the record was changed after it was sealed"
    return Check(what="record", ok=same, says=says)


def _inputs(sealed: Seal, case: Case | None) -> Check:
    if case is None:
        return Check(what="inputs", ok=None, says="the case is not there; its files were not compared")
    here = file_hashes(case)
    words = [
        f"{name} {'is missing' if name not in here else 'is new' if name not in sealed.files else 'was changed'}"
        for name in sorted({*here, *sealed.files})
        if here.get(name) != sealed.files.get(name)
    ]
    if not words and case.digest == sealed.made.digest:
        return Check(what="inputs", ok=True, says=f"the {len(here)} files of the case are those of the seal")
    return Check(what="inputs", ok=False, says="the case is another: " + ("; ".join(words) or "its digest differs"))


def _version(sealed: Seal) -> Check:
    """Compare versions; another version decides nothing by itself, but tells why figures may differ."""
    here = {library: version(library) for library in LIBRARIES} | {"longgame": longgame.__version__}
    then = sealed.libraries | {"longgame": sealed.made.by.removeprefix("longgame ")}
    words = [f"{name} {then.get(name, 'none')} then, {here.get(name, 'none')} now" for name in here if then.get(name) != here[name]]
    return Check(what="version", ok=None if words else True, says="; ".join(words) if words else "the versions are the same")


def _again(differences: list[Difference]) -> Check:
    if not differences:
        return Check(what="recomputed", ok=True, says="recomputed to the same bits")
    apart = [abs(d.record - d.again) for d in differences if _number(d.record) and _number(d.again)]
    most = f"; by up to {max(apart):g}" if len(apart) == len(differences) else f"; numbers by up to {max(apart):g}" if apart else ""
    only = len(apart) == len(differences)
    said = f"{many(len(differences), 'number' if only else 'value')} {'differs' if len(differences) == 1 else 'differ'}"
    says = f"recomputed: {said}{most}"
    return Check(what="recomputed", ok=False, says=says)


def _number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def compared(record: Json, fresh: Json, where: str = "") -> Iterator[Difference]:
    """Give the values in which two JSON values differ, with the path to each, in the order of the record."""
    if isinstance(record, dict) and isinstance(fresh, dict):
        for name in {**record, **fresh}:
            inner = f"{where}.{name}" if where else name
            if name in record and name in fresh:
                yield from compared(record[name], fresh[name], inner)
            else:
                yield Difference(inner, _brief(record.get(name)), _brief(fresh.get(name)))
    elif isinstance(record, list) and isinstance(fresh, list) and len(record) == len(fresh):
        for k, (one, other) in enumerate(zip(record, fresh, strict=True)):
            yield from compared(one, other, f"{where}[{k}]")
    elif canonical(record) != canonical(fresh):
        yield Difference(where, _brief(record), _brief(fresh))


def _brief(value: Json) -> Json:
    """Return a value as a difference shows it: of lists and objects only how many."""
    return f"{len(value)} values" if isinstance(value, list | dict) else value
