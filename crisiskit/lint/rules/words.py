"""Rules about words per language (CK14x): who reads them must be able to read them."""

import re
from collections.abc import Iterator, Mapping

from crisiskit.check import Diagnostic, Edit
from crisiskit.check.rules import infos, warnings
from crisiskit.language import LANGUAGES, _
from crisiskit.lint.file_subject import FileSubject
from crisiskit.lint.walking import maps
from crisiskit.text import is_han, quote
from crisiskit.yamlfile import Location

RULES = [
    *warnings(
        "standard",
        CK140="missing-language",
        CK141="untranslated-copy",
        CK142="wrong-language",
    ),
    *infos("strict", CK143="half-width-punctuation", CK144="item-without-id"),
]

PROSE = frozenset(
    ("title", "summary", "do", "why", "ask", "question", "text", "about", "applies", "section")
)
"""Keys whose words are sentences or headings: of one language, unless they are a name."""

_ANY = frozenset(LANGUAGES)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_BETWEEN_BLANKS = re.compile(r"(?<!\S)[A-Za-z][A-Za-z'’-]+[,.;:!?]?(?!\S)")
_SIGN = re.compile("[,;:!?]")
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}

_ONLY = {"settings": ("facts",), "scenario": ("title",), "terms": ()}
"""Of these kinds of file only some keys hold words of ours; the rest is what somebody typed."""


def words(subject: FileSubject) -> Iterator[Diagnostic]:
    """The words of a file, map by map, and the sentences that stand for every language."""
    both = set(LANGUAGES) <= set(subject.languages)
    text = subject.document.text
    # What is nowhere in the file is in none of its words, unless they are put together there.
    half_width = "\\" in text or next(_half_width(text), None) is not None
    for at, value in _texts(subject):
        if isinstance(value, str):
            if both and _is_prose(value):
                yield _one_for_all(subject, at)
            yield from _punctuation(subject, at, value) if half_width else ()
            continue
        missing = [language for language in subject.languages if language not in value]
        if missing:
            yield _missing(subject, at, missing)
        for language, one in value.items() if half_width else ():
            for way, line in _lines((*at, language), one):
                yield from _punctuation(subject, way, line)
        yield from _languages(subject, at, value)


def items(subject: FileSubject) -> Iterator[Diagnostic]:
    """Lines of checklists without an id: ticked by number, and numbers move."""
    for at, data in subject.maps:
        for key in ("checklist", "items"):
            lines = data.get(key)
            if not isinstance(lines, list) or (key == "items" and subject.kind != "checklist"):
                continue
            for number, line in enumerate(lines):
                if isinstance(line, str):
                    yield subject.say(
                        "item-without-id",
                        _("This item goes by its number, which changes when the list does."),
                        (*at, key, number),
                        hint=_("Write it as {id: NAME, text: …}."),
                    )


def _texts(subject: FileSubject) -> Iterator[tuple[Location, "str | Mapping[str, object]"]]:
    """Maps of words by language, and plain words under the keys of sentences."""
    only = _ONLY.get(subject.kind)
    data = subject.document.data
    ours = (
        maps({key: data[key] for key in only if key in data}) if only is not None else subject.maps
    )
    for at, one in ours:
        if one.keys() <= _ANY and _holds_words(one):
            yield at, one
            continue
        for key in PROSE.intersection(one):
            if isinstance(one[key], str):
                yield (*at, key), one[key]


def _holds_words(one: Mapping[str, object]) -> bool:
    for value in one.values():
        if isinstance(value, list):
            if not all(isinstance(line, str) for line in value):
                return False
        elif not isinstance(value, str):
            return False
    return bool(one)


def _lines(at: Location, value: object) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, list):
        for number, line in enumerate(value):
            yield (*at, number), str(line)


def _missing(subject: FileSubject, at: Location, missing: list[str]) -> Diagnostic:
    return subject.say(
        "missing-language",
        _("There are no words in {language} here.").format(language=_(", ").join(missing)),
        at,
        hint=_(
            "The team speaks {languages} (crisiskit.yaml): add `{language}:`, or whoever reads it "
            "gets the other language."
        ).format(languages=", ".join(subject.languages), language=missing[0]),
    )


def _one_for_all(subject: FileSubject, at: Location) -> Diagnostic:
    return subject.say(
        "untranslated-copy",
        _("These words stand for every language."),
        at,
        hint=_("Write {zh: …, en: …}, each in its own language."),
    )


def _languages(
    subject: FileSubject, at: Location, value: Mapping[str, object]
) -> Iterator[Diagnostic]:
    chinese, english = value.get("zh"), value.get("en")
    if isinstance(chinese, str) and chinese == english and _is_prose(chinese):
        yield subject.say(
            "untranslated-copy",
            _("The words in zh and en are the same."),
            (*at, "en"),
            hint=_("Translate them; a copy looks finished and is not."),
        )
        return
    if chinese == english:  # a name, a number
        return
    plain = isinstance(chinese, str) and isinstance(english, str)
    if plain and not _is_english(str(chinese)) and not _is_chinese(str(english)):
        return
    in_zh = [way for way, line in _lines((*at, "zh"), chinese) if _is_english(line)]
    in_en = [way for way, line in _lines((*at, "en"), english) if _is_chinese(line)]
    swapped = _("Are zh and en swapped?") if in_zh and in_en else None
    for way in in_zh:
        yield subject.say(
            "wrong-language",
            _("There is no Chinese in these Chinese words."),
            way,
            hint=swapped or _("Write them in Chinese, or move them to `en:`."),
        )
    for way in in_en:
        yield subject.say(
            "wrong-language",
            _("These English words are Chinese."),
            way,
            hint=swapped or _("Write them in English, or move them to `zh:`."),
        )


def _is_prose(words: str) -> bool:
    """More than a name, a number or an id."""
    return len(_HAN.findall(words)) >= 5 or len(_BETWEEN_BLANKS.findall(words)) >= 3


def _is_english(words: str) -> bool:
    return _HAN.search(words) is None and len(_BETWEEN_BLANKS.findall(words)) >= 3


def _is_chinese(words: str) -> bool:
    """Chinese that is no term beside its English: two characters are about a word."""
    if words.isascii():
        return False
    han = len(_HAN.findall(words))
    return han >= 2 and han >= 2 * len(_LATIN.findall(words))


def _punctuation(subject: FileSubject, at: Location, words: str) -> Iterator[Diagnostic]:
    found = [] if words.isascii() else [*_half_width(words)]
    if not found:
        return
    text, start = subject.document.text, subject.offset(at)
    begins = text.find(words, start, start + len(words) + 2)
    for one in found:
        message = _("A half-width {sign} stands between Chinese characters.").format(
            sign=quote(one[0])
        )
        hint = _("Write {sign}.").format(sign=quote(_FULL_WIDTH[one[0]]))
        if begins < 0:  # folded over lines: where exactly is not known
            yield subject.say("half-width-punctuation", message, at, hint=hint)
            return
        offset = begins + one.start()
        fix = Edit(offset, offset + 1, _FULL_WIDTH[one[0]])
        yield subject.say_at("half-width-punctuation", message, offset, hint=hint, fix=fix)


def _half_width(words: str) -> Iterator[re.Match[str]]:
    """The signs of English that stand right between Chinese characters."""
    for sign in _SIGN.finditer(words):
        at = sign.start()
        if is_han(words[at - 1 : at]) and is_han(words[at + 1 : at + 2]):
            yield sign
