"""`crisiskit` and `python -m crisiskit`: the process around one command line."""

import gc
import os
import sys

from crisiskit import __version__

GARBAGE = 100_000
"""New objects before the collector looks for rings of them: modules and a plan make 60 000, none
garbage, and walking them takes as long as half a bare interpreter."""


def main() -> int:
    """Run the command line of this process and give its exit code."""
    gc.set_threshold(GARBAGE)
    try:
        code = _answered()
        sys.stdout.flush()
    except BrokenPipeError:
        code = 141
    except KeyboardInterrupt:  # while modules were still being imported: nothing had begun
        code = 130
    if code == 141:
        # What is left in the buffers goes nowhere, so that the interpreter ends in silence.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    gc.freeze()  # the process ends: its last collection need not walk what is going away anyway
    return code


def _answered() -> int:
    if sys.argv[1:2] == ["--version"]:
        sys.stdout.write(f"crisiskit {__version__}\n")
        return 0
    from pathlib import Path

    from crisiskit.cli.main import run
    from crisiskit.clock import SystemClock

    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    return run(
        sys.argv[1:],
        stdin=sys.stdin,
        stdout=sys.stdout,
        stderr=sys.stderr,
        environ=os.environ,
        cwd=Path(_here()),
        clock=SystemClock(),
    )


def _here() -> str:
    """The working directory; the root when it has been removed, so that nothing is found in it."""
    try:
        return os.getcwd()  # noqa: PTH109 - no pathlib here: --version is instant
    except FileNotFoundError:
        return "/"


if __name__ == "__main__":
    sys.exit(main())
