"""Coverage-guided fuzzing of reading a case, with atheris.

``make fuzz`` runs it for a fixed time; by hand: ``python tests/fuzz/fuzz_load.py -max_total_time=60``.
It begins with the files of the starter cases. A crash is any exception but ``CaseError``, a problem
without a place or with an unknown code; libFuzzer then writes the input that did it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

try:
    import atheris
except ImportError:
    raise SystemExit("atheris is not installed; it needs Linux: pip install --group fuzz") from None

with atheris.instrument_imports(include=["longgame"]):
    from tests.fuzz.mutate import FILES, PIECES, must_parse_or_say_why

TARGETS = [(starter, name) for starter in sorted(FILES) for name in sorted(FILES[starter])]
SCRATCH = Path(tempfile.mkdtemp(prefix="longgame-fuzz-"))


def one_input(data: bytes) -> None:
    """Put the data in place of the file that their first byte names, and read the case."""
    starter, name = TARGETS[data[0] % len(TARGETS) if data else 0]
    must_parse_or_say_why(starter, name, data[1:], SCRATCH / "input")


def prepare() -> list[str]:
    """Write what libFuzzer begins with; return its arguments."""
    corpus, words = SCRATCH / "corpus", SCRATCH / "words"
    corpus.mkdir()
    for i, (starter, name) in enumerate(TARGETS):
        (corpus / f"{starter}-{name}").write_bytes(bytes([i]) + FILES[starter][name])
    words.write_text("".join('"' + "".join(f"\\x{byte:02x}" for byte in piece) + '"\n' for piece in PIECES if 0 < len(piece) <= 60))
    # Inputs that crash are written there and not into the checkout.
    artifacts = os.environ.get("LONGGAME_FUZZ_ARTIFACTS") or str(SCRATCH)
    sys.stderr.write(f"inputs that crash are written to {artifacts}\n")
    limits = ["-timeout=10", "-rss_limit_mb=2048", "-max_len=8192", "-len_control=0"]
    return [f"-artifact_prefix={artifacts}/", f"-dict={words}", *limits, *sys.argv[1:], str(corpus)]


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *prepare()], one_input)
    atheris.Fuzz()
