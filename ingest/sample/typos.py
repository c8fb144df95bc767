"""Errors that people make when they write down what they read or hear."""

from collections.abc import Callable
from random import Random

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_DOTLESS = str.maketrans("äöüÄÖÜ", "aouAOU")
_ROWS = ("qwertzuiopü", "asdfghjklöä", "yxcvbnm")
_NEIGHBOURS = {
    letter: row[max(0, i - 1) : i] + row[i + 1 : i + 2] for row in _ROWS for i, letter in enumerate(row)
}
_READ = (("rn", "m"), ("m", "rn"), ("l", "1"), ("o", "0"), ("i", "l"), ("cl", "d"), ("h", "b"), ("e", "c"))
_HEARD = (
    ("ph", "f"), ("ck", "k"), ("dt", "t"), ("tz", "z"), ("ie", "i"), ("ei", "ai"), ("ai", "ei"),
    ("th", "t"), ("ff", "f"), ("ss", "s"), ("nn", "n"), ("mm", "m"), ("y", "i"), ("v", "f"), ("ä", "e"),
    ("eu", "oi"), ("c", "k"), ("h", ""),
)  # fmt: skip


def spelled_out(text: str) -> str:
    """Umlauts and ß as ae, oe, ue and ss."""
    return text.translate(_UMLAUTS)


def without_umlauts(text: str, rng: Random) -> str:
    """Umlauts spelled out, or at times without their dots; the same text where there are none."""
    return spelled_out(text if rng.random() < 0.75 else text.translate(_DOTLESS))


def _neighbour(text: str, rng: Random) -> str:
    i = rng.randrange(len(text))
    keys = _NEIGHBOURS.get(text[i].lower())
    return text[:i] + rng.choice(keys) + text[i + 1 :] if keys else _drop(text, rng)


def _drop(text: str, rng: Random) -> str:
    i = rng.randrange(1, len(text))
    return text[:i] + text[i + 1 :]


def _double(text: str, rng: Random) -> str:
    i = rng.randrange(1, len(text))
    return text[:i] + text[i] + text[i:]


def _transpose(text: str, rng: Random) -> str:
    i = rng.randrange(1, len(text) - 1)
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def _replace(text: str, pairs: tuple[tuple[str, str], ...], rng: Random) -> str:
    fitting = [pair for pair in pairs if pair[0] in text[1:]]
    if not fitting:
        return _drop(text, rng)
    old, new = rng.choice(fitting)
    return text[0] + text[1:].replace(old, new, 1)


def _misread(text: str, rng: Random) -> str:
    return _replace(text, _READ, rng)


def _misheard(text: str, rng: Random) -> str:
    return _replace(text, _HEARD, rng)


_KINDS: tuple[Callable[[str, Random], str], ...] = (
    _neighbour, _neighbour, _drop, _double, _transpose, _misread, _misheard, _misheard,
)  # fmt: skip


def typo(text: str, rng: Random) -> str:
    """The text with one error of keyboard, optical reading or hearing; short texts stay."""
    return rng.choice(_KINDS)(text, rng) if len(text) > 3 else text


def wrong_digit(text: str, rng: Random) -> str:
    """A year-month-day date with another last digit of its year or day."""
    i = rng.choice((3, 9))
    digit = str((int(text[i]) + rng.randint(1, 8)) % 10)
    changed = text[:i] + digit + text[i + 1 :]
    return changed if changed[8:] != "00" and int(changed[8:]) <= 28 else text
