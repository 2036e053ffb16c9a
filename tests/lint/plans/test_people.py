"""People: what a roster says about a playbook."""

from collections.abc import Callable

from crisiskit.check import Diagnostic

Find = Callable[..., list[Diagnostic]]

STEPS = """\
id: stop, role: ops, consult: [expert]
id: draft, role: pr, draft: {template: holding, languages: [zh], channels: [weibo]}
id: sign, role: pr, approve: {draft: draft, roles: [legal, ceo]}
id: out, role: pr, publish: {draft: draft, channels: [weibo], audience: public}
id: extra, role: cs, optional: true, notify: {to: [partners]}
"""
PEOPLE = {"lead": "甲乙", "ops": "丙丁", "pr": "戊己", "legal": "庚辛", "ceo": "壬癸", "cs": "子丑"}


def roster(**changed: str) -> str:
    """Each letter is a person."""
    people = {role: names for role, names in (PEOPLE | changed).items() if names}
    return "".join(
        f"{role}: [{', '.join(f'{{name: {name}}}' for name in names)}]\n"
        for role, names in people.items()
    )


ALL = (
    "role-without-person",
    "role-without-backup",
    "drafter-approves",
    "quorum-of-too-few",
    "person-in-two-places",
    "stops-without",
)


def test_a_full_roster_is_in_order_and_those_consulted_may_be_missing(find: Find) -> None:
    assert find(*ALL, emergency=STEPS, roster=roster()) == []


def test_without_a_roster_nothing_is_known_of_people(find: Find) -> None:
    assert find(*ALL, emergency=STEPS) == []


def test_each_role_without_people_is_said_once(find: Find) -> None:
    (finding,) = find("role-without-person", emergency=STEPS, roster=roster(pr=""))
    assert "pr" in finding.message
    (finding,) = find("role-without-person", emergency=STEPS, roster=roster(ceo=""))
    assert "ceo" in finding.message
    (finding,) = find("role-without-person", emergency=STEPS, roster=roster(lead=""))
    assert finding.line == 6


def test_the_same_person_twice_is_no_backup(find: Find) -> None:
    assert find("role-without-backup", emergency=STEPS, roster=roster(ops="丙丙"))


def test_a_drafter_does_not_sign_under_another_hat(find: Find) -> None:
    (finding,) = find("drafter-approves", emergency=STEPS, roster=roster(legal="戊辛"))
    assert "戊" in finding.message
    assert find("drafter-approves", emergency=STEPS, roster=roster(legal="辛戊")) == []


def test_two_sign_offs_are_two_people(find: Find) -> None:
    (finding,) = find("quorum-of-too-few", emergency=STEPS, roster=roster(legal="壬辛"))
    assert "legal, ceo = 壬" in finding.message
    (finding,) = find("quorum-of-too-few", emergency=STEPS, roster=roster(legal=""))
    assert "legal = ?" in finding.message
    one = STEPS.replace("roles: [legal, ceo]", "roles: [legal, ceo], need: 1")
    assert find("quorum-of-too-few", emergency=one, roster=roster(legal="壬辛")) == []


def test_what_stops_without_somebody_is_listed(find: Find) -> None:
    (finding,) = find("stops-without", emergency=STEPS, roster=roster(ops="丙"))
    assert "丙" in finding.message
    assert "out" in finding.message
    assert "extra" not in finding.message
    (finding,) = find("stops-without", emergency=STEPS, roster=roster(legal="庚"))
    assert "out" in finding.message
    beside = STEPS.replace("id: stop, role: ops", "id: stop, role: ops, optional: true")
    assert find("stops-without", emergency=beside, roster=roster(ops="丙")) == []


def test_of_several_who_may_sign_nobody_is_indispensable(find: Find) -> None:
    one = STEPS.replace("roles: [legal, ceo]", "roles: [legal, ceo], need: 1")
    assert find("stops-without", emergency=one, roster=roster(legal="庚")) == []


TWO = """\
id: ring, role: cs, takes: 40m, needs: [], due: {within: 1h, from: aware}
id: calm, role: hr, takes: 30m, needs: [], due: {within: 1h, from: aware}
"""


def test_one_person_is_not_in_two_places(find: Find) -> None:
    rule = "person-in-two-places"
    (finding,) = find(rule, emergency=TWO, roster="cs: [{name: 甲}]\nhr: [{name: 甲}]\n")
    assert "cs, hr" in finding.message
    assert "ring 40m + calm 30m = 70m" in finding.message
    backup = "cs: [{name: 甲}, {name: 乙}]\nhr: [{name: 甲}]\n"
    assert find(rule, emergency=TWO, roster=backup) == []
    slow = TWO.replace("30m, needs: [], due: {within: 1h", "30m, needs: [], due: {within: 2h")
    assert find(rule, emergency=slow, roster="cs: [{name: 甲}]\nhr: [{name: 甲}]\n") == []


def test_what_never_comes_together_is_no_conflict(find: Find) -> None:
    steps = TWO.replace("role: hr", "role: hr, when: fa")
    roster_text = "cs: [{name: 甲}]\nhr: [{name: 甲}]\n"
    assert find("person-in-two-places", emergency=steps, roster=roster_text) == []
