"""Time: what cannot be kept is said with its sum, and nothing else is."""

from collections.abc import Callable

import pytest

from crisiskit.check import Diagnostic

Find = Callable[..., list[Diagnostic]]

EARLY, LOAD = "target-too-early", "too-much-for-one"

STATEMENT = """\
id: draft, role: pr, takes: 10m, draft: {{template: holding, languages: [zh], channels: [weibo]}}
id: sign, role: pr, approve: {{draft: draft, order: {order}, need: {need}, roles: [{roles}]}}
id: out, role: pr, publish: {{draft: draft, channels: [weibo], audience: public}}, {due}
"""
ROLES = "{role: legal, takes: 45m}, {role: ceo, takes: 30m}"


def statement(
    order: str = "listed",
    need: str = "all",
    due: str = "due: {within: 60m, from: aware}",
    roles: str = ROLES,
) -> str:
    return STATEMENT.format(order=order, need=need, due=due, roles=roles)


def test_sign_offs_in_turn_add_up_with_the_drafting(find: Find) -> None:
    (finding,) = find(EARLY, emergency=statement("listed"))
    assert "out" in finding.message
    assert "draft 10m + legal 45m + ceo 30m = 85m > 1h" in finding.message


def test_sign_offs_side_by_side_take_as_long_as_the_longest(find: Find) -> None:
    assert find(EARLY, emergency=statement("any")) == []
    (finding,) = find(EARLY, emergency=statement("any", due="due: {within: 50m, from: aware}"))
    assert "draft 10m + legal 45m = 55m > 50m" in finding.message


def test_of_the_sign_offs_only_those_needed_count(find: Find) -> None:
    due = "due: {within: 45m, from: aware}"
    assert find(EARLY, emergency=statement("any", "1", due)) == []
    (finding,) = find(EARLY, emergency=statement("listed", "1", due))
    assert "legal 45m = 55m" in finding.message


def test_each_severity_has_its_own_sum(find: Find) -> None:
    due = "due: {within: {P1: 30m, P2: 60m, else: 2h}, from: aware}"
    first, second = find(EARLY, emergency=statement(due=due))
    assert "(P1)" in first.message
    assert "> 30m" in first.message
    assert "(P2)" in second.message
    assert "> 1h" in second.message


MILD = "id: b, due: {within: {P1: 3h, P2: 3h, else: 1h}, from: aware}"


@pytest.mark.parametrize(
    ("steps", "late"),
    [
        ("id: a, takes: 2h\nid: b, due: {within: 1h, from: aware}", True),
        ("id: a, takes: 2h\nid: b, needs: [], due: {within: 1h, from: aware}", False),
        ("id: a, takes: 2h\nid: b, due: {within: 1h}", False),
        ("id: a\nid: b, takes: 2h, due: {within: 1h}", True),
        # conditions: only what the due step shares is certain
        ("id: a, takes: 2h, when: fa\nid: b, due: {within: 1h, from: aware}", False),
        ("id: a, takes: 2h, when: fa\nid: b, when: fa, due: {within: 1h, from: aware}", True),
        (
            "id: a, takes: 2h, when: fa\nid: b, when: fa and fb, due: {within: 1h, from: aware}",
            True,
        ),
        ("id: a, takes: 2h, when: fa\nid: b, when: fb, due: {within: 1h, from: aware}", False),
        # a step that does not apply hands on what it waits for
        ("id: a, takes: 2h\nid: m, when: fa\nid: b, due: {within: 1h, from: aware}", True),
        ("id: a, takes: 2h, optional: true\nid: b, due: {within: 1h, from: aware}", False),
        (
            "id: a, takes: 2h, optional: true\nid: b, needs: [a], due: {within: 1h, from: aware}",
            False,
        ),
        # severity decides
        (
            "id: a, takes: 2h, when: severity >= 'P2'\nid: b, due: {within: 1h, from: aware}",
            True,
        ),
        ("id: a, takes: 2h, when: severity > 'P3'\n" + MILD, False),
        # a wait of so long
        ("id: a, wait: {for: 2h}\nid: b, due: {within: 1h, from: aware}", True),
        # anchors
        ("id: a, takes: 2h\nid: b, takes: 30m, due: {within: 1h, from: 'step:a'}", False),
        ("id: a\nid: m, takes: 2h\nid: b, due: {within: 1h, from: 'step:a'}", True),
        ("id: a\nid: m, needs: [], takes: 2h\nid: b, due: {within: 1h, from: 'step:a'}", False),
        ("id: a, takes: 3d\nid: b, due: {by: next-day 24:00, from: aware}", True),
        ("id: a, takes: 47h\nid: b, due: {by: next-day 24:00, from: aware}", False),
        # working days: the target at its longest, the work at its shortest
        ("id: a, takes: 4d\nid: b, due: {within: 2wd, from: aware}", False),
        ("id: a, takes: 5d\nid: b, due: {within: 2wd, from: aware}", True),
        ("id: a, takes: 1wd\nid: b, due: {within: 8h, from: aware}", False),
        ("id: a, takes: 2wd\nid: b, due: {within: 1d, from: aware}", True),
    ],
)
def test_only_what_certainly_comes_first_counts(find: Find, steps: str, late: bool) -> None:
    assert bool(find(EARLY, emergency=steps)) is late


def test_a_decision_that_a_condition_needs_comes_first(find: Find) -> None:
    decide = (
        "id: ask, takes: 2h, decide: {question: {zh: 吗, en: q},"
        " options: {y: {label: {zh: 是, en: y}}, n: {label: {zh: 否, en: n}}}}\n"
    )
    late = "id: b, needs: [], when: ask == 'y', due: {within: 1h, from: aware}"
    (finding,) = find(EARLY, emergency=decide + late)
    assert "ask 2h > 1h" in finding.message
    may_be = "id: b, needs: [], when: ask == 'y' or fa, due: {within: 1h, from: aware}"
    assert find(EARLY, emergency=decide + may_be) == []


def test_a_phase_waits_for_the_one_before(find: Find) -> None:
    handling = "id: b, due: {within: 1h, from: aware}"
    assert find(EARLY, emergency="id: a, takes: 2h", disposal=handling)
    assert not find(EARLY, emergency="id: a, takes: 2h, optional: true", disposal=handling)
    later = "id: b, due: {within: 1h, from: 'phase:disposal'}"
    assert not find(EARLY, emergency="id: a, takes: 2h", disposal=later)
    before = "id: c, takes: 2h\n" + later
    (finding,) = find(EARLY, emergency="id: a, takes: 9h", disposal=before)
    assert "c 2h > 1h" in finding.message


@pytest.mark.parametrize(("needs", "late"), [("", False), (", needs: [a]", True)])
def test_by_default_nothing_waits_for_what_nobody_knows_to_apply(
    find: Find, needs: str, late: bool
) -> None:
    """While `fa` is unknown, `m` is done without `a` unless it names it; then `fa` comes true."""
    steps = f"id: a, takes: 2h, when: fa\nid: m{needs}\n"
    target = "id: b, needs: [m], when: fa, due: {within: 1h, from: aware}"
    assert bool(find(EARLY, emergency=steps + target)) is late
    before = "id: z, takes: 3h\n"
    (finding,) = find(EARLY, emergency=before + steps + target)
    assert ("z 3h > 1h" in finding.message) is not late


def test_a_phase_is_not_held_by_what_comes_to_apply_after_it(find: Find) -> None:
    late = "id: b, when: fa, due: {within: 1h, from: aware}"
    assert find(EARLY, emergency="id: x\nid: a, takes: 2h, when: fa", disposal=late) == []


def test_a_step_that_names_one_of_an_earlier_phase_does_not_wait_for_its_own(find: Find) -> None:
    emergency = "id: x\nid: a, takes: 2h, needs: []"
    early = "id: b, needs: [x], due: {within: 1h, from: aware}"
    assert find(EARLY, emergency=emergency, disposal=early) == []


def test_a_target_of_a_part_is_that_of_its_last_end(find: Find) -> None:
    uses = (
        "id: word, needs: [], use: first-response, due: {within: 20m, from: aware},"
        " with: {channels: [weibo], approvers: [legal]}"
    )
    (finding,) = find(EARLY, emergency=uses)
    assert "word.write 10m + word.sign 10m + word.release 5m = 25m > 20m" in finding.message
    assert finding.line is not None
    assert finding.related


def test_a_role_does_one_thing_at_a_time(find: Find) -> None:
    steps = """\
id: one, role: pr, needs: [], takes: 40m
id: two, role: {other}, needs: [], takes: 30m
id: three, role: legal, needs: [one, two], due: {{within: 1h, from: aware}}
"""
    (finding,) = find(LOAD, emergency=steps.format(other="pr"))
    assert "one 40m + two 30m = 70m" in finding.message
    assert "pr" in finding.message
    assert find(LOAD, emergency=steps.format(other="hr")) == []


def test_what_must_follow_leaves_less_time(find: Find) -> None:
    steps = """\
id: one, role: pr, needs: [], takes: 30m
id: two, role: pr, needs: [], takes: 30m
id: three, role: legal, needs: [one, two], takes: 20m, due: {within: 70m, from: aware}
"""
    (finding,) = find(LOAD, emergency=steps)
    assert "within 50m" in finding.message


def test_work_of_days_leaves_time_beside_it(find: Find) -> None:
    steps = """\
id: one, role: pr, needs: [], takes: 20d
id: two, role: pr, needs: [], takes: 20d
id: three, role: legal, needs: [one, two], due: {within: 30d, from: aware}
"""
    assert find(LOAD, emergency=steps) == []


def test_the_work_of_a_role_is_divided_among_its_people(find: Find) -> None:
    steps = """\
id: one, role: pr, needs: [], takes: 40m, due: {within: 1h, from: aware}
id: two, role: pr, needs: [], takes: 30m, due: {within: 1h, from: aware}
"""
    assert find(LOAD, emergency=steps, roster="pr: [{name: 甲}]\n")
    assert not find(LOAD, emergency=steps, roster="pr: [{name: 甲}, {name: 乙}]\n")


NOTICE = "id: report, role: regulatory, notify: {{to: [regulator], duty: {duty}}}, {due}"
LATE = "duty-target-too-late"


@pytest.mark.parametrize(
    ("duty", "due", "late"),
    [
        ("cn.worksafety.1h", "{within: 1h, from: aware}", False),
        ("cn.worksafety.1h", "{within: 61m, from: aware}", True),
        ("cn.worksafety.1h", "{within: {P1: 1h, else: 2h}, from: aware}", True),
        ("eu.gdpr.33", "{within: 3d, from: aware}", False),
        ("eu.gdpr.33", "{within: 1wd, from: aware}", True),
        ("eu.gdpr.33", "{by: next-day 24:00, from: aware}", False),
        ("cn.police.computer-case", "{by: same-day 24:00, from: aware}", False),
        ("cn.police.computer-case", "{by: next-day 08:00, from: aware}", True),
        ("cn.recall.consumer.report", "{within: 2wd, from: aware}", False),
        ("cn.recall.consumer.report", "{within: 2d, from: aware}", False),
        ("cn.recall.consumer.report", "{within: 3d, from: aware}", True),
        ("cn.recall.consumer.report", "{within: 3wd, from: aware}", True),
        ("cn.cac.cyber-incident.summary", "{within: 10wd, from: aware}", False),
    ],
)
def test_a_duty_is_never_due_later_than_its_law_allows(
    find: Find, duty: str, due: str, late: bool
) -> None:
    found = find(LATE, emergency=NOTICE.format(duty=duty, due=f"due: {due}"))
    assert bool(found) is late
    assert all(" > " in finding.message and finding.hint for finding in found)


def test_how_long_at_once_may_take_is_policy(find: Find) -> None:
    rule = "immediate-duty-too-late"
    step = NOTICE.format(duty="cn.pipl.57", due="due: {within: 12h, from: aware}")
    assert find(rule, emergency=step) == []
    assert find(rule, emergency=step, settings="policy: {immediate_duty: 4h}\n")


def test_how_often_a_case_is_updated_is_policy(find: Find) -> None:
    rule = "updates-too-rare"
    steps = statement("any") + "id: look, repeat: {every: 6h, until: closed}"
    assert find(rule, emergency=steps) == []
    settings = "policy: {updates: {emergency: 4h}}\n"
    assert find(rule, emergency=steps, settings=settings)
    quicker = steps + "\nid: glance, repeat: {every: 1h}"
    assert find(rule, emergency=quicker, settings=settings) == []


def test_only_the_first_word_to_the_public_needs_a_target(find: Find) -> None:
    again = "id: again, role: pr, publish: {draft: draft, channels: [zhihu], audience: public}"
    rule = "first-response-without-target"
    assert find(rule, emergency=statement() + again) == []
    (finding,) = find(rule, emergency=statement(due="takes: 5m") + again)
    assert "out" in finding.message


@pytest.mark.parametrize(
    ("steps", "wrong"),
    [
        ("id: a, due: {within: 1h, from: 'step:b'}\nid: b", True),
        ("id: a, due: {within: 1h, from: 'step:b'}\nid: b, needs: []", False),
        ("id: a, when: fa, due: {within: 1h, from: 'step:b'}\nid: b", False),
        ("id: a, due: {within: 1h, from: 'phase:disposal'}\nid: b", True),
        ("id: a, when: fa, due: {within: 1h, from: 'phase:disposal'}\nid: b", False),
        ("id: a, due: {within: 1h, from: 'phase:emergency'}\nid: b", False),
    ],
)
def test_a_target_counts_from_what_comes_before(find: Find, steps: str, wrong: bool) -> None:
    assert bool(find("target-from-later", emergency=steps)) is wrong
