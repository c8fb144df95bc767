"""The words and signs of dates in many languages, put as the readers of dates know them."""

from __future__ import annotations

import re

from graph.words.folding import words
from ingest.cleaning.base import Context
from ingest.cleaning.dates.calendars import in_our_years, with_ascii_digits
from ingest.cleaning.dates.forms import usual_form
from ingest.cleaning.dates.month_names import folded, is_weekday, month_of
from ingest.cleaning.spreadsheets import whole_digits

_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BETWEEN = words("de del of el le the den di du kl um at a r р г гг года року roku thang ngay nam geb")
"""What stands between the parts of a date and tells nothing, folded."""

_HALVES = re.compile(r"(?i)(?<![^\W\d_])([ap])\.\s?m\.?(?![^\W\d_])")
_MORNING = frozenset(("上午", "午前", "오전", "πμ", "ص", "पूर्वाह्न"))
_AFTERNOON = frozenset(("下午", "午後", "오후", "μμ", "م", "अपराह्न"))
_HALF_IN_FRONT = re.compile(rf"({'|'.join((*_MORNING, *_AFTERNOON, 'ÖÖ', 'ÖS'))})\s*(\d{{1,2}}[:時时시]\S*)")
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}
"""The year before the first one of each Japanese era and of the Republic of China; the first is called 元."""

_AT = re.compile(
    r"(?i),?\s+(?:a las?|às|as|alle|ore|om|klo|kl|godz|pukul|jam|lúc|vào lúc|saat|v čase|o|v|u|ob|о|в|у)\.?"
    r"\s+(?=\d{1,2}[:.]\d\d)|\s+(?:a las?|às)\s+(?=\d)|(?<=\d)\s+uur$"
)
"""What stands before a time of day, and in Dutch behind it."""

_BETWEEN_OF = {"LT": words("m d"), "LV": words("gada g")}
_HALVES_OF = {
    "TR": {"oo": "am", "os": "pm"},
    "VN": {"sa": "am", "ch": "pm"},
    "HU": {"de": "am", "du": "pm"},
    "MY": {"pg": "am", "ptg": "pm"},
}
"""Halves of the day by country, in words that are others elsewhere."""

_IN_HEBREW = "ב"
"""Before the name of a month: in July."""

_IN_CHARACTERS = re.compile(
    rf"(?P<era>{'|'.join(_ERAS)})?\s*(?P<year>\d{{1,4}}|元)\s*[年년]\s*(?P<month>\d{{1,2}})\s*[月월]"
    r"(?:\s*(?P<day>\d{1,2})\s*[日일])?"
)
_CLOCK_IN_CHARACTERS = re.compile(r"(\d{1,2})\s*[時时시]\s*(?:(\d{1,2})\s*[分분])?\s*(?:(\d{1,2})\s*[秒초])?")
_FRENCH_CLOCK = re.compile(r"(?i)(?<=\s)(\d{1,2})\s?h\s?(\d{2})(?!\d)")
_ORDINAL = re.compile(r"(?i)(?<=\d)(?:er|ère|re|st|nd|rd|th|º|ª|°)(?![^\W\d_])")
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN = re.compile(rf"(?<=\d)([./ -]\s?)({'|'.join(_NUMERALS)})([./ -]\s?)(?=\d)")
_UNKNOWN = re.compile(r"(?i)(?<![^\W_])(?:X{4}|X{2}|\?{4}|\?{2})(?![^\W_])")
"""What stands for digits that nobody knows: XX.05.1985, 1985-??-??."""

_AROUND = re.compile(r"^\*\s?(?=\d)|\s*\(\?\)$")
"""What says that somebody was born, and that nobody is sure."""

_WEEKDAY_ASIDE = re.compile(r"\s*[(（]([^()（）\d]{1,12})[)）]|^([^\W\d_]{2,12}\.?),\s*(?=\d)")
"""What may be the day of the week, in brackets or before a comma: 1980-05-05 (Mon), Mo., 05.05.1980."""
_WEEKDAYS_IN_CHARACTERS = frozenset("月火水木金土日월화수목금토일一二三四五六")

_SAID_BEHIND = re.compile(
    r"(?i)(?<=:\d\d)\s?(?:h|hs|hrs?|horas)\.?$|(?<=\d{4}) ?[rг]\.$"
    r"|\b(?:segunda|terça|terca|quarta|quinta|sexta|[2-6]ª)[- ]feira,?\s*"
)
"""Hours behind a clock, `r.` (year) behind a date in Poland, days of the week in Portuguese."""

_COUNTED = re.compile(r"\\?/Date\((-?\d+)(?:[+-]\d{4})?\)\\?/|@(?=\d{9,13}$)")
"""Thousandths of seconds as JSON of .NET has them, and seconds with the mark of Unix."""

_TOKEN = re.compile(r"[^\s\d,;/()+:-]+")
_STOP = re.compile(r"(?<=[\dA-Za-z])\.(?=\s|$)")
_ZONE = "CET"
"""The one name of a zone that is one of a day as well: Thursday in Zagreb, which stands before a date."""

LETTERS = re.compile(r"[^\W\d_]{3}")
_TO_BE_READ = re.compile(r"[A-Za-z]{2}|\d ?r\.$|\d[./ -]\s?[IVX]|^[MTSHR]|[AaPp]\.|\d ?h|\?\?|\(\?\)|[*@]")
"""What a text in ASCII has that is anything else than digits and marks."""


def plain_date(text: str, country: str) -> str:
    """A date in digits, English names of months and `am`, `pm`; other texts as they are.

    Raises InvalidValue for a year of another calendar.
    """
    if not any(map(str.isdigit, text)) or (text.isascii() and not _TO_BE_READ.search(text)):
        return text
    text = _COUNTED.sub(r"\1", _AROUND.sub("", _SAID_BEHIND.sub("", text))).replace(" @ ", " ")
    text = _WEEKDAY_ASIDE.sub(
        lambda found: "" if _is_weekday(found[1] or found[2], country) else found[0], text
    )
    text = _UNKNOWN.sub(lambda found: "0" * len(found[0]), text)
    text = in_our_years(_AT.sub(" ", text), country)
    if not text.isascii():
        text = _HALF_IN_FRONT.sub(r"\2 \1", with_ascii_digits(text))
        text = _CLOCK_IN_CHARACTERS.sub(_clock, _IN_CHARACTERS.sub(_iso, text))
    text = _FRENCH_CLOCK.sub(r"\1:\2", _HALVES.sub(r"\1m", _ORDINAL.sub("", text)))
    text = _ROMAN.sub(lambda found: f"{found[1]}{1 + _NUMERALS.index(found[2])}{found[3]}", text)
    english = _in_english(text, country)
    return " ".join(_STOP.sub("", english).split()).strip(" ,") if LETTERS.search(text) else english.strip()


def _is_weekday(word: str, country: str) -> bool:
    return word in _WEEKDAYS_IN_CHARACTERS or is_weekday(folded(word), country)


def _in_english(text: str, country: str) -> str:
    """A date in English words, less the first of several names of months where it is one of a day, too:
    `mar. 5 mars`."""
    tokens = [(it, folded(it[0])) for it in _TOKEN.finditer(text) if it[0] != _ZONE or not it.start()]
    months = [(found, word) for found, word in tokens if month_of(word, country)]
    weekday = months[0][0] if len(months) > 1 and is_weekday(months[0][1], country) else None
    english, at = "", 0
    for found, word in tokens:
        english += text[at : found.start()] + ("" if found is weekday else _word(found[0], word, country))
        at = found.end()
    return english + text[at:]


def _iso(found: re.Match[str]) -> str:
    year = 1 if found["year"] == "元" else int(found["year"])
    day = f"-{int(found['day']):02d}" if found["day"] else ""
    return f"{year + _ERAS.get(found['era'], 0):04d}-{int(found['month']):02d}{day} "


def _clock(found: re.Match[str]) -> str:
    return f" {found[1]}:{found[2] or '00'}" + (f":{found[3]}" if found[3] else "")


def _word(token: str, word: str, country: str) -> str:
    """A token of a date in English, by its folded word; itself where it is none, for the reader of dates to
    judge."""
    if word in _MORNING or word in _AFTERNOON:
        return " am" if word in _MORNING else " pm"
    if half := _HALVES_OF.get(country, {}).get(word):
        return f" {half}"
    if month := month_of(word, country) or month_of(word.removeprefix(_IN_HEBREW), country):
        return _ENGLISH[month - 1]
    return (
        " "
        if word in _BETWEEN or word in _BETWEEN_OF.get(country, ()) or is_weekday(word, country)
        else token
    )


def plain_text(text: str, context: Context) -> str:
    """A date without what programs and languages made of it; one in the formats of the mapping as it is."""
    text = whole_digits(text)
    return plain_date(usual_form(text), context.country) if isinstance(context.dates, str) else text
