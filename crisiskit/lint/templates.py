"""Templates, held against the subset, the facts there are, and the templates they include."""

from crisiskit.check import Diagnostic
from crisiskit.lint.surroundings import Surroundings
from crisiskit.lint.targets import Target


def check_template(target: Target, text: str, around: Surroundings) -> list[Diagnostic]:
    """The findings about one template. Raises BadFile when the dictionary cannot be used."""
    from crisiskit.statement.templates import check

    place = around.template_at(target.path)
    library = around.library if target.source is None else around.library_with(place, text)
    if place is not None and library is not None:
        return library.check(*place, around.fact_ids)
    return check(text, path=str(target.path), fact_ids=around.fact_ids)
