"""Template rules (CK6xx): what in a template would fail, or say what nobody has verified."""

from crisiskit.check.rules import errors, warnings

RULES = errors(
    "min",
    CK600="template-front-matter",
    CK601="template-syntax",
    CK602="template-not-allowed",
    CK603="template-too-large",
    CK604="template-too-deep",
    CK605="template-unknown-name",
    CK606="template-include",
    CK607="template-fact-undeclared",
) + warnings(
    "standard",
    CK608="template-fact-unused",
    CK609="template-fact-unguarded",
)
