"""Crisis semantics rules (CK5xx): what lets people down although the playbook runs.

Each is proved for every path; what a team wants of it is the `policy` of its crisiskit.yaml.
"""

from crisiskit.check.rules import errors, warnings
from crisiskit.lint.rules import crisis_approvals, crisis_course, crisis_order, graph_ends
from crisiskit.lint.subject import Check

RULES = [
    *errors(
        "standard",
        CK500="publish-unapproved",
        CK502="public-told-first",
        CK503="evidence-destroyed-first",
        CK504="no-first-response",
        CK506="duty-not-discharged",
        CK508="platform-not-answered",
        CK509="good-news-too-early",
    ),
    *warnings(
        "standard",
        CK501="edit-after-approval",
        CK505="monitoring-stops",
        CK507="close-without-review",
    ),
]

CHECKS: tuple[Check, ...] = (
    crisis_approvals.unapproved,
    crisis_approvals.edited_after,
    crisis_order.public_first,
    crisis_order.evidence,
    crisis_order.good_news,
    crisis_course.first_response,
    crisis_course.monitoring,
    crisis_course.duties,
    crisis_course.review,
    graph_ends.left_open,
)
