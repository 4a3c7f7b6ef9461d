import os
from pathlib import Path

import jax
import pytest


@pytest.fixture(autouse=True)
def double():
    """Models are tested in double precision, the precision in which they are offered."""
    with jax.enable_x64(True):
        yield


@pytest.fixture(scope="session")
def reference(repository):
    """Return the folder with the outputs of other programs, which are not shipped."""
    folder = Path(os.environ.get("LONGGAME_SHARED") or repository.parent / "shared") / "data"
    if not folder.is_dir():
        pytest.skip(f"outputs of other programs are not here: no folder {folder.name} under LONGGAME_SHARED or ../shared")
    return folder
