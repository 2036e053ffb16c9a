"""Plain line editing with the standard library: the baseline, and the accessible mode.

`input()` under readline edits Chinese correctly as long as readline itself draws the prompt
(codebases_ux.md 0.2). Bracketed paste keeps pasted line ends in the line; libedit has none, so
whatever has arrived after an answer is taken out of the terminal before the next question.
"""

from types import ModuleType

from crisiskit.ui import terminal


class LineReader:
    """Reads from the terminal at standard input."""

    def __init__(self) -> None:
        self._readline = _readline()

    def read(self, prompt: str, default: str) -> str:
        """The line as edited, beginning with the default."""
        readline = self._readline
        if readline is None:
            with terminal.shown_on_terminal():
                return input(prompt) or default
        readline.set_startup_hook(lambda: readline.insert_text(default))
        try:
            with terminal.shown_on_terminal():
                return input(prompt)
        finally:
            readline.set_startup_hook(None)

    def pending(self) -> str:
        """The rest of a paste."""
        return terminal.drained()

    def flush(self) -> None:
        """Throw away what was typed ahead."""
        terminal.flush()


def _readline() -> ModuleType | None:
    """The line editor, without history (answers are not offered again) and without completion."""
    try:
        import readline
    except ImportError:
        return None
    readline.set_auto_history(False)
    readline.parse_and_bind("set enable-bracketed-paste on")
    readline.parse_and_bind("set disable-completion on")
    return readline
