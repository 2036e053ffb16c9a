"""Rules about keeping a playbook fit for use (CK15x-19x): its review, its titles, its ids."""

from collections.abc import Iterator
from datetime import date, timedelta

from crisiskit.check import Diagnostic
from crisiskit.check.rules import infos, warnings
from crisiskit.language import _
from crisiskit.lint.file_subject import FileSubject
from crisiskit.playbook.plan import Step
from crisiskit.text import quote

RULES = [
    *warnings("standard", CK146="same-title", CK147="same-label"),
    *infos("strict", CK148="long-id", CK149="review-undated"),
    *warnings("strict", CK189="review-overdue"),
]

LONGEST_ID = 30
"""Characters of a step's own id: it is typed at night (`crisiskit done ID`)."""


def review(subject: FileSubject) -> Iterator[Diagnostic]:
    """Whether somebody has looked at the playbook lately."""
    raw = subject.document.data.get("reviewed")
    today = subject.around.today
    if raw is None:
        yield subject.say(
            "review-undated",
            _("This playbook does not say when it was last reviewed."),
            ("playbook",),
            hint=_("Add `reviewed: DATE` when the team has gone through it."),
        )
        return
    try:
        last = date.fromisoformat(str(raw))
    except ValueError:  # the format has its own finding
        return
    days = subject.around.settings.policy.days_between_reviews
    if today is None or today - last <= timedelta(days):
        return
    message = _("The last review was on {date}, {count} days ago.").format(
        date=last.isoformat(), count=(today - last).days
    )
    hint = _(
        "Go through names, numbers, roles and laws, rehearse it, and set `reviewed:` "
        "(policy.review_every: {days}d)."
    ).format(days=days)
    yield subject.say("review-overdue", message, ("reviewed",), hint=hint)


def titles(subject: FileSubject) -> Iterator[Diagnostic]:
    """Cards of one phase that nobody can tell apart, and ids that nobody wants to type."""
    if subject.compiled is None:
        return
    seen: dict[tuple[str, str, str, str], Step] = {}
    told: set[tuple[str, str]] = set()
    for step in subject.compiled.plan.steps.values():
        for language in subject.languages:
            title = step.title.get(language)
            if title is None:
                continue
            heading = (step.heading or {}).get(language, "")
            first = seen.setdefault((step.phase, language, heading, title), step)
            pair = _use_of(first.id), _use_of(step.id)
            if first is not step and not _apart(first, step) and pair not in told:
                if all(pair):  # of a part that is used twice, one card stands for all
                    told.add(pair)
                yield subject.compiled.say(
                    "same-title",
                    _("Two cards of this phase are called {title}: {first} and {step}.").format(
                        title=quote(title), first=first.id, step=step.id
                    ),
                    step.id,
                    ("title",),
                    hint=_("Say in each title, or in that of its group, what is different."),
                    related=[subject.compiled.place(first.id, ("title",))],
                )
                break


def _use_of(step: str) -> str:
    """The use or group that a step stands in; empty for one that stands by itself."""
    return step.rpartition(".")[0]


def _apart(one: Step, other: Step) -> bool:
    """Whether they have conditions of their own: two branches may well say the same."""
    return one.when is not None and other.when is not None and one.when.text != other.when.text


def ids(subject: FileSubject) -> Iterator[Diagnostic]:
    """Ids of steps that are too long to be typed."""
    for at, data in subject.maps:
        name = data.get("id")
        if isinstance(name, str) and len(name) > LONGEST_ID and "options" not in data:
            yield subject.say(
                "long-id",
                _("This id has {count} characters; people type it.").format(count=len(name)),
                (*at, "id"),
                hint=_("At most {count}: two or three words.").format(count=LONGEST_ID),
            )


def labels(subject: FileSubject) -> Iterator[Diagnostic]:
    """Answers to one question that read the same."""
    for at, data in subject.maps:
        options = data.get("options")
        if not isinstance(options, dict):
            continue
        seen: dict[tuple[str, str], str] = {}
        for name, option in options.items():
            for language, label in _labels(option):
                first = seen.setdefault((language, label), name)
                if first != name:
                    yield subject.say(
                        "same-label",
                        _("Two answers read {label}: {first} and {other}.").format(
                            label=quote(label), first=quote(first), other=quote(name)
                        ),
                        (*at, "options", name),
                        key=True,
                        hint=_("Whoever answers sees only the labels; say what is different."),
                    )
                    break


def _labels(option: object) -> Iterator[tuple[str, str]]:
    words = option.get("label", option) if isinstance(option, dict) else option
    if isinstance(words, str):
        yield "", words.strip().casefold()
    elif isinstance(words, dict):
        for language, label in words.items():
            if isinstance(label, str):
                yield language, label.strip().casefold()
