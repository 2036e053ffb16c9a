"""Rules about the people of a team and what its settings leave out (CK72x)."""

from collections.abc import Iterator

from crisiskit.check import Diagnostic
from crisiskit.check.rules import infos, warnings
from crisiskit.language import _
from crisiskit.lint.file_subject import FileSubject
from crisiskit.lint.rules.drafts import CONSTANTS
from crisiskit.text import quote

RULES = [
    *warnings(
        "standard",
        CK720="person-without-contact",
        CK721="same-person-twice",
        CK722="jurisdiction-without-duty",
    ),
    *infos("strict", CK723="constant-missing"),
]


def roster(subject: FileSubject) -> Iterator[Diagnostic]:
    """People who cannot be reached, and people who are their own backup."""
    for role, people in subject.document.data.items():
        seen: set[str] = set()
        for number, person in enumerate(people):
            name = person["name"].strip()
            if name in seen:
                yield subject.say(
                    "same-person-twice",
                    _("{name} stands twice for {role}.").format(name=quote(name), role=role),
                    (role, number, "name"),
                    hint=_("Nobody is their own backup: name somebody else."),
                )
            elif "phone" not in person and "contact" not in person:
                yield subject.say(
                    "person-without-contact",
                    _("Nobody can reach {name}: neither phone nor contact.").format(
                        name=quote(name)
                    ),
                    (role, number, "name"),
                    hint=_("Add `phone:`, the number that is answered at night."),
                )
            seen.add(name)


def settings(subject: FileSubject) -> Iterator[Diagnostic]:
    """Constants that templates print and nobody has written down; laws that are not there."""
    given = subject.around.settings
    duties = subject.around.dictionary.duties
    known = {name.partition(".")[0] for name in duties}
    for number, name in enumerate(given.jurisdictions):
        if name not in known:
            yield subject.say(
                "jurisdiction-without-duty",
                _("No dictionary has a duty of {name}.").format(name=quote(name)),
                ("jurisdictions", number),
                hint=_(
                    "There are duties of: {names}. Add others in playbooks/shared/duties.yaml."
                ).format(names=", ".join(sorted(known))),
            )
    missing = sorted((CONSTANTS & subject.around.heads.all_needed()) - given.facts.keys())
    if missing:
        yield subject.say(
            "constant-missing",
            _("Templates need these facts, which no case asks for: {facts}.").format(
                facts=_(", ").join(missing)
            ),
            ("facts",),
            key=True,
            hint=_("Write them here once, or every text keeps a gap: facts: {{{fact}: …}}.").format(
                fact=missing[0]
            ),
        )
