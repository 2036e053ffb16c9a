"""A text from a file or from standard input."""

from crisiskit.cli.options import Context
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.text import quote


def text_of(context: Context, name: str) -> str:
    """The text of a file, or of standard input. Raises UsageError when it is not UTF-8."""
    from crisiskit.desk.files import read_file

    try:
        if name == "-":
            text = context.stdin.read()
            text.encode()  # bytes that are no UTF-8 come as surrogates
            return text
        return read_file(context.cwd / name).content.decode()
    except UnicodeError as error:
        raise UsageError(
            _("{path} is not UTF-8 text.").format(path=quote(name)), hint=_("Save it as UTF-8.")
        ) from error
