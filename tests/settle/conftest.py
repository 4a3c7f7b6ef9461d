import jax
import pytest


@pytest.fixture(autouse=True)
def double():
    """Models are tested in double precision, the precision in which they are offered."""
    with jax.enable_x64(True):
        yield
