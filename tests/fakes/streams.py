"""Streams that claim to be what they are not."""

import io


class Terminal(io.StringIO):
    """Says that it is a terminal, and keeps what it was shown."""

    def isatty(self) -> bool:
        return True
