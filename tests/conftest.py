"""What every test can count on: no settings of this machine, English, and patient hypothesis."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from crisiskit import language

_SETTINGS = ("NO_COLOR", "FORCE_COLOR", "CI", "GITHUB_ACTIONS", "COLUMNS", "LINES")

for _name in [*_SETTINGS, *(name for name in os.environ if name.startswith("CRISISKIT_"))]:
    os.environ.pop(_name, None)

# Examples are the same on every machine, and a slow machine is no failure.
settings.register_profile(
    "crisiskit",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("crisiskit")


@pytest.fixture(scope="session", autouse=True)
def _own_folders() -> Iterator[None]:
    """The user's folders stay out of it: a test that names no store finds an empty place."""
    with (
        tempfile.TemporaryDirectory(prefix="crisiskit-tests-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(Path(folder) / name.lower()))
        yield


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """The language is one for the process: each test begins with English and leaves it so."""
    language.speak("en")
    yield
    language.speak("en")
