"""Given names that are a man's in one country and look like a woman's of it, by the lists of Faker.

`python -m tests.graph.words.names_of_two_sexes` writes graph/words/data/counterparts_by_country.csv anew: a
man's name a line, behind it the women's. A name that is a man's in one country and a woman's in another
(Andrea) is left out, and so are two of which one may be short for the other (Leon, Leonie).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import product
from pkgutil import iter_modules

from faker.providers import person
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler, Levenshtein

from graph.words.folding import folded_word
from graph.words.given_names import BY_COUNTRY, formal_names

Names = frozenset[str]


def lists() -> dict[str, tuple[Names, Names]]:
    """The names of men and of women by country, in Latin letters, with umlauts spelt out and without."""
    found = {}
    for module in iter_modules(person.__path__):
        provider = import_module(f"{person.__name__}.{module.name}").Provider
        kinds = [getattr(provider, f"first_names_{sex}", ()) for sex in ("male", "female")]
        if module.name != "en" and all(kinds):  # `en` is a mixture of others
            men, women = (frozenset(spellings(names)) for names in kinds)
            found[module.name] = men, women
    return found


def spellings(names: Iterable[str]) -> Iterator[str]:
    """The first word of each name folded, and as those write it who have no umlauts: gyoergy and gyorgy."""
    for name in (name.split()[0] for name in names):
        plain = name.translate(str.maketrans("äöüÄÖÜ", "aouAOU"))
        yield from (
            word for word in (folded_word(name), folded_word(plain)) if word.isascii() and word.isalpha()
        )


def look_alike(one: str, other: str) -> bool:
    """Whether one may be the other misspelt, as `comparisons.comparison.misspelt` asks in SQL."""
    slip = min(len(one), len(other)) > 2 and DamerauLevenshtein.distance(one, other) <= 1
    near = 3 * Levenshtein.distance(one, other) <= max(len(one), len(other))
    return slip or (near and JaroWinkler.similarity(one, other) >= 0.9)


def counterparts() -> dict[str, list[str]]:
    """Women's names by the man's that they look like, both sorted."""
    names = lists().values()
    men, women = (frozenset[str]().union(*(kinds[sex] for kinds in names)) for sex in (0, 1))
    pairs = defaultdict(set)
    for his, hers in names:
        for man, woman in product(his - women, hers - men):
            if look_alike(man, woman) and not set(formal_names(man)) & set(formal_names(woman)):
                pairs[man].add(woman)
    return {man: sorted(found) for man, found in sorted(pairs.items())}


if __name__ == "__main__":
    lines = (",".join((man, *women)) for man, women in counterparts().items())
    BY_COUNTRY.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
