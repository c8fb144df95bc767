"""Given names of many countries, by the lists of Faker.

`python -m tests.graph.words.names_by_country` writes graph/words/data/given_names_by_country.csv anew: a
name a line, with `family` behind it where it is a family name, too. English words are left out, since who
signs up as *lucky7* need not be called so.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from faker.providers import person
from faker.providers.lorem.en_US import Provider

from graph.words.given_names import NAMES_BY_COUNTRY, OF_HANDLES
from tests.graph.words.names_of_two_sexes import lists, spellings


def names() -> list[str]:
    """The lines: names of three letters and more, folded and sorted."""
    listed = frozenset[str]().union(*(men | women for men, women in lists().values()))
    others, family = OF_HANDLES | frozenset(Provider.word_list), frozenset(family_names())
    return sorted(f"{it},family" if it in family else it for it in listed - others if len(it) > 2)


def family_names() -> Iterator[str]:
    """The family names of all lists, folded."""
    for module in iter_modules(person.__path__):
        provider = import_module(f"{person.__name__}.{module.name}").Provider
        for kind in ("last_names", "last_names_male", "last_names_female"):
            yield from spellings(getattr(provider, kind, ()))


if __name__ == "__main__":
    NAMES_BY_COUNTRY.write_text("".join(f"{name}\n" for name in names()), encoding="utf-8")
