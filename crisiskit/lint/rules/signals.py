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
    others = {one.id: one for one in subject.around.catalogue.entries() if one.id != name}
    taken = {
        (language, word.casefold()): one
        for one in others.values()
        if one.id != GENERAL
        for language, words in one.signals.items()
        for word in words
    }
    for language, words in given.items() if isinstance(given, dict) else ():
        for number, word in enumerate(words if isinstance(words, list) else ()):
            other = taken.get((language, str(word).casefold()))
            if other is not None:
                yield subject.say(
                    "shared-signal",
                    _("{word} is a signal of {other} as well.").format(
                        word=quote(word), other=quote(other.id)
                    ),
                    ("signals", language, number),
                    hint=_(
                        "Keep it where it decides; a word that fits both tells the responder "
                        "nothing."
                    ),
                    related=[Related(other.id, str(other.path))],
                )
