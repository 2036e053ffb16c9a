"""The terminal below the prompts: taking out and throwing away what was typed ahead."""

import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager

QUIET = 0.05
"""Seconds without a byte after which a paste is over. A slower one over a bad line may still
arrive later: that is why outward acts want a typed code."""

KEPT = 256 * 1024
"""Bytes of a paste that are kept; the rest is dropped, as such an answer is refused anyway."""


if sys.platform == "win32":
    import msvcrt

    def drained() -> str:
        """What has arrived at standard input and was not read."""
        waiting = []
        while msvcrt.kbhit():
            waiting.append(msvcrt.getwch())
        return "".join(waiting)[:KEPT]

    def flush() -> None:
        """Throw away what has arrived at standard input."""
        drained()

else:
    import termios

    def drained() -> str:
        """What has arrived at standard input and was not read; half a line too, without echo."""
        descriptor = sys.stdin.fileno()
        waiting = bytearray()
        with _byte_by_byte(descriptor):
            while select.select([descriptor], [], [], QUIET)[0]:
                read = os.read(descriptor, 65536)
                if not read:
                    break
                waiting += read[: max(0, KEPT - len(waiting))]
        return waiting.decode(errors="replace")

    def flush() -> None:
        """Throw away what has arrived at standard input."""
        drained()
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)

    @contextmanager
    def _byte_by_byte(descriptor: int) -> Iterator[None]:
        """Neither wait for whole lines nor echo; nothing that has arrived is lost."""
        before = termios.tcgetattr(descriptor)
        inside = termios.tcgetattr(descriptor)
        inside[3] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(descriptor, termios.TCSANOW, inside)
        try:
            yield
        finally:
            termios.tcsetattr(descriptor, termios.TCSANOW, before)


@contextmanager
def shown_on_terminal() -> Iterator[None]:
    """Standard output on the terminal while a line is edited, even when it goes into a file.

    readline draws on descriptor 1, and what is data there must not hold prompts.
    """
    if sys.stdout.isatty():
        yield
        return
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
