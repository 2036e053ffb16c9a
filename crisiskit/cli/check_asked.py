"""Which findings are asked for and how they are shown: the command line, held against what is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from crisiskit.check.formats import FORMATS, TEXT
from crisiskit.check.rules import PROFILES, RuleTable
from crisiskit.check.selection import FAIL_LEVELS, LEVELS, Wish, unknown
from crisiskit.cli.options import Context
from crisiskit.errors import UsageError
from crisiskit.language import _
from crisiskit.lean import dataclass
from crisiskit.text import nearest, quote

STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class Look:
    """Which findings count, and in which forms they are shown."""

    wish: Wish
    fail_on: str | None
    form: str
    outputs: Sequence[tuple[str, Path]]
    statistics: bool


def look(
    context: Context,
    table: RuleTable,
    others: Callable[[], RuleTable],
    *,
    select: Sequence[str],
    ignore: Sequence[str],
    severity: Sequence[str],
    fail_on: str | None,
    profile: str | None,
    form: str | None,
    output: Sequence[str],
    statistics: bool,
    shared: bool = False,
) -> Look:
    """What was asked for. `table` has the rules of the command, `others` those of the other one.

    `shared`: this command finds what the other one does, too. Raises UsageError with what was
    probably meant.
    """
    for option, value, known in (
        ("--fail-on", fail_on, FAIL_LEVELS),
        ("--profile", profile, PROFILES),
        ("--format", form, FORMATS),
    ):
        one_of(option, value, known)
    wish = Wish(profile, _words(select), _words(ignore), _levels(severity))
    for _name, message, hint in unknown(table, wish.names(), others):
        raise UsageError(message, hint=hint)
    ours = wish.select and any(map(table.matching, wish.select))
    if wish.select and not ours and not shared:
        raise UsageError(
            _("No rule of this command is among {names}.").format(
                names=quote(", ".join(wish.select))
            ),
            hint=_("`crisiskit rules --kind lint` and `--kind review` list them."),
        )
    return Look(
        wish,
        fail_on,
        form or ("json" if context.json else TEXT),
        [_output(context, word) for word in output],
        statistics,
    )


def from_here(context: Context, path: Path) -> Path:
    """A path as it was named where it can be, so that it is shown as it was named."""
    return path if context.cwd == Path.cwd() else context.cwd / path


def one_of(option: str, value: str | None, known: Sequence[str]) -> None:
    """Whether a value is one that an option takes. Raises UsageError."""
    if value is None or value in known:
        return
    meant = nearest(value, known)
    raise UsageError(
        _("{option} cannot be {value}.").format(option=option, value=quote(value)),
        hint=_("Did you mean {name}?").format(name=quote(meant))
        if meant
        else _("Use one of: {known}.").format(known=", ".join(known)),
    )


def _words(given: Iterable[str]) -> tuple[str, ...]:
    words = (word.strip() for one in given for word in one.replace("，", ",").split(","))
    return tuple(word for word in words if word)


def _levels(given: Iterable[str]) -> Mapping[str, str]:
    levels: dict[str, str] = {}
    for word in _words(given):
        name, equals, level = word.partition("=")
        if not equals:
            raise UsageError(
                _("{option} cannot be {value}.").format(option="--severity", value=quote(word)),
                hint=_("Write the rule and its level: `--severity cycle=warning`."),
            )
        one_of("--severity", level, LEVELS)
        levels[name] = level
    return levels


def _output(context: Context, word: str) -> tuple[str, Path]:
    form, equals, name = word.partition("=")
    if not equals or not name:
        raise UsageError(
            _("{option} cannot be {value}.").format(option="--output", value=quote(word)),
            hint=_("Write the form and its file: `--output sarif=lint.sarif`."),
        )
    one_of("--output", form, FORMATS)
    return form, context.cwd / name
