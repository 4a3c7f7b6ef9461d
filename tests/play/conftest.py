import jax
import pytest


@pytest.fixture(autouse=True)
def double():
    """Games are tested in double precision, the precision in which they are solved."""
    with jax.enable_x64(True):
        yield
