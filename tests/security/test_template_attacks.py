"""Attacks on templates (anchors/reliability_scale.md 2, rows 22 to 31), and variants of them.

Each is refused with a sentence and a place, before anything is compiled or a constant is folded.
"""

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import nodes

from crisiskit.errors import CrisiskitError, FileError, Refused
from crisiskit.playbook.plan import FactSpec
from crisiskit.playbook.values import parse
from crisiskit.statement.library import Library
from crisiskit.statement.render import LedgerFact, Rendered, render
from crisiskit.statement.templates import check, read

HEAD = (
    "---\ntemplate: evil\nkind: holding\ntitle: Evil\n"
    "needs: [event]\nuses: [cause, concerns]\n---\n"
)
FACTS = {"event", "cause", "concerns", "people_affected"}
FIRST_LINE = HEAD.count("\n") + 1

CODE = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ [].__class__ }}",
    "{{ event.__class__ }}",
    "{{ event['__class__'] }}",
    "{{ event|attr('__class__') }}",
    "{{ ('{0.__class__}'|attr('format'))(1) }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ '{0.__class__}'.format_map(event) }}",
    "{% set f='{0.__class__}'.format %}{{ f(1) }}",
    "{% set f=event.format %}",
    "{{ event.format(1) }}",
    "{{ '%s'|format(event) }}",
    "{{ event|map('format')|list }}",
    "{{ concerns|map(attribute='__class__') }}",
    "{{ concerns|sort(attribute='x') }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ lipsum['__glo' 'bals__'] }}",
    "{{ self._TemplateReference__context }}",
    "{{ self }}",
    "{{ super() }}",
    "{{ caller() }}",
    "{{ namespace() }}",
    "{{ joiner() }}",
    "{{ dict(a=1) }}",
    "{{ range(3) }}",
    "{{ event() }}",
    "{{ config }}",
    "{{ request.application }}",
    "{{ (event|select).gi_frame }}",
    "{{ event.gi_frame.f_builtins }}",
    "{% for a in event.__class__ %}{% endfor %}",
    "{% for x in concerns %}{{ x.__class__ }}{% endfor %}",
    "{% if concerns is known %}{% for x in concerns %}{{ x.a.b }}{% endfor %}{% endif %}",
    "{% if concerns is known %}{% for x in concerns %}{{ x['a'] }}{% endfor %}{% endif %}",
    "{% if concerns is known %}{% for x in concerns %}{{ loop.__class__ }}{% endfor %}{% endif %}",
    "{% if concerns is known %}{% for x in concerns %}{{ loop.cycle('a') }}{% endfor %}{% endif %}",
    "{% if concerns is known %}{% for x in concerns %}{{ loop.changed(x) }}{% endfor %}{% endif %}",
    "{{ loop.first }}",
    "{{ _ck }}",
    "{% set ck_words = 'x' %}",
    "{{ event is callable }}",
    "{{ event is sameas(event) }}",
    "{% if event is filter %}x{% endif %}",
    "{{ ｅｖｅｎｔ.__class__ }}",
    "{{ 'x' if event else 'y' }}",
    "{{ event or cause }}",
    "{{ {'a': 1} }}",
    "{{ [event] }}",
    "{{ event[0] }}",
    "{{ event[:5] }}",
    "{{ event|default('x') }}",
    "{{ event|safe }}",
    "{{ event|tojson }}",
    "{{ event|pprint }}",
    "{{ event|urlize }}",
    "{{ event|xmlattr }}",
]
FILES = [
    "{% include '/etc/passwd' %}{{ x }}",
    "{% include event %}",
    "{% include ['a', 'b'] %}",
    "{% include 'a' ignore missing %}",
    "{% include 'a' without context %}",
    "{% import 'os' as os %}",
    "{% import 'shared/a' as a %}{{ a.b() }}",
    "{% from 'os' import system as s %}",
    "{% from event import x %}",
    "{% extends event %}",
    "{% extends '../../../etc/passwd' %}",
    "{% block a %}{% endblock %}",
]
GROWTH = [
    "{{ 'a'*10**9 }}",
    "{{ [1]*10**9 }}",
    "{{ 9**(9**7) }}",
    "{{ 1 + 1 }}",
    "{{ -1 }}",
    "{{ 'a' ~ 'b' }}",
    "{{ 10 % 3 }}",
    "{{ 7 // 2 }}",
    "{{ 'a'|center(10**9) }}",
    "{{ 'a'|center(1000000000) }}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ event|indent(1000000000) }}",
    "{{ event|batch(3) }}",
    "{{ event|wordwrap(1) }}",
    "{{ event|replace('a', 'aaaaaaaaaa') }}",
    "{{ concerns|join('" + "x" * 100_000 + "') }}",
    "{{ concerns|join('xxxxxxxxxxx') }}",
    "{{ concerns|join(event) }}",
    "{{ lipsum(n=200000) }}",
    "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "{% for a in 'abc' %}{% endfor %}",
    "{% for a in event %}{% endfor %}",
    "{% for a, b in event %}{% endfor %}",
    "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "{% for a in [1] if a %}x{% endfor %}",
    "{% for a in [1] %}" * 4 + "x" + "{% endfor %}" * 4,
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m(1) }}",
    "{% macro m(a) %}{% set b = a %}{% endmacro %}",
    "{% macro m(a=[1]) %}{% endmacro %}",
    "{% set ns = namespace(x='a') %}{% for i in [1] %}{% set ns.x = ns.x %}{% endfor %}",
    "{% set x %}{{ event }}{% endset %}",
    "{% set x = event %}",
    "{% set x, y = 'a', 'b' %}",
    "{% call m() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% with a = 1 %}{% endwith %}",
    "{% autoescape true %}{% endautoescape %}",
    "{% raw %}{{ x }}{% endraw %}",
    "{% do event %}",
    "{% debug %}",
    "{% trans %}x{% endtrans %}",
    "{{ " + "9" * 5000 + " }}",
    "{{ 1.5e999 }}{{ " + "1" * 20 + ".5 }}",
    "{{ '\\x00' }}",
    "{{ '\\N{BULLET}' }}",
]
DEPTH = [
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "{{ " + "[" * 3000 + "1" + "]" * 3000 + " }}",
    "{{ " + "(" * 50 + "event" + ")" * 50 + " }}",
    "{% if event is known %}" * 300 + "{% endif %}" * 300,
    "{% if " + "not " * 3000 + "event %}x{% endif %}",
    "{% if " + " and ".join(["event is known"] * 3000) + " %}x{% endif %}",
    "{{ event" + "|trim" * 3000 + " }}",
    "{{ event" + ".a" * 3000 + " }}",
    "{{ " + "- " * 3000 + "1 }}",
    "{{ " + "a if b else " * 3000 + "c }}",
    "{{ f(" * 3000 + ")" * 3000,
    "{% for x in [" + "1, " * 3000 + "1] %}{% endfor %}",
    "x" * (64 * 1024 + 1),
    "{{ event }}" * 6000,
]
BROKEN = [
    "{{ event",
    "{% if event is known %}",
    "{% endif %}",
    "{% if %}{% endif %}",
    "{{ 'a }}",
    "{{ event event }}",
    "{{ a$b }}",
    "{% else %}",
    "{# open",
    "{% %}",
    "{{ }}",
    "text \x1b[31m",
    "text \x00 text",
    "text \u2028",
]
UNSOUND = [
    "{{ evnet }}",
    "{% if event %}x{% endif %}",
    "{% if not cause %}x{% endif %}",
    "{% if people_affected > 5 %}x{% endif %}",
    "{% if cause is known or cause == 'x' %}x{% endif %}",
    "{% for c in concerns %}x{% endfor %}",
    "{% if true %}x{% endif %}",
    "{% if 'today' is known %}x{% endif %}",
    "{% if today is known %}x{% endif %}",
    "{{ checklist }}",
    "{% for event in [1] %}x{% endfor %}",
    "{% for section in checklist %}{{ section }}{{ section.keys }}{% endfor %}",
    "{% for section in checklist %}{{ section.items }}{% endfor %}",
]
ATTACKS = [*CODE, *FILES, *GROWTH, *DEPTH, *BROKEN, *UNSOUND]


@pytest.fixture
def _nothing_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        pytest.fail("compiled, or folded a constant")

    for method in ("compile", "_generate", "_compile", "compile_expression", "from_string"):
        monkeypatch.setattr(jinja2.Environment, method, forbidden)
    for kind in {nodes.Expr, *_subclasses(nodes.Expr)}:
        if "as_const" in vars(kind):
            monkeypatch.setattr(kind, "as_const", forbidden)


def _subclasses(kind: type) -> Iterator[type]:
    inner: type
    for inner in kind.__subclasses__():
        yield inner
        yield from _subclasses(inner)


@pytest.mark.usefixtures("_nothing_compiles")
@pytest.mark.parametrize("body", ATTACKS, ids=lambda body: body[:40])
def test_an_attack_is_refused_with_a_sentence_and_a_line(body: str) -> None:
    tracemalloc.start()
    try:
        findings = check(HEAD + body, path="templates/zh/evil.md.j2", fact_ids=FACTS, id="evil")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    errors = [found for found in findings if found.severity == "error"]
    assert errors, "accepted"
    for found in errors:
        assert found.path == "templates/zh/evil.md.j2"
        assert found.line is not None
        assert found.column is not None
        assert found.line >= 1
        assert "\n" not in found.message
        assert found.message.isprintable()
        assert len(found.message) < 400
    assert peak < 64 * 1024 * 1024


@pytest.mark.usefixtures("_nothing_compiles")
@pytest.mark.parametrize(
    "body",
    [body for body in ATTACKS if body not in UNSOUND and "/etc/passwd' %}{{ x" not in body],
    ids=lambda body: body[:40],
)
def test_an_attack_cannot_be_read_or_is_only_words(body: str) -> None:
    """`read` knows no facts: a name nobody knows is a fact without an entry, printed as a gap."""
    try:
        template = read(HEAD + body, path="evil.md.j2", language="zh", id="evil")
    except FileError:
        return
    assert all(
        isinstance(node, nodes.Output | nodes.Name | nodes.TemplateData | nodes.Template)
        for node in template.tree.find_all(nodes.Node)
    )


def test_the_line_and_column_are_those_of_the_attack() -> None:
    [found] = check(
        HEAD + "one {{ event }}\ntwo {{ event }}{{ event|safe }}\n",
        path="evil.md.j2",
        fact_ids=FACTS,
        included=FACTS,
    )
    assert (found.line, found.column) == (FIRST_LINE + 1, 25)


def spec(name: str, kind: str = "text") -> FactSpec:
    return FactSpec(name, kind, "event", {"zh": name, "en": name}, {})


def rendered(sources: dict[str, str], facts: dict[str, LedgerFact] | None = None) -> Rendered:
    library = Library({("zh", name): source for name, source in sources.items()})
    return render(library, "evil", "zh", "", facts or {}, names={}, zone="Asia/Shanghai")


def head(name: str) -> str:
    kind = "" if name.startswith("shared/") else "kind: holding\ntitle: T\n"
    return f"---\ntemplate: {name}\n{kind}---\n"


LITERAL = [
    "{{ 7*7 }}",
    "{% raw %}x{% endraw %}",
    "{% for a in b %}",
    "${jndi:ldap://x}",
    "{# #}",
    "{{ ''.__class__ }}",
    "\\x00",
    "<script>alert(1)</script>",
    "%(x)s {0} {x}",
]


@pytest.mark.parametrize("words", LITERAL)
@pytest.mark.parametrize("kind", ["text", "list"])
def test_what_a_fact_holds_appears_literally(words: str, kind: str) -> None:
    value = parse(
        spec("event", kind),
        words if kind == "text" else [words],
        language="zh",
        zone="Asia/Shanghai",
        now=datetime(2026, 11, 21, tzinfo=UTC),
    )
    fact = LedgerFact(spec("event", kind), "confirmed", value, 3)
    assert rendered({"evil": HEAD + "[{{ event }}]"}, {"event": fact}).text == f"[{words}]\n"


@pytest.mark.parametrize("forged", ["\x001\x00", "\x00\x00", "a\x000\x00b", "\x0099999\x00"])
def test_a_fact_cannot_forge_a_mark(forged: str) -> None:
    fact = LedgerFact(spec("event"), "confirmed", {"zh": forged}, 3)
    text = rendered({"evil": HEAD + "{{ event }}{{ cause }}"}, {"event": fact}).text
    assert text == forged.replace("\x00", "␀") + "【待核实：cause】\n"


def test_hidden_and_reordering_characters_of_a_fact_become_visible() -> None:
    fact = LedgerFact(spec("event"), "confirmed", {"zh": "a\u202eb\x1b[2Jc\u200bd"}, 3)
    text = rendered({"evil": HEAD + "{{ event }}"}, {"event": fact}).text
    assert text == "a\\u202eb␛[2Jc\\u200bd\n"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:\\x", "file:x", "evil\nname", "x{import}'\"%s"]
)
def test_an_include_is_looked_up_in_the_library_and_nowhere_else(name: str) -> None:
    if "'" in name or "\\" in name or "\n" in name:
        with pytest.raises(CrisiskitError):
            rendered({"evil": HEAD + f"{{% include '{name}' %}}", name: "x"})
        return
    with pytest.raises(CrisiskitError, match="no template"):
        rendered({"evil": HEAD + f"{{% include '{name}' %}}"})


def test_a_template_is_compiled_under_its_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[object, ...]] = []
    real = jinja2.Environment.compile

    def spy(self: jinja2.Environment, source: object, name: str, filename: str) -> object:
        seen.append((name, filename))
        return real(self, source, name, filename)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", spy)
    rendered({"evil": HEAD + "x"})
    [(name, filename)] = seen
    assert isinstance(name, str)
    assert len(name) == 64
    assert set(name) <= set("0123456789abcdef")
    assert filename == f"<template {name}>"


CYCLES: list[dict[str, str]] = [
    {"evil": head("evil") + "{% include 'evil' %}"},
    {
        "evil": head("evil") + "{% include 'shared/a' %}",
        "shared/a": head("shared/a") + "{% include 'shared/b' %}",
        "shared/b": head("shared/b") + "{% include 'shared/a' %}",
    },
    {
        "evil": head("evil") + "{% from 'shared/a' import m %}{{ m() }}",
        "shared/a": head("shared/a")
        + "{% from 'shared/b' import n %}{% macro m() %}{{ n() }}{% endmacro %}",
        "shared/b": head("shared/b")
        + "{% from 'shared/a' import m %}{% macro n() %}{{ m() }}{% endmacro %}",
    },
    {
        "evil": head("evil")
        + "{% macro a() %}x{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}"
        + "{% macro c() %}{{ b() }}{% endmacro %}{% macro d() %}{{ c() }}{% endmacro %}{{ d() }}"
    },
    {
        f"{'evil' if n == 0 else f'shared/s{n}'}": head("evil" if n == 0 else f"shared/s{n}")
        + f"{{% include 'shared/s{n + 1}' %}}"
        for n in range(5)
    }
    | {"shared/s5": head("shared/s5") + "x"},
    {
        "evil": head("evil") + "{% include 'shared/a' %}" * 100,
        "shared/a": head("shared/a") + "{% include 'shared/b' %}" * 100,
        "shared/b": head("shared/b") + "{{ x }}" * 100,
    },
    {
        "evil": head("evil") + "{% for a in [1] %}{% for b in [1] %}{% include 'shared/a' %}"
        "{% endfor %}{% endfor %}",
        "shared/a": head("shared/a")
        + "{% for c in [1] %}{% for d in [1] %}x{% endfor %}{% endfor %}",
    },
    {"evil": head("evil") + "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}"},
    {"evil": head("evil") + "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(b='x') }}"},
    {
        "evil": head("evil") + "{% from 'shared/a' import m %}",
        "shared/a": head("shared/a") + "x",
    },
]


@pytest.mark.parametrize("sources", CYCLES)
def test_includes_and_macros_that_go_round_or_too_deep_are_refused(sources: dict[str, str]) -> None:
    with pytest.raises(FileError) as refused:
        rendered(sources)
    assert refused.value.line is not None
    library = Library({("zh", name): source for name, source in sources.items()})
    assert library.check("zh", "evil", {"x"})


def test_an_import_round_is_refused_even_when_nothing_is_called() -> None:
    sources = {
        "evil": head("evil") + "{% from 'shared/a' import m %}",
        "shared/a": head("shared/a") + "{% from 'evil' import x %}{% macro m() %}x{% endmacro %}",
    }
    with pytest.raises(FileError, match="includes itself"):
        rendered(sources)


def test_a_text_that_grows_too_large_is_stopped() -> None:
    items = [f"{number} " + "字" * 1000 for number in range(300)]
    fact = LedgerFact(spec("concerns", "list"), "confirmed", {"zh": items}, 1)
    body = "{% if concerns is known %}{% for a in concerns %}{{ a }}{% endfor %}{% endif %}"
    with pytest.raises(Refused, match="256 KiB"):
        rendered({"evil": HEAD + body}, {"concerns": fact})


def test_loops_that_print_nothing_are_stopped_too() -> None:
    items = "[" + ", ".join(["1"] * 90) + "]"
    body = "".join(f"{{% for {name} in {items} %}}" for name in "abc") + "{% endfor %}" * 3
    with pytest.raises(Refused, match="256 KiB"):
        rendered({"evil": HEAD + body})


PIECES = st.sampled_from(
    [
        "{{",
        "}}",
        "{%",
        "%}",
        "{%-",
        "-%}",
        "{#",
        "#}",
        "if",
        "elif",
        "else",
        "endif",
        "for",
        "endfor",
        "in",
        "set",
        "include",
        "from",
        "import",
        "macro\n",
        "endmacro",
        "is",
        "not",
        "and",
        "or",
        "confirmed",
        "known",
        "event",
        "cause",
        "concerns",
        "checklist",
        "row",
        "loop",
        "loop.first\n",
        "row.unit",
        "section.entries",
        "'shared/a'",
        "'x'",
        "1",
        "true",
        "[",
        "]",
        "(",
        ")",
        ",",
        "=",
        "==",
        ">=",
        "|",
        "join",
        "upper",
        "m",
        "m(",
        "a=event\n",
        "today",
        "severity",
        "raw",
        "endraw",
        "\n",
        "text",
        "【】",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_template_is_rendered_or_refused(pieces: list[str]) -> None:
    body = " ".join(pieces)
    fragment = head("shared/a") + "{% macro m(a='') %}{{ a }}{% endmacro %}{{ event }}"
    check(HEAD + body, path="evil.md.j2", fact_ids=FACTS)
    try:
        found = rendered({"evil": HEAD + body, "shared/a": fragment})
    except CrisiskitError:
        return
    assert "\x00" not in found.text


@pytest.mark.parametrize(
    "front",
    [
        "",
        "---\n",
        "---\ntemplate: evil\n",
        "---\ntemplate: other\nkind: holding\ntitle: x\n---\n",
        "---\ntemplate: evil\nkind: holdng\ntitle: x\n---\n",
        "---\ntemplate: evil\nkind: holding\ntitle: x\nneds: [a]\n---\n",
        "---\ntemplate: evil\nkind: holding\ntitle: x\nneeds: event\n---\n",
        "---\ntemplate: evil\nkind: holding\ntitle: x\nneeds: [event, event]\n---\n",
        "---\ntemplate: evil\nkind: holding\ntitle: x\nchannels: [weibo]\n---\n",
        "---\ntemplate: evil\nkind: holding\ntitle: x\nchannels: {weibo: many}\n---\n",
        "---\ntemplate: evil\nkind: holding\ntitle: !!python/name:os.system\n---\n",
        "---\ntemplate: evil\nkind: holding\ntitle: &a [*a]\n---\n",
        "---\n" + "[" * 3000 + "\n---\n",
        "---\n- a\n---\n",
        "---\ntemplate: evil\ntemplate: evil\nkind: holding\ntitle: x\n---\n",
    ],
)
def test_front_matter_that_is_none_is_refused(front: str) -> None:
    with pytest.raises(FileError) as refused:
        read(front + "x", path="evil.md.j2", language="zh", id="evil")
    assert refused.value.line is not None
