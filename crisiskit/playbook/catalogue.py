"""Which playbooks, parts, templates and scenarios there are, and loading them.

Sources come one after another: the bundled files, the workspace, further paths. A later one with
the same id overrides.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path

from crisiskit.check import Diagnostic, Severity, from_error, in_order
from crisiskit.errors import FileError, UsageError
from crisiskit.language import LANGUAGES, _
from crisiskit.lean import dataclass
from crisiskit.playbook import codec, dictionary, sources
from crisiskit.playbook import format as form
from crisiskit.playbook.compile import compile_plan
from crisiskit.playbook.dictionary import Dictionary
from crisiskit.playbook.parts import Memo, Node
from crisiskit.playbook.plan import Plan, Text
from crisiskit.playbook.scope import Source as PartSource
from crisiskit.playbook.sources import BUNDLED, WORKSPACE, Found, Source
from crisiskit.text import nearest, quote
from crisiskit.workspace import Workspace, bundled_root
from crisiskit.yamlfile import BadFile, Document, Mark, Problem


@dataclass(frozen=True, slots=True)
class Entry:
    """A playbook as a list shows it, and the words by which it is recognised."""

    id: str
    title: Text
    path: Path
    origin: str
    summary: Text
    signals: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A playbook as a plan, if it can be one, what was found, and where its steps stand.

    The plan is as it was written; `Catalogue.plan` gives it as a case reads it back.
    """

    plan: Plan | None
    findings: tuple[Diagnostic, ...]
    nodes: Mapping[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TemplateSource:
    """The text of a template and where it stands."""

    text: str
    path: str


class Catalogue:
    """The playbooks, templates and scenarios within reach. Files are read when they are needed."""

    def __init__(self, within: Iterable[Source]) -> None:
        self._sources = tuple(within)
        self._memo = Memo()

    @classmethod
    def open(
        cls, workspace: Workspace | None = None, extra_paths: Iterable[Path] = ()
    ) -> "Catalogue":
        """The bundled files, those of the workspace, and further folders or playbooks.

        Raises FileError when the bundled files are missing.
        """
        bundled = Source(bundled_root(), BUNDLED)
        own = [workspace.root] if workspace else []
        further = [Source(root, WORKSPACE) for root in (*own, *extra_paths) if root != bundled.root]
        return cls((bundled, *further))

    def ids(self) -> tuple[str, ...]:
        """The ids of all playbooks, in order. Reads nothing."""
        return tuple(sorted(self._playbooks))

    def entries(self) -> tuple[Entry, ...]:
        """All playbooks for a list; one that cannot be used appears under its id."""
        return tuple(self._entry(name) for name in self.ids())

    def fact_ids(self) -> frozenset[str]:
        """Every fact there may be: of the dictionary, or declared by a playbook. Raises BadFile."""
        declared = (one.facts for one in self._models.values() if one)
        in_place = (item.id for items in declared for item in items if not isinstance(item, str))
        return frozenset(self.dictionary.facts).union(in_place)

    def load(self, playbook: str) -> Loaded:
        """A playbook and what is wrong with it. Raises UsageError for an unknown id."""
        found = self._named(playbook)
        try:
            return self.load_document(found.document())
        except FileError as error:
            return Loaded(None, tuple(from_error(error)))

    def load_document(self, document: Document) -> Loaded:
        """The playbook of a file that was read, also of one that another overrides."""
        try:
            model = form.playbook(document)
            dictionary.named_after(document, "playbook")
            made = compile_plan(
                document, model, self._parts, self.dictionary, self._template_ids, self._memo
            )
        except FileError as error:
            return Loaded(None, tuple(from_error(error)))
        return Loaded(made.plan, tuple(in_order(made.findings)), made.nodes)

    def plan(self, playbook: str) -> Plan:
        """A playbook as a plan.

        Raises UsageError for an unknown id, FileError with all that stops it from being used.
        """
        loaded = self.load(playbook)
        errors = [one for one in loaded.findings if one.severity is Severity.ERROR]
        if loaded.plan is not None and not errors:
            # As a case will read it back: plain data, one form of Unicode.
            return codec.load(codec.dump(loaded.plan))
        path = errors[0].path if errors else str(self._named(playbook).path)
        raise BadFile(path, [_problem(one, path) for one in errors])

    def prepare(self) -> None:
        """Read the dictionaries and list the files, as loading a playbook would. Raises BadFile."""
        _read = self.dictionary, self._parts, self._template_ids

    @cached_property
    def dictionary(self) -> Dictionary:
        """What every playbook may name. Raises BadFile when a file of it cannot be used."""
        return dictionary.load(one.root for one in self._sources if one.root.is_dir())

    def templates(self) -> dict[tuple[str, str], TemplateSource]:
        """All templates by language and id (`holding`, `shared/sign-off`). Raises BadFile."""
        return {
            name: TemplateSource(found.text(), str(found.path))
            for name, found in sources.templates(self._sources).items()
        }

    def source(self, playbook: str) -> str:
        """The text of a playbook's file. Raises UsageError for an unknown id, BadFile."""
        return self._named(playbook).text()

    def playbooks(self) -> dict[str, Found]:
        """The files of all playbooks by id. Reads nothing."""
        return dict(self._playbooks)

    def scenarios(self) -> dict[str, Found]:
        """The files of all scenarios by id. Reads nothing."""
        return sources.yaml_files(self._sources, sources.DRILLS)

    @cached_property
    def _playbooks(self) -> dict[str, Found]:
        return sources.yaml_files(self._sources, sources.PLAYBOOKS)

    @cached_property
    def _parts(self) -> "_Parts":
        return _Parts(sources.yaml_files(self._sources, sources.PARTS))

    @cached_property
    def _template_ids(self) -> frozenset[str]:
        return frozenset(name for _language, name in sources.templates(self._sources))

    @cached_property
    def _models(self) -> dict[str, form.PlaybookFile | None]:
        return {name: _model(found) for name, found in self._playbooks.items()}

    def _entry(self, name: str) -> Entry:
        found, model = self._playbooks[name], self._models[name]
        if model is None:
            return Entry(name, dict.fromkeys(LANGUAGES, name), found.path, found.origin, {}, {})
        signals = model.signals.by_language()
        return Entry(name, model.title, found.path, found.origin, model.summary, signals)

    def _named(self, playbook: str) -> Found:
        found = self._playbooks.get(playbook)
        if found is None:
            raise UsageError(
                _("There is no playbook {id}.").format(id=quote(playbook)),
                hint=_did_you_mean(playbook, self.ids()),
            )
        return found


class _Parts(Mapping[str, PartSource]):
    """Parts by id, each read once, when a playbook uses it. Reading one may raise BadFile."""

    def __init__(self, found: Mapping[str, Found]) -> None:
        self._found = found
        self._read: dict[str, PartSource] = {}

    def __getitem__(self, name: str) -> PartSource:
        if name not in self._read:
            document = self._found[name].document()
            model = form.part(document)
            dictionary.named_after(document, "part")
            self._read[name] = PartSource(document, model)
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _model(found: Found) -> form.PlaybookFile | None:
    try:
        return form.playbook(found.document())
    except FileError:
        return None


def _problem(finding: Diagnostic, path: str) -> Problem:
    """A finding as a problem of a file; one about another file says so."""
    message = finding.message
    if finding.path != path:
        message = f"{finding.path}:{finding.line}: {message}"
        return Problem(finding.rule, message, None, finding.hint)
    mark = Mark(finding.line, finding.column or 1) if finding.line else None
    return Problem(finding.rule, message, mark, finding.hint)


def _did_you_mean(name: str, names: Iterable[str]) -> str:
    meant = nearest(name, names)
    if meant:
        return _("Did you mean {name}?").format(name=quote(meant))
    return _("There are: {names}.").format(names=", ".join(names))
