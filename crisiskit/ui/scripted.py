"""A prompter that answers from a list, for tests: the questions are understood as on a terminal."""

from collections.abc import Iterable

from crisiskit.errors import AnswerNeeded
from crisiskit.ui.dialogue import Dialogue


class ScriptedReader:
    """Gives the answers one after the other; nothing is ever typed ahead."""

    def __init__(self, answers: Iterable[str]) -> None:
        self.answers = list(answers)
        self.read_so_far = 0

    def read(self, prompt: str, default: str) -> str:  # noqa: ARG002 - nobody sees the prompt
        """The next answer; an empty one takes what stands in the line already."""
        if self.read_so_far == len(self.answers):
            raise AnswerNeeded("The script has no more answers.")
        self.read_so_far += 1
        return self.answers[self.read_so_far - 1] or default

    def pending(self) -> str:
        """Nothing."""
        return ""

    def flush(self) -> None:
        """Nothing to throw away."""


class ScriptedPrompter(Dialogue):
    """Answers from a list; `said` is all that was shown, `calls` how many answers were taken."""

    def __init__(self, answers: Iterable[str]) -> None:
        self.said: list[str] = []
        self._script = ScriptedReader(answers)
        super().__init__(self._script, self.said.append)

    @property
    def calls(self) -> int:
        """How many answers were taken."""
        return self._script.read_so_far
