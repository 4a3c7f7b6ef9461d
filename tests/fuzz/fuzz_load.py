"""Coverage-guided fuzzing of reading a case, with atheris.

``make fuzz`` runs it for a fixed time; by hand: ``python tests/fuzz/fuzz_load.py -max_total_time=60``.
Only the readers of this package are instrumented. A crash is any exception but ``CaseError``, a problem
without a place, or a changed file; libFuzzer then writes the input that did it.
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

with atheris.instrument_imports(include=["longgame", "yaml"]):
    from tests.fuzz.mutate import FILES, PIECES, must_load_or_say_why, mutated


def one_input(data: bytes) -> None:
    """Damage one file as the data say, or put them in its place, and load."""
    provider = atheris.FuzzedDataProvider(data)
    starter = sorted(FILES)[provider.ConsumeIntInRange(0, len(FILES) - 1)]
    files = dict(FILES[starter])
    name = sorted(files)[provider.ConsumeIntInRange(0, len(files) - 1)]
    if provider.ConsumeBool():
        files[name] = provider.ConsumeBytes(provider.remaining_bytes())
    else:
        changes = [
            (provider.ConsumeIntInRange(0, 6000), provider.ConsumeIntInRange(0, 40), provider.ConsumeIntInRange(0, len(PIECES) - 1))
            for _ in range(provider.ConsumeIntInRange(1, 6))
        ]
        files[name] = mutated(files[name], changes)
    must_load_or_say_why(files)


if __name__ == "__main__":
    # Inputs that crash are written there and not into the checkout.
    artifacts = os.environ.get("LONGGAME_FUZZ_ARTIFACTS") or tempfile.mkdtemp(prefix="longgame-fuzz-")
    arguments = [sys.argv[0], f"-artifact_prefix={artifacts}/", "-timeout=10", "-rss_limit_mb=2048", *sys.argv[1:]]
    sys.stderr.write(f"inputs that crash are written to {artifacts}\n")
    atheris.Setup(arguments, one_input)
    atheris.Fuzz()
