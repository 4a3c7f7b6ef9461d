"""From the bytes of a text file to its characters, without loss, so that places can be counted back into bytes."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from longgame.read.problems import Refused

# Encodings in which every text has exactly one form, so that encoding a piece gives its bytes back.
KNOWN = frozenset(
    {"utf-8", "utf-16-le", "utf-16-be", "ascii", "koi8-r", "koi8-u", "cp866", "cp855", "mac-cyrillic"}
    | {f"cp{n}" for n in range(1250, 1259)}
    | {f"iso8859-{n}" for n in (1, 2, 3, 4, 5, 7, 9, 10, 13, 14, 15, 16)}
)
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_GUESSES = ("cp1251", "koi8-r", "cp866", "iso8859-5", "cp1252", "cp1250")
SAMPLE = 200_000
# The first or second half of a surrogate pair, written as if UTF-8 had it.
_HALF = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_COMMON = Counter("оеаинтсрвлкмдпуяы" + "eaoinrtsldu")


def decode(data: bytes, declared: str = "", asked: str = "") -> tuple[str, str]:
    """Return the text of a file and the encoding that gives its bytes back.

    A byte order mark stays in the text as a character, as it does in the offsets of labels.

    Parameters
    ----------
    data : bytes
    declared : str
        What the file says of itself; used if it is not UTF-8.
    asked : str
        What the user says; used before all else.

    Returns
    -------
    text, encoding : str

    Raises
    ------
    Refused
        LG183 if the bytes fit no encoding that is known, LG184 if they are no text.
    """
    encoding = _chosen(data, declared, asked)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _misfit(data, error, encoding, asked) from None
    if "\x00" in text:
        line, column = _place(text, text.index("\x00"))
        message, fix = ("NUL characters: this is no text", "") if asked else _wide(data)
        raise Refused("LG184", message, fix, line, column)
    return text, encoding


def _chosen(data: bytes, declared: str, asked: str) -> str:
    if asked:
        return _name(asked, data) or _unknown(asked)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return (_name(declared) if declared else None) or "utf-8"
    return "utf-8"


def is_known(encoding: str) -> bool:
    """Return whether an encoding is among those that are read."""
    return _name(encoding) is not None


def _name(encoding: str, data: bytes = b"") -> str | None:
    """Return the one name of an encoding, None if it is not among those that are read."""
    try:
        name = codecs.lookup(encoding.strip()).name
    except (LookupError, ValueError):
        return None
    if name == "utf-16":
        name = next((known for mark, known in _MARKS if data.startswith(mark)), "utf-16-le")
    name = name.removesuffix("-sig")
    return name if name in KNOWN else None


def _unknown(encoding: str) -> str:
    raise Refused("LG183", f"the encoding {encoding[:40]!r} is not known", "one of " + ", ".join(sorted(KNOWN)))


def _misfit(data: bytes, error: UnicodeDecodeError, encoding: str, asked: str) -> Refused:
    line, column = _place(data[: error.start].decode(encoding, "replace"), None)
    message, fix = _broken(data, error, encoding)
    if not message:
        message = f"byte 0x{data[error.start]:02x} is not {encoding.upper()}"
        likely = None if asked else _likely(data)
        fix = (
            f"it may be {likely}: add --encoding {likely}, or save it as UTF-8"
            if likely
            else "save it as UTF-8, or name it with --encoding"
        )
    return Refused("LG183", message, fix, line, column)


def _broken(data: bytes, error: UnicodeDecodeError, encoding: str) -> tuple[str, str]:
    """Return what is wrong with a text that is in its encoding but for some damage, and what to do; empty if it is in another."""
    again = "save it as UTF-8 anew"
    if encoding.startswith("utf-16"):
        if len(data) % 2 and error.start >= len(data) - 2:
            return "the file ends in the middle of a character: of UTF-16's pairs of bytes one is half", "it is cut off"
        pair = data[error.start : error.start + 2]
        unit = int.from_bytes(pair, "little" if encoding.endswith("le") else "big")
        return f"0x{unit:04X} is half of a surrogate pair: in UTF-16 it stands for no character", again
    if encoding != "utf-8":
        return "", ""
    if _HALF.match(data, error.start):
        shown = " ".join(f"0x{b:02x}" for b in data[error.start : error.start + 3])
        return f"{shown} is half of a surrogate pair, which UTF-8 does not have", again
    # What is UTF-8 but for a few bytes, or says that it is, is in no other encoding.
    whole = sum(c > "\x7f" for c in data[:SAMPLE].decode("utf-8", "ignore"))
    odd = data[:SAMPLE].decode("utf-8", "replace").count("\ufffd") - data[:SAMPLE].count("\ufffd".encode())
    if data.startswith(codecs.BOM_UTF8) or whole >= max(4 * odd, 1):
        if error.end == len(data) and error.reason == "unexpected end of data":
            return "the file ends in the middle of a character", "it is cut off"
        return f"byte 0x{data[error.start]:02x} is not UTF-8, and all that is around it is", again
    return "", ""


def _wide(data: bytes) -> tuple[str, str]:
    """Return what to say of a file with NUL characters: it may be a text with two or four bytes for each."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "the file is UTF-32, which is not read", "save it as UTF-8"
    for name in ("utf-16-le", "utf-16-be"):
        sample = data[: SAMPLE & ~1].decode(name, "replace")
        if sum(c in _COMMON or c == " " for c in sample) > 0.5 * len(sample):
            return f"NUL characters: this is {name.upper()} without its mark", f"add --encoding {name}, or save it as UTF-8"
    return "NUL characters: this is no text", ""


def _likely(data: bytes) -> str | None:
    """Return the older encoding in which most letters outside ASCII are common ones, None if hardly any are."""
    sample = bytes(b for b in data[:SAMPLE] if b >= 0x80)[:20_000]
    scores = {name: sum(c in _COMMON for c in sample.decode(name, "replace")) / max(len(sample), 1) for name in _GUESSES[:4]}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] > 0.5:
        return best
    words = re.findall(rb"[A-Za-z]+", data[:SAMPLE])
    return "cp1252" if words and len(sample) < 0.1 * len(data[:SAMPLE]) else None


def _place(text: str, offset: int | None) -> tuple[int, int]:
    before = text if offset is None else text[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
