"""What each type of entry holds: the format of the journal's data.

`ENTRIES` is the whole of it: type -> field -> form. A field with `?` may be missing; null stands
for nothing but a channel (`the long form`) and the fact of a gap. Fields that are not named here
are ignored: a later crisiskit may write more of them. Promises, amendments and redactions are not
acted on yet and may hold anything.

A store may come from anybody, and hashes hold whatever its entries say. So every entry is held
against this table when it is folded, and nothing behind the fold asks again. What a table cannot
say, the fold does: a value must have the form of its fact's type (`playbook.stored`), a case is
opened by its first entry and by no other.

The envelope (`events.Event`) is text but for `seq` and `data`; its two times are instants.
"""

from collections.abc import Callable, Mapping
from typing import Any

from crisiskit.case.events import Event, Seal
from crisiskit.playbook.plan import PHASES
from crisiskit.playbook.stored import is_stamp as time

SEVERITIES = ("P1", "P2", "P3", "P4")

Form = Callable[[Any], bool]


def text(value: Any) -> bool:
    """An id, a name, a hash: text that stands in the entry itself."""
    return isinstance(value, str)


def sealed(value: Any) -> bool:
    """A reference to sealed content, `{"sealed": SHA-256 in hex, "size": bytes}`."""
    if isinstance(value, dict):
        digest = value.get("sealed")
        return isinstance(digest, str) and len(digest) == 64 and digest.isascii()
    return isinstance(value, Seal)  # in an act that is being decided


def words(value: Any) -> bool:
    """What somebody said: sealed, or plain text."""
    return isinstance(value, str) or sealed(value)


def flag(value: Any) -> bool:
    """True or false."""
    return isinstance(value, bool)


def number(value: Any) -> bool:
    """A whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def anything(_value: Any) -> bool:
    """The value of a fact: its form depends on the fact, see `playbook.stored`."""
    return True


def _or_null(form: Form) -> Form:
    return lambda value: value is None or form(value)


def _one_of(*allowed: str) -> Form:
    return lambda value: isinstance(value, str) and value in allowed


def _list_of(form: Form) -> Form:
    return lambda value: isinstance(value, list) and all(map(form, value))


def _map_of(form: Form) -> Form:
    return lambda value: isinstance(value, dict) and all(map(form, value.values()))


class _Fields:
    """Named fields, each of its form; a name that ends in `?` may be missing."""

    def __init__(self, forms: Mapping[str, Form]) -> None:
        self._needed = tuple(name for name in forms if not name.endswith("?"))
        self._forms = {name.removesuffix("?"): form for name, form in forms.items()}
        # Nearly every value is of a type that is all its form asks: no function is called for it.
        self._plain = {name: _PLAIN[form] for name, form in self._forms.items() if form in _PLAIN}

    def __call__(self, value: Any) -> bool:
        return isinstance(value, dict) and self.hold(value)

    def hold(self, data: dict[str, Any]) -> bool:
        """Whether the fields of a map are of their forms."""
        for name in self._needed:
            if name not in data:
                return False
        plain, forms = self._plain, self._forms
        for name, value in data.items():
            if plain.get(name) is not type(value) and name in forms and not forms[name](value):
                return False
        return True


_PLAIN: Mapping[Form, type] = {text: str, words: str, flag: bool, number: int}

_texts = _list_of(text)
_channel = _or_null(text)
_phase = _one_of(*PHASES)
_written = {
    "document": text,
    "version": text,
    "manifest": _list_of(_Fields({"sha256": text})),
    "texts": _list_of(_Fields({"language": text, "channel": _channel, "text": words})),
    "gaps?": _list_of(
        _Fields({"fact": _or_null(text), "placeholder": text, "kind?": text, "language?": text})
    ),
    "facts?": _map_of(number),  # fact -> the entry whose value stands there
    "step?": text,
    "template?": text,
    "template_hash?": text,
}
_signed = {
    "document": text,
    "version": text,
    "role": text,
    "because?": words,
    "reported_for?": text,
    "via?": text,
    "evidence?": text,
}

ENTRIES: Mapping[str, Mapping[str, Form]] = {
    "case_opened": {
        "code": text,
        "title": words,
        "plan": sealed,  # playbook.codec
        "templates": sealed,  # JSON: language/id -> source
        "roster": words,  # JSON: role -> people, see `people`
        "settings": words,  # JSON: see `settings`
        "timezone": text,
        "country": text,
        "language": text,
        "phase": _phase,
        "drill?": flag,
    },
    "phase_opened": {"phase": _phase, "because?": words},
    "severity_set": {"level": _one_of(*SEVERITIES), "because?": words},
    "responsibility_set": {"value": text, "because?": words},
    "role_assigned": {"role": text, "people": words},  # JSON: see `people`
    "fact_recorded": {"fact": text, "status": text, "value?": anything, "source?": words},
    "step_claimed": {"step": text, "released?": flag},
    "item_checked": {"step": text, "item": text, "cleared?": flag},
    "step_done": {"step": text, "round?": number, "open_items?": _texts},
    "step_skipped": {"step": text, "because": words},
    "step_reopened": {
        "step": text,
        "option?": text,
        "because?": words,
        "affected": _list_of(
            _Fields({"step": text, "effect": _one_of("reopened", "check"), "outcome?": text})
        ),
    },
    "decision_made": {"step": text, "option": text, "outcome": text, "because?": words},
    "task_added": {
        "task": text,
        "text": words,
        "role": text,
        "phase": _phase,
        "due?": time,
        "optional?": flag,
    },
    "document_drafted": _written,
    "document_edited": _written,
    "document_approved": _signed,
    "document_rejected": _signed,
    "review_overridden": {"document": text, "version": text, "rules": _texts, "because": words},
    "document_published": {
        "document": text,
        "version": text,
        "channel": text,
        "approved": flag,
        "waived?": flag,
        "step?": text,
        "audience?": text,
        "warnings?": _texts,
        "because?": words,
    },
    "correction_checked": {"step": text, "still_true?": flag, "settles?": _texts, "note?": words},
    "duty_discharged": {"duty": text, "step?": text, "reference?": words, "evidence?": text},
    "note_added": {
        "text": words,
        "privileged?": flag,
        "from?": text,
        "answer_by?": time,
        "step?": text,
    },
    "evidence_added": {
        "evidence": text,
        "step?": text,
        "name": words,
        "sha256": text,
        "size": number,
        "content": sealed,
    },
    "case_closed": {"because?": words, "handover?": text, "open?": _texts},
    "case_reopened": {"because?": words},
}
"""Type -> field -> form."""

people = _list_of(_Fields({"name?": text, "phone?": text, "contact?": text, "hours?": text}))
"""Who holds a role, in order."""

roster = _map_of(people)
"""Role -> people."""

_review = _Fields(
    {
        "profile?": _one_of("min", "standard", "strict"),
        "select?": _texts,
        "ignore?": _texts,
        "severity?": _map_of(_one_of("error", "warning", "info", "off")),
        "terms?": _map_of(_map_of(_texts)),  # kind -> language -> words
    }
)
settings = _Fields({"languages?": _texts, "facts?": _map_of(anything), "review?": _review})
"""The team's languages; its constants: fact -> value; what it has set for reviews."""

templates = _map_of(text)
"""Templates in force: language/id -> source."""

_FIELDS = {kind: _Fields(forms) for kind, forms in ENTRIES.items()}


def check(event: Event) -> None:
    """Raise ValueError for an entry that crisiskit never wrote. Unknown types are let be."""
    happened, recorded = event.happened_at, event.recorded_at
    if not time(happened) or (recorded != happened and not time(recorded)):
        raise ValueError(happened, recorded)
    fields = _FIELDS.get(event.type)
    if fields is not None and not fields.hold(event.data):
        raise ValueError(event.type)
