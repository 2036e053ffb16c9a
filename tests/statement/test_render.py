"""Rendering: confirmed facts become words, everything else a gap that can be seen."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisiskit.errors import FileError, Refused, UsageError
from crisiskit.playbook.plan import FactSpec
from crisiskit.statement.gaps import Gap, GapKind
from crisiskit.statement.render import LedgerFact, Rendered

Facts = Callable[..., dict[str, LedgerFact]]
Render = Callable[..., Rendered]


def looped(fact: str, body: str) -> str:
    """A loop over a fact behind its guard."""
    return f"{{% if {fact} is known %}}{{% for row in {fact} %}}{body}{{% endfor %}}{{% endif %}}"


@pytest.mark.parametrize(
    ("body", "zh", "en"),
    [
        ("{{ people_affected }}", "30万人", "300,000 people"),
        ("{{ loss }}", "12.50元", "CNY 12.50"),
        ("{{ rate }}", "12.5%", "12.5%"),
        ("{{ lasts }}", "2小时", "2 hours"),
        ("{{ data_out }}", "是", "yes"),
        ("{{ event_at }}", "2026年11月21日 02:10", "02:10 Beijing time on 21 November 2026"),
        ("{{ harm }}", "死亡", "death"),
        ("{{ leaked }}", "姓名、电话", "name and phone"),
        ("{{ concerns }}", "处理过重、伤害容错", "too severe and no room for error"),
        (
            "{{ decided_by }}",
            "首席风险官、云总裁 陈安",
            "Chief Risk Officer and 陈安 (President, Cloud)",
        ),
    ],
)
def test_a_confirmed_fact_prints_in_the_words_of_the_language(
    rendered: Render, body: str, zh: str, en: str
) -> None:
    assert rendered(f"- x: {body}", language="zh").text == f"- x: {zh}\n"
    assert rendered(f"- x: {body}", language="en").text == f"- x: {en}\n"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("unconfirmed", GapKind.UNCONFIRMED),
        ("disputed", GapKind.DISPUTED),
        ("unknown", GapKind.UNKNOWN),
        (None, GapKind.MISSING),
    ],
)
@pytest.mark.parametrize(
    "body",
    [
        "{{ people_affected }}",
        "{{ people_affected|upper }}",
        "{{ people_affected|join('; ')|trim }}",
        "{% if people_affected is confirmed %}x{% else %}{{ people_affected }}{% endif %}",
    ],
)
def test_anything_else_prints_a_gap(
    rendered: Render, facts: Facts, status: str | None, kind: GapKind, body: str
) -> None:
    found = rendered(body, facts(people_affected=status))
    assert found.text == "【待核实：受影响人数】\n"
    assert found.gaps == (Gap("people_affected", kind, "受影响人数"),)
    assert found.printed == ()
    english = rendered(body, facts(people_affected=status), language="en")
    assert english.text == "[to be confirmed: people affected]\n"


def test_a_fact_without_a_spec_is_a_gap_with_its_id(rendered: Render) -> None:
    assert rendered("{{ how_bad }}", {}).text == "【待核实：how_bad】\n"


def test_a_retracted_fact_is_refused_where_it_is_printed(rendered: Render, facts: Facts) -> None:
    with pytest.raises(Refused, match="cause"):
        rendered("{{ cause }}", facts(cause="retracted"))
    guarded = "{% if cause is known %}{{ cause }}{% else %}not known{% endif %}"
    assert rendered(guarded, facts(cause="retracted")).text == "not known\n"


def test_a_missing_language_is_a_gap(rendered: Render) -> None:
    found = rendered("{{ cause }}{{ cause|upper }}", language="en")
    assert found.text == "[to be translated: cause]" * 2 + "\n"
    assert found.gaps == (Gap("cause", GapKind.UNTRANSLATED, "cause"),)


def test_a_cell_without_the_language_is_a_gap_of_its_own(rendered: Render) -> None:
    body = looped("parties", "{{ row.unit }} {{ row.count }};")
    assert rendered(body).text == "安全部 4;云团队 1;\n"
    english = rendered(body, language="en")
    assert english.text == "Security 4;[to be translated: staff involved] 1;\n"
    assert [gap.kind for gap in english.gaps] == [GapKind.UNTRANSLATED]


def test_a_cell_that_is_not_there_is_a_gap(rendered: Render, facts: Facts, specs: Any) -> None:
    ledger = facts() | {"parties": LedgerFact(specs["parties"], "confirmed", [{"count": 4}], 9)}
    body = looped("parties", "{{ row.unit }}{{ row.count }}")
    found = rendered(body, ledger)
    assert found.text == "【待核实：部门】4\n"
    assert found.gaps == (Gap("parties", GapKind.MISSING, "部门"),)


def test_a_loop_over_what_is_not_confirmed_prints_one_gap(rendered: Render, facts: Facts) -> None:
    body = (
        "{% if concerns is known %}{% for item in concerns %}- {{ item }}\n{% endfor %}{% endif %}"
    )
    assert rendered(body).text == "- 处理过重\n- 伤害容错\n"
    found = rendered(body, facts(concerns="unconfirmed"))
    assert found.text == "【待核实：担心】\n"
    assert len(found.gaps) == 1


def test_a_loop_over_a_list_without_the_language_prints_one_gap(
    rendered: Render, specs: Any
) -> None:
    fact = LedgerFact(specs["concerns"], "confirmed", {"zh": ["甲", "乙"]}, 1)
    body = (
        "{% if concerns is known %}{% for item in concerns %}- {{ item }}\n{% endfor %}{% endif %}"
    )
    assert (
        rendered(body, {"concerns": fact}, language="en").text == "- [to be translated: concerns]\n"
    )


def test_loops_over_people(rendered: Render) -> None:
    body = looped(
        "decided_by",
        "{{ loop.index }} {{ row }}|{{ row.unit }}|{{ row.title }}|"
        "{% if row.name %}{{ row.name }}{% endif %}"
        "{% if loop.last %}.{% elif loop.first %};{% endif %}",
    )
    assert rendered(body).text == "1 首席风险官||首席风险官|;2 云总裁 陈安|云|总裁|陈安.\n"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("people_affected is confirmed and people_affected >= 1000", True),
        ("people_affected is confirmed and people_affected < 1000", False),
        ("people_affected is known and 1000 < people_affected <= 300000", True),
        ("rate is known and rate > 12.4", True),
        ("rate is known and rate == 12.5", True),
        ("loss is known and loss >= 12.5", True),
        ("data_out is known and data_out == true", True),
        ("harm is known and harm == 'death'", True),
        ("harm is known and harm in ['none', 'death']", True),
        ("harm is known and harm not in ('none', 'death')", False),
        ("leaked is known and 'phone' in leaked", True),
        ("leaked is known and 'address' in leaked", False),
        ("concerns is known and '处理过重' in concerns", True),
        ("not (harm is confirmed and harm == 'none')", True),
        ("harm is not confirmed or people_affected is not known", False),
        ("channel == ''", True),
        ("language == 'zh'", True),
        ("responsibility == 'undetermined'", True),
        ("severity == ''", True),
        ("severity >= 'P4'", False),
        ("playbook_title", False),
    ],
)
def test_conditions(rendered: Render, condition: str, holds: bool) -> None:
    body = f"{{% if {condition} %}}yes{{% else %}}no{{% endif %}}"
    assert rendered(body).text == ("yes\n" if holds else "no\n")


@pytest.mark.parametrize(
    ("severity", "holds"), [("P1", True), ("P2", True), ("P3", False), ("P4", False), ("", False)]
)
def test_a_severity_at_least_p2_is_p2_or_worse(
    rendered: Render, severity: str, holds: bool
) -> None:
    body = "{% if severity >= 'P2' %}yes{% else %}no{% endif %}"
    assert rendered(body, names={"severity": severity}).text == ("yes\n" if holds else "no\n")


@pytest.mark.parametrize(
    ("status", "confirmed", "known"),
    [
        ("confirmed", True, True),
        ("unconfirmed", False, True),
        ("disputed", False, False),
        ("retracted", False, False),
        ("unknown", False, False),
        (None, False, False),
    ],
)
def test_confirmed_and_known(
    rendered: Render, facts: Facts, status: str | None, confirmed: bool, known: bool
) -> None:
    body = "{% if cause is confirmed %}c{% endif %}{% if cause is known %}k{% endif %}."
    expected = "c" * confirmed + "k" * known + ".\n"
    assert rendered(body, facts(cause=status)).text == expected


def test_a_comparison_that_makes_no_sense_is_refused(rendered: Render) -> None:
    with pytest.raises(FileError, match="people_affected"):
        rendered("{% if people_affected is known and people_affected > 'x' %}x{% endif %}")


def test_a_part_that_a_fact_does_not_have_is_refused(rendered: Render) -> None:
    body = looped("parties", "{{ row.items }}")
    with pytest.raises(FileError, match="items"):
        rendered(body)


def test_names_that_every_template_has(rendered: Render) -> None:
    names = {
        "today": "2026-11-21",
        "now": "2026-11-21T06:30:00Z",
        "playbook_title": {"zh": "信息泄露"},
        "severity": "P2",
    }
    words = ("today", "now", "playbook_title", "severity", "responsibility", "language", "channel")
    body = " ".join(f"{{{{ {word} }}}}" for word in words) + "."
    assert rendered(body, names=names, channel="sms").text == (
        "2026年11月21日 2026年11月21日 14:30 信息泄露 P2 undetermined zh sms.\n"
    )


def test_filters_and_set(rendered: Render) -> None:
    body = (
        "{% set mark = 'abc' %}{% set sizes = ['s', 'm'] %}{{ mark|upper }} {{ 'x y'|title }} "
        "{{ concerns|length }} {{ concerns|join('/') }} {{ leaked|join(' + ') }} "
        "{% for size in sizes %}{{ size }}{% if size == 's' %}!{% endif %}{% endfor %}"
    )
    assert rendered(body).text == "ABC X Y 2 处理过重/伤害容错 姓名 + 电话 s!m\n"


def test_includes_and_macros(rendered: Render, facts: Facts) -> None:
    found = rendered(
        "{% from 'shared/parts' import stated %}{% include 'shared/sign' %}|"
        "{{ stated(fact=people_affected, before='受影响：') }}|{{ stated(fact=cause) }}",
        facts(cause="unconfirmed"),
        shared_sign="{{ company }}",
        shared_parts="{% macro stated(fact, before='') %}{{ before }}"
        "{% if fact is known %}{{ fact }}{% endif %}{% endmacro %}",
    )
    assert found.text == "某公司|受影响：30万人|【待核实：原因】\n"


def test_a_macro_may_compare_what_it_is_given(rendered: Render) -> None:
    macro = (
        "{% macro m(fact, style='') %}{% if style == 'loud' %}!{% endif %}{{ fact }}{% endmacro %}"
    )
    assert rendered(macro + "{{ m(fact=company) }} {{ m(fact=company, style='loud') }}").text == (
        "某公司 !某公司\n"
    )
    with pytest.raises(FileError, match="guard"):
        rendered(macro + "{{ m(fact=company, style=cause) }}")


def test_used_facts_carry_the_number_of_their_entry(rendered: Render, facts: Facts) -> None:
    body = (
        "{{ company }}{% if cause is confirmed %}{{ cause }}{% endif %}"
        "{% if harm is known %}x{% endif %}"
    )
    ledger = facts(cause=None)
    found = rendered(body, ledger)
    assert found.used == {
        "company": ledger["company"].seq,
        "cause": None,
        "harm": ledger["harm"].seq,
    }
    assert found.printed == ("company",)


def test_a_branch_that_is_not_taken_leaves_no_trace(rendered: Render, facts: Facts) -> None:
    body = "{% if channel == 'sms' %}{{ cause }}{% else %}long{% endif %}"
    found = rendered(body, facts(cause="retracted"))
    assert (found.text, found.gaps, found.used) == ("long\n", (), {})


def test_a_text_longer_than_its_channel_takes_is_a_gap(rendered: Render) -> None:
    found = rendered("# **" + "字" * 21 + "**", channel="sms")
    [gap] = found.gaps
    assert (gap.fact, gap.kind) == (None, GapKind.TOO_LONG)
    assert rendered("# **" + "字" * 20 + "**", channel="sms").gaps == ()
    assert rendered("字" * 21).gaps == ()


def test_a_checklist(rendered: Render) -> None:
    entry = {"mark": "x", "clock": "T−24h", "role": "公关", "text": "{{ 1 }}", "id": "a"}
    view = [{"title": "会前", "entries": [entry]}]
    body = (
        "{% for section in checklist %}## {{ section.title }}\n{% for item in section.entries %}"
        "- [{{ item.mark }}] {{ item.clock }} {{ item.role }}: {{ item.text }}\n"
        "{% endfor %}{% endfor %}"
    )
    expected = "## 会前\n- [x] T−24h 公关: {{ 1 }}\n"
    assert rendered(body, names={"checklist": view}).text == expected


def test_an_unknown_template_is_named(rendered: Render, library_of: Callable[..., Any]) -> None:
    with pytest.raises(UsageError, match="no template"):
        library_of("x").get("zh", "mian")


VALUE = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(VALUE, st.sampled_from(["confirmed", "unconfirmed", "disputed", "unknown", None]))
def test_no_value_that_is_not_confirmed_ever_appears(
    rendered: Render, value: str, status: str | None
) -> None:
    spec = FactSpec("cause", "text", "event", {"zh": "原因"}, {})
    marked = f"«{value}»"
    body = "({{ cause }}{% if cause is known %}{{ cause|trim }}{% endif %})"
    found = rendered(body, {"cause": LedgerFact(spec, status, {"zh": marked}, 1)})
    assert ("«" in found.text) == (status == "confirmed")
    assert bool(found.gaps) == (status != "confirmed")
    assert "\x00" not in found.text
