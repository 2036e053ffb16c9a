"""Templates, held against the subset and against the facts there are."""

from crisiskit.check import Diagnostic
from crisiskit.lint.surroundings import Surroundings
from crisiskit.lint.targets import Target


def check_template(target: Target, text: str, around: Surroundings) -> list[Diagnostic]:
    """The findings about one template. Raises BadFile when the dictionary cannot be used."""
    from crisiskit.statement.templates import check

    return check(text, path=str(target.path), fact_ids=around.fact_ids)
