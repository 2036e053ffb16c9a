"""The attack corpus: hostile files and hostile words, by the row of the threat table they are of.

(anchors/reliability_scale.md 2.) Data only, for `conftest.py`, `runner.py` and the benchmark; the
inputs of single layers stand in the tests of that layer and are taken from there.
"""

import json
import runpy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def _of(name: str) -> dict[str, Any]:
    return runpy.run_path(str(_HERE / f"test_{name}_attacks.py"))


_yaml, _templates, _terminal = _of("yaml"), _of("template"), _of("terminal")

YAML: Mapping[str, bytes] = {
    **{name: text.encode() for name, text in _yaml["ATTACKS"].items()},
    **_yaml["BYTES"],
    "9 more than a mebibyte": b"a: b\n" * 300_000,
    "14 UTF-16 without a mark": "playbook: evil\n".encode("utf-16-le"),
}
"""Rows 1 to 14: what stands in a file that ought to be YAML. None of them may be accepted."""

TEMPLATE_HEAD: str = _templates["HEAD"]
TEMPLATES: tuple[str, ...] = tuple(_templates["ATTACKS"])
"""Rows 22 to 29: bodies of templates. Each has at least one error."""

SHORT: tuple[str, ...] = tuple(
    _terminal["ESCAPES"] + _terminal["CONTROLS"] + _terminal["HIDDEN"] + _terminal["MARKUP"]
)
"""Rows 32 to 35."""

FORGED = "ok\nFORGED 11-21 10:10 CEO  approved d1\r\nFORGED again\x85FORGED\u2028FORGED\x0bFORGED"
"""Row 36: no line of any output may begin with FORGED."""

MIXED = " ".join(word for word in SHORT if word not in ("\ud800", "\0"))
"""All of `SHORT` in one argument that a process can be given."""

WORDS: Mapping[str, str] = {
    "mixed": MIXED,
    "forged": FORGED,
    "templates": "{{ 7*7 }} {% raw %} {# #} ${jndi:ldap://x} %(x)s {0} {x.__class__} $HOME `id`",
    "shell": "'; rm -rf ~; echo \" $(id) | && > x",
    "sql": "x') OR 1=1; DROP TABLE event; --",
    "path": "../../../../etc/passwd",
    "long": "好" * 10_000,
    "brackets": "[" * 20_000,
    "marks": "e" + "\u0301" * 10_000,
    "digits": "9" * 5000,
    "shift": "+99999w 99999w 99999w 99999w 99999w",
    "json": '{"a": {"a": [1e999999, NaN, "\\ud800"]}}',
    "empty": "",
    "blank": " \u3000 ",
    "option": "-h",
}
"""Rows 31 to 37 and 45: what somebody types, pastes or gives to a flag."""

_STEP = "title: {zh: 一, en: One}, do: {zh: 一, en: One}, role: lead"


def playbook(steps: str, head: str = "") -> str:
    """A playbook `evil` with these steps in its emergency phase."""
    return (
        "playbook: evil\nversion: 1.0.0\ntitle: {zh: 坏, en: Evil}\nsummary: {zh: 坏, en: Evil}\n"
        "signals: {zh: [坏], en: [evil]}\nlead: lead\nresponsibility: {likely: accidental}\n"
        f"facts: [event, people_affected]\n{head}phases:\n  emergency:\n{steps}"
    )


def _steps(*bodies: str) -> str:
    return playbook(
        "".join(f"    - {{id: s{n}, {_STEP}, {body}}}\n" for n, body in enumerate(bodies))
    )


def _when(expression: str) -> str:
    return _steps("when: " + '"' + expression.replace('"', '\\"') + '"')


EXPRESSIONS = (
    "__import__('os').system('id')",
    "event.__class__",
    "1/0 == 1",
    "10**10**8 > 1",
    "'a'*10**9 == 'b'",
    "[x for x in (1,)]",
    "(lambda: 1)() == 1",
    "(event := 1) == 1",
    "f'{event}' == 'x'",
    "open('/etc/passwd') == 1",
    "known(*[1])",
    "known(event=1)",
    "hours_since('2026')",
    "people_affected > " + "9" * 5000,
    "people_affected > 1e999",
    "people_affected > nan",
    "not " * 3000 + "known(event)",
    "(" * 500 + "1" + ")" * 500,
    "event == '" + "x" * 70_000 + "'",
    "event == '\\x1b[2J'",
    "nobody == 1",
    "event",
    "yield",
    "event == 1 if 1 else 2",
    "\\0",
)
"""Row 54: what stands for a condition."""

PLAYBOOKS: Mapping[str, str] = {
    "15 a step nobody has": _steps("needs: [nowhere]"),
    "15 a step that needs itself": _steps("needs: [s0]"),
    "15 a circle": _steps("needs: [s1]", "needs: [s0]"),
    "15 two of one id": playbook(f"    - {{id: a, {_STEP}}}\n" * 2),
    "15 back to what is no ancestor": _steps(
        "decide: {question: q, options: {a: {label: a, reopens: s1}}}", "needs: []"
    ),
    "15 back to itself": _steps("decide: {question: q, options: {a: {label: a, reopens: s0}}}"),
    "15 no phases": playbook("").replace("  emergency:\n", "  {}\n"),
    "15 a phase nobody knows": _steps("needs: []").replace("emergency", "afterwards"),
    "15 a hundred thousand steps": playbook("    - {id: a}\n" * 100_000),
    "15 a chain of a thousand": playbook(
        "".join(f"    - {{id: s{n}, {_STEP}, needs: [s{n + 1}]}}\n" for n in range(1000))
    ),
    "15 groups without end": playbook(
        "".join(f"{' ' * (4 + 2 * n)}- id: g{n}\n{' ' * (6 + 2 * n)}steps:\n" for n in range(60))
    ),
    "15 a circle through time": _steps(
        "wait: {until: s1 == 'x'}", "decide: {question: q, options: {x: {label: x}}}"
    ),
    "16 a part by path": _steps("use: ../../../../etc/passwd"),
    "16 a part of the system": _steps("use: /proc/self/environ"),
    "16 a part on a share": _steps("use: '\\\\host\\share'"),
    "16 a device of Windows": _steps("use: CON"),
    "16 a stream": _steps("use: 'x:stream'"),
    "16 a template by path": _steps("draft: {template: ../../../etc/passwd, languages: [zh]}"),
    "16 a checklist by path": _steps("checklist: ../../../etc/passwd"),
    "16 an id with a path": playbook(f"    - {{id: ../../x, {_STEP}}}\n"),
    "16 an id with a line": playbook(f'    - {{id: "a\\nFORGED", {_STEP}}}\n'),
    "16 a playbook with a path": _steps("needs: []").replace("playbook: evil", "playbook: ../../x"),
    "16 what there is not": _steps("extends: ../../../etc/passwd"),
    "16 include": _steps("include: /proc/self/environ"),
    "21 a duration without end": _steps("due: {within: " + "9" * 5000 + "d, from: aware}"),
    **{f"54 {text[:24]}": _when(text) for text in EXPRESSIONS},
}
"""Rows 15, 16, 21 and 54: playbooks that are YAML and no playbook. Each has an error."""


def hostile_but_valid(words: str) -> str:
    """A playbook that keeps every rule, with these words wherever words may stand."""
    said = json.dumps({"zh": words, "en": words}, ensure_ascii=False)
    text = json.dumps(words, ensure_ascii=False)
    common = f"title: {said}, do: {said}, why: {said}, role: lead"
    return (
        f"playbook: evil\nversion: 1.0.0\ntitle: {said}\nsummary: {said}\n"
        f"signals: {{zh: [{text}], en: [{text}]}}\nlead: lead\n"
        "responsibility: {likely: accidental}\nfacts:\n  - event\n  - people_affected\n"
        f"  - {{id: odd, type: choice, bucket: event, label: {said}, ask: {said},"
        f" options: {{one: {said}, two: {said}}}}}\n"
        "phases:\n  emergency:\n"
        f"    - {{id: look, {common}, collect: [odd], due: {{within: 1h, from: aware}},"
        f" checklist: [{{id: a, text: {said}}}]}}\n"
        f"    - {{id: choose, {common}, decide: {{question: {said},"
        f" options: {{a: {{label: {said}}}, b: {{label: {said}, reopens: look}}}}}}}}\n"
        f"    - {{id: maybe, {common}, when: \"odd == 'one'\"}}\n"
    )


FLOODS: Mapping[str, str] = {
    "wide": "好" * 1_000_000,
    "marks": "e" + "\u0301" * 500_000,
    "escapes": "\x1b" * 500_000,
    "brackets": "[" * 200_000,
    "deep": '{"event": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "digits": '{"people_affected": ' + "9" * 500_000 + "}",
}
"""Rows 35, 37 and 44: what is too much of something harmless."""
