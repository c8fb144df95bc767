"""Numbers and flags, with German habits: 1.234,56 € and ja/nein."""

import re
import unicodedata
from collections.abc import Sequence, Set
from decimal import Decimal
from typing import Any, ClassVar

from graph.words.currencies import SIGNS
from graph.words.folding import words
from graph.words.yes_and_no import AGREED, COURTESY, NEGATIONS, NO, YES
from ingest.cleaning.base import EXACT_FLOATS, Context, InvalidValue, ValueType
from ingest.cleaning.dates.calendars import with_ascii_digits
from ingest.cleaning.numbers.currencies import is_money
from ingest.cleaning.spreadsheets import written_out

_FRONT = re.compile(r"([^\d.,()+\s-]+\.?)\s*(?=[\d.,(+$-])")
_BACK = re.compile(r"(?<=[\d.,)+\s-])[^\d.,()+\s-]+\.?$")
_THOUSANDS = re.compile(r"(?i)\dk$")
"""Ten thousand is 10K in Zambia, too, where K 10 and 10 K are kwacha."""
_UNITS = words("% stk stück")
_NO_CENTS = re.compile(r"(?<=\d)(?:[.,:]-{1,2}|/[-=])$")
"""What stands for no cents: 12,- in Europe, 12:- in Sweden, 12/- in India and 12/= in East Africa."""

_DOLLAR = re.compile(r"(?i)(?<![a-z])(us|cad?|aud?|nzd?|hkd?|mxn?) \$|\$ ?(us|ca|au|nz|hk|mx)d?(?![a-z])")
"""A dollar with its country apart from it, or behind it as in Quebec: US $50, 50 $ CA, $50 is none."""

_DOTTED = re.compile("|".join(re.escape(it) for it in SIGNS if "." in it and not it.isascii()))
"""Arabic signs of currencies, which have a full stop within."""

_MARKS = {"٬": {".": ",", ",": "."}, "٫": {".": ".", ",": ","}}
"""Arabic marks of thousands and decimals, as those that a decimal mark goes with."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Letters, digits and marks of East Asia that are as wide as its characters, as ours."""

_OVERPUNCHED = re.compile(r"0\d{3,}[A-R{}]")
"""Of mainframes, whose last digit has the sign in it: a letter."""

_IN_BRACKETS = re.compile(r"\(([^()-]+)\)")
"""What bookkeepers write for less than nothing: ($1,500.00)."""
_LARGEST = 10**300
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?|[+-]?\.\d+")
_GROUPED = {
    ".": re.compile(r"[+-]?\d{1,3}(?:(,\d{3})+|(,\d{2})+,\d{3})(\.\d+)?"),  # 1,23,456.00 in India
    ",": re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?"),
}


def exact_number(text: str, context: Context) -> Decimal:
    """The number that a text states; thousands marks and a currency sign are dropped.

    Raises InvalidValue for what is no number, and for scientific notation that lacks digits.
    """
    if _OVERPUNCHED.fullmatch(text):
        raise InvalidValue("ends with a letter in place of its last digit and sign")
    digits = _bare(_in_ascii(text, context.decimal).strip(), context)
    if _GROUPED[context.decimal].fullmatch(digits):
        digits = digits.replace("," if context.decimal == "." else ".", "")
    if not _is_small(digits):
        digits = written_out(digits)
    if context.decimal == ",":
        if "." in digits:
            raise InvalidValue("is not a number with a decimal comma")
        digits = digits.replace(",", ".")
    if not _PLAIN.fullmatch(digits):
        raise InvalidValue("is not a number")
    return Decimal(digits)


def _in_ascii(text: str, decimal: str) -> str:
    """A number in digits of any script, with the marks and signs that are written with our own."""
    text = _with_own_dollar(text)
    if text.isascii():
        return text
    for mark, ours in _MARKS.items():
        text = text.replace(mark, ours[decimal])
    text = _DOTTED.sub(" ", re.sub("[−–—]", "-", text))
    return with_ascii_digits(text.translate(_FULL_WIDTH))


def _with_own_dollar(text: str) -> str:
    """The text, in which a dollar and its country are one sign: US$ for US $ and $US."""
    if "$" not in text:
        return text
    return _DOLLAR.sub(lambda found: f"{(found[1] or found[2])[:2]}$", text)


def _bare(text: str, context: Context) -> str:
    """The digits of a number with their marks and one sign in front, wherever that and its unit stood."""
    signs, before = "", ""
    while text != before:
        before = text
        text = _without_unit(text, context)
        if found := _IN_BRACKETS.fullmatch(text):
            signs, text = f"{signs}-", found[1].strip()
        if text[:1] in ("+", "-"):
            signs, text = signs + text[0], text[1:].strip()
        if text[-1:] in ("+", "-"):
            signs, text = signs + text[-1], text[:-1].strip()
    if len(signs) > 1:
        raise InvalidValue("is a number with more than one sign")
    return signs.replace("+", "") + text.replace("'", "").replace("’", "").replace(" ", "")


def _without_unit(text: str, context: Context) -> str:
    """A text without a currency or another unit in front of it or behind."""
    text = _NO_CENTS.sub("", text)
    if _THOUSANDS.search(text):
        return text
    if (found := _FRONT.match(text)) and is_money(found[1], context.country):
        text = text[found.end() :]
    found = _BACK.search(text)
    if found and (is_money(found[0], context.country) or found[0].rstrip(".").lower() in _UNITS):
        text = text[: found.start()].strip()
    return _NO_CENTS.sub("", text)


def money_beside(text: str, context: Context) -> Sequence[str]:
    """The currencies in front of a number and behind it, as written."""
    text = _with_own_dollar(text)
    if text.isascii() and not any(map(str.isalpha, text)) and "$" not in text:
        return ()
    if dotted := _DOTTED.search(text):
        return (dotted[0],)
    bare = text.strip("+-() ")
    front, back = _FRONT.match(bare), _BACK.search(bare)
    beside = (front[1] if front else "", back[0] if back else "")
    return [word for word in beside if word and is_money(word, context.country)]


def _is_small(digits: str) -> bool:
    """Whether it is in scientific notation with a negative exponent: a fraction, with the digits it has."""
    return re.search("[eE]-", digits) is not None


class DecimalNumber(ValueType):
    """A number with decimals, money for the most part."""

    longest: ClassVar[int] = 60

    def clean(self, text: str, context: Context) -> float:
        """The number; thousands marks and a currency sign are dropped. Raises InvalidValue."""
        return self.native(exact_number(text, context), context)

    def native(self, value: object, context: Context) -> float:
        """The number as float; raises InvalidValue for what is none, or too large."""
        del context
        return float(_checked(value)) + 0.0  # nothing has no sign


class WholeNumber(ValueType):
    """A number without decimals; `2,0` is one."""

    longest: ClassVar[int] = 60

    def clean(self, text: str, context: Context) -> int:
        """The number; raises InvalidValue."""
        return self.native(exact_number(text, context), context)

    def native(self, value: object, context: Context) -> int:
        """The number; raises InvalidValue when there are decimals, or more digits than a float can hold."""
        del context
        number = _checked(value)
        most = EXACT_FLOATS if isinstance(number, float) else 2**63 - 1
        if number != int(number) or not -most <= number <= most:
            raise InvalidValue("is not a whole number, or too large for one")
        return int(number)


def _checked(value: object) -> int | float | Decimal:
    """The value, if it is a finite number; raises InvalidValue."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        if -_LARGEST < value < _LARGEST:  # NaN is not
            return value
        raise InvalidValue("is not a finite number, or too large")
    raise InvalidValue("is not a number")


_SINCE = re.compile(
    r"[\s,;(]+(?:am|vom|seit|on|since|le|depuis|el|desde|il|dal|op|sinds)?\s*"
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?:[ T,]+\d{1,2}:\d{2}(?::\d{2})?)?\)?$"
)
"""Since when somebody agreed, or did not, behind the answer: Ja, am 03.04.2024."""

_WORDS_OF_YES = frozenset(it for it in YES if len(it) > 1 and it.isalpha())


def _answer(said: str) -> str:
    """The word for yes or no in an answer: of `never_subscribed`, of `Yes, I agree`; else what is said."""
    folded = unicodedata.normalize("NFC", said.replace("i\u0307", "i"))
    spaced = re.sub("[_-]", " ", folded)
    if found := next((it for it in (said, folded, spaced) if it in YES | NO), None):
        return found
    first, *rest = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", folded) or [""]
    if not rest or not any(map(str.isalpha, folded)):
        return folded
    if first in NO | NEGATIONS and set(rest) <= _behind_no(first, folded):
        return "no"
    return "yes" if first in YES and set(rest) <= YES | COURTESY else folded


def _behind_no(first: str, said: str) -> Set[str]:
    """The words with which a first one of no is still a no: No, declined; but not declined is none, nor are
    No/Yes and 0 - Yes, which list the answers."""
    if re.search(r"[/|\\]", said):
        return NO
    apart = NO if re.match(r"[^\W_]+\s*[,;(:–-]", said) else frozenset()
    if first.isdecimal():
        return apart
    return AGREED | COURTESY | apart | (_WORDS_OF_YES if first in NEGATIONS - NO else frozenset())


class Flag(ValueType):
    """Yes or no, as 1 and 0, in English, German, and what spreadsheets write in the languages around."""

    def clean(self, text: str, context: Context) -> bool:
        """True or false; raises InvalidValue."""
        del context
        word = _answer(_SINCE.sub("", re.sub(r"[.,]0$", "", text.lower()).rstrip(".!")))
        if word not in YES | NO:
            raise InvalidValue("is neither yes nor no")
        return word in YES

    def native(self, value: object, context: Context) -> Any:
        """True or false."""
        return value if isinstance(value, bool) else super().native(value, context)
