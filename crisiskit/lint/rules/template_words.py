"""Rules about what a template says, to whom, and in which languages (CK61x)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crisiskit.check import Diagnostic
from crisiskit.check.rules import warnings
from crisiskit.language import _
from crisiskit.lint.file_subject import FileSubject
from crisiskit.lint.rules.kinds import BY_KIND, Section
from crisiskit.text import quote

if TYPE_CHECKING:
    from crisiskit.statement.frontmatter import FrontMatter
    from crisiskit.statement.library import Library

RULES = warnings(
    "standard",
    CK610="template-one-language",
    CK611="template-facts-differ",
    CK612="template-channels-differ",
    CK613="template-missing-section",
    CK614="template-too-long",
)


@dataclass(frozen=True)
class TemplateSubject:
    """A template in force that keeps to the subset; `head` is its front matter."""

    file: FileSubject
    language: str
    id: str
    head: "FrontMatter"
    library: "Library"

    @property
    def others(self) -> tuple[str, ...]:
        """The other languages of the team in which it is written."""
        written = self.library.languages(self.id)
        return tuple(one for one in self.file.languages if one != self.language and one in written)

    @property
    def is_fragment(self) -> bool:
        """Whether it only stands inside other templates."""
        return self.head.kind is None


TemplateCheck = Callable[[TemplateSubject], Iterator[Diagnostic]]
"""One rule about templates."""


def one_language(subject: TemplateSubject) -> Iterator[Diagnostic]:
    """A template that is not written in every language of the team."""
    missing = [
        one for one in subject.file.languages if one not in subject.library.languages(subject.id)
    ]
    if missing and subject.language in subject.file.languages:
        yield subject.file.say(
            "template-one-language",
            _("This template is not written in {language}.").format(language=_(", ").join(missing)),
            ("template",),
            hint=_("Write templates/{language}/{name}.md.j2, with the same facts.").format(
                language=missing[0], name=subject.id
            ),
        )


def facts_differ(subject: TemplateSubject) -> Iterator[Diagnostic]:
    """Facts that the template has in another language and not in this one."""
    heads = subject.file.around.heads
    mine = heads.declared(subject.language, subject.id)
    for other in subject.others:
        theirs = heads.declared(other, subject.id)
        if mine is None or theirs is None:
            continue
        lost = sorted((theirs.needs | theirs.uses) - mine.needs - mine.uses)
        loose = sorted(theirs.needs & mine.uses)
        if lost:
            yield subject.file.say(
                "template-facts-differ",
                _("In {other} this template says more: {facts}.").format(
                    other=other, facts=_(", ").join(lost)
                ),
                ("needs",),
                hint=_("Say the same in both languages, or readers compare them."),
            )
        if loose:
            yield subject.file.say(
                "template-facts-differ",
                _("In {other} this template cannot go out without: {facts}.").format(
                    other=other, facts=_(", ").join(loose)
                ),
                ("uses",),
                hint=_("Put them in `needs` in both languages, or in `uses` in both."),
            )


def channels_differ(subject: TemplateSubject) -> Iterator[Diagnostic]:
    """Channels that the template is made for in another language and not in this one."""
    for other in subject.others:
        head = subject.file.around.heads.head(other, subject.id)
        lost = [one for one in (head.channels if head else ()) if one not in subject.head.channels]
        if lost:
            yield subject.file.say(
                "template-channels-differ",
                _("In {other} this template is made for more channels: {names}.").format(
                    other=other, names=_(", ").join(lost)
                ),
                ("channels",),
                hint=_("Name the same channels, each with its limit in this language."),
            )


def missing_sections(subject: TemplateSubject) -> Iterator[Diagnostic]:
    """What a statement of its kind must say, and this one would go out without."""
    sections = BY_KIND.get(subject.head.kind or "", ())
    declared = subject.file.around.heads.declared(subject.language, subject.id)
    if not sections or declared is None:
        return
    words = _fixed_words(subject)
    for section in sections:
        if not _stands(section, declared.needs, words):
            facts = _(", ").join(section.facts)
            yield subject.file.say(
                "template-missing-section",
                _("{kind} must say {section}; this one can go out without ({source}).").format(
                    kind=subject.head.kind, section=section.name(), source=section.source
                ),
                ("needs",),
                hint=_("Write one of these facts under `needs`: {facts}.").format(facts=facts)
                if facts
                else _("Write it in the fixed words."),
            )


def _stands(section: Section, needs: frozenset[str], words: str) -> bool:
    in_facts = any(fact in needs for fact in section.facts)
    return in_facts or (section.words is not None and bool(section.words.search(words)))


def too_long(subject: TemplateSubject) -> Iterator[Diagnostic]:
    """Channels whose limit the fixed words alone exceed, with the shortest of every branch."""
    from crisiskit.statement import fixed

    if subject.is_fragment or not subject.head.channels:
        return
    body = subject.library.expanded(subject.language, subject.id)
    for channel, limit in subject.head.channels.items():
        least = fixed.least(body, channel)
        if least > limit:
            yield subject.file.say(
                "template-too-long",
                _(
                    "On {channel} the fixed words alone have {count} characters of at most {limit}."
                ).format(channel=quote(channel), count=least, limit=limit),
                ("channels", channel),
                hint=_("Write a short form: {{% if channel == '{channel}' %}}.").format(
                    channel=channel
                ),
            )


def _fixed_words(subject: TemplateSubject) -> str:
    from crisiskit.statement import fixed

    return fixed.words(subject.library.expanded(subject.language, subject.id))


CHECKS: tuple[TemplateCheck, ...] = (
    one_language,
    facts_differ,
    channels_differ,
    missing_sections,
    too_long,
)
