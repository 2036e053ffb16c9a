"""Rules about the words by which `start` recognises a crisis (CK75x)."""

from collections.abc import Iterator

from crisiskit.check import Diagnostic, Severity
from crisiskit.check.rules import infos, warnings
from crisiskit.language import _
from crisiskit.lint.file_subject import FileSubject
from crisiskit.lint.signal_index import Heard, Signals
from crisiskit.playbook.plan import GENERAL
from crisiskit.text import quote

RULES = [
    *warnings("standard", CK750="no-signals"),
    *infos("strict", CK751="shared-signal"),
]


def signals(subject: FileSubject) -> Iterator[Diagnostic]:
    """A playbook that `start` would never suggest."""
    data = subject.document.data
    if data.get("playbook") != GENERAL and not data.get("signals"):
        yield subject.say(
            "no-signals",
            _("`start` never suggests this playbook: it has no signals."),
            ("playbook",),
            hint=_("Add the words people use for this crisis: signals: {zh: […], en: […]}."),
        )


def shared(heard: Heard, known: Signals, severity: Severity) -> Iterator[Diagnostic]:
    """Words for which `start` suggests a playbook along with others: asked when all are known."""
    for signal in heard.signals if heard.name != GENERAL else ():
        others = [one for name, one in known.get(signal.key, ()) if name != heard.name]
        if others:
            yield Diagnostic(
                "shared-signal",
                severity,
                _("{word} is a signal of {other} as well.").format(
                    word=quote(signal.word), other=quote(others[0].message)
                ),
                heard.path,
                *signal.mark,
                hint=_(
                    "Keep it where it decides; a word that fits both tells the responder nothing."
                ),
                related=tuple(others),
                about=f"signals.{signal.language}.{signal.number}",
            )
