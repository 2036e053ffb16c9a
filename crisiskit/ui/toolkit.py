"""Line editing with prompt_toolkit: the default on a terminal. Imported only when asking begins."""

from prompt_toolkit import PromptSession
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.input.typeahead import clear_typeahead, get_typeahead
from prompt_toolkit.output import Output, create_output

from crisiskit.ui import terminal


class ToolkitReader:
    """Reads from the terminal; draws on standard error when standard output is no terminal."""

    def __init__(self, source: Input | None = None, screen: Output | None = None) -> None:
        self._source = source or create_input()
        self._session: PromptSession[str] = PromptSession(
            input=self._source,
            output=screen or create_output(always_prefer_tty=True),
            history=DummyHistory(),
        )

    def read(self, prompt: str, default: str) -> str:
        """The line as edited, beginning with the default."""
        return self._session.prompt(prompt, default=default)

    def pending(self) -> str:
        """The rest of a paste: what the toolkit has read ahead, then what the terminal holds."""
        ahead = "".join(press.data for press in get_typeahead(self._source))
        return ahead + terminal.drained()

    def flush(self) -> None:
        """Throw away what was typed ahead."""
        clear_typeahead(self._source)
        terminal.flush()
