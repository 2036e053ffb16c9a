"""Everything on a terminal is tried with both prompters."""

import pytest


@pytest.fixture(params=["plain", "toolkit"])
def mode(request: pytest.FixtureRequest) -> dict[str, str]:
    """The environment in which one of the prompters asks."""
    return {"CRISISKIT_PLAIN": "1" if request.param == "plain" else "0"}
