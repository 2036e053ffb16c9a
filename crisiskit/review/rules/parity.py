"""The rule about two languages of one text (CS609; domain.md 3.2).

It looks at two texts, so it is no critic of one: `crisiskit.review.comparing` applies it.
"""

from crisiskit.review.table import ALL, Critic, rule

RULES = (rule("CS609", "translation-parity", error=ALL),)

CRITICS: tuple[Critic, ...] = ()
