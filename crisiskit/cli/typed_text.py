"""A text from a file or from standard input."""

from crisiskit.cli.options import Context
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.text import quote


def text_of(context: Context, name: str) -> str:
    """The text of a file, or of standard input. Raises UsageError when it is not UTF-8."""
    from crisiskit.desk.files import read_file

    if name == "-":
        return context.stdin.read()
    try:
        return read_file(context.cwd / name).content.decode()
    except UnicodeDecodeError as error:
        raise UsageError(
            _("{path} is not UTF-8 text.").format(path=quote(name)), hint=_("Save it as UTF-8.")
        ) from error
