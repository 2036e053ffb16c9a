"""Rules about the words by which `start` recognises a crisis (CK75x)."""

from collections.abc import Iterator

from crisiskit.check import Diagnostic, Related
from crisiskit.check.rules import infos, warnings
from crisiskit.language import _
from crisiskit.lint.file_subject import FileSubject
from crisiskit.playbook.plan import GENERAL
from crisiskit.text import quote

RULES = [
    *warnings("standard", CK750="no-signals"),
    *infos("strict", CK751="shared-signal"),
]


def signals(subject: FileSubject) -> Iterator[Diagnostic]:
    """A playbook that `start` would never suggest, or that it suggests along with another."""
    data = subject.document.data
    name = data.get("playbook")
    given = data.get("signals")
    if name == GENERAL:
        return
    if not given:
        yield subject.say(
            "no-signals",
            _("`start` never suggests this playbook: it has no signals."),
            ("playbook",),
            hint=_("Add the words people use for this crisis: signals: {zh: […], en: […]}."),
        )
        return
    for language, words in given.items() if isinstance(given, dict) else ():
        for number, word in enumerate(words if isinstance(words, list) else ()):
            holders = subject.around.signals.get((language, str(word).casefold()), ())
            others = [one for one in holders if one.id != name]
            if others:
                yield subject.say(
                    "shared-signal",
                    _("{word} is a signal of {other} as well.").format(
                        word=quote(word), other=quote(others[0].id)
                    ),
                    ("signals", language, number),
                    hint=_(
                        "Keep it where it decides; a word that fits both tells the responder "
                        "nothing."
                    ),
                    related=[Related(one.id, str(one.path)) for one in others],
                )
