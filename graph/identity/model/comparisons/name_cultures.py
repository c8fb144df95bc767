"""Which given names go with which family names: cultures, as classes of names learned from the data.

A Polish given name goes with Polish family names, so that strangers share both more often than the names by
themselves have it: as often as their culture is rare among all. Each different whole name counts once,
however many records hold it, so that one person's records teach nothing. Classes are found by expectation
maximisation (latent classes; Hofmann 1999), as many as names kept aside bear out: in data of one culture one.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CLASSES = (1, 2, 4, 8, 16)
"""Numbers of classes that are tried."""

MOST_NAMES = 200_000
"""Whole names that are looked at; more tell no more."""

ASIDE = 5
"""One name in so many is kept aside to find the number of classes."""

GAIN = 0.02
"""Bits in the mean that names kept aside have to gain from more classes."""

ROUNDS = 60

SEED = 20

_NAMES = f"""
SELECT given, family, name_pair, count(*) AS records FROM features WHERE name_pair IS NOT NULL
GROUP BY given, family, name_pair ORDER BY hash(name_pair), name_pair LIMIT {MOST_NAMES}
"""  # noqa: S608 - a number of our own


@dataclass(frozen=True)
class Cultures:
    """Shares of the classes among whole names, and those among the names of each given and family name."""

    shares: Floats
    of_given: Floats
    of_family: Floats

    def ratios(self, given: Ints, family: Ints) -> Floats:
        """How many times as frequent these pairs of names are as each name by itself has it."""
        found: Floats = (self.of_given[given] * self.of_family[family] / self.shares).sum(axis=1)
        return found

    def together(self, given: Floats, family: Floats) -> float:
        """How many times as often strangers agree in both names, where names are so frequent."""
        a = (self.of_given * (given**2)[:, None]).T @ self.of_given / (given**2).sum()
        b = (self.of_family * (family**2)[:, None]).T @ self.of_family / (family**2).sum()
        return max(float((a * b / np.outer(self.shares, self.shares)).sum()), 1.0)


@dataclass(frozen=True)
class NameRatios:
    """Whole names that several records hold with how far their names go together, of what is typical
    (`usual`), and what that makes of two strangers' chance to agree in both (`together`)."""

    names: list[str]
    ratios: Floats
    usual: float
    together: float


NO_RATIOS = NameRatios([], np.empty(0), 1.0, 1.0)


def name_ratios(connection: duckdb.DuckDBPyConnection) -> NameRatios:
    """Learned from table `features`; all ones where one culture is all there is."""
    found = connection.execute(_NAMES).fetchnumpy()
    names = np.asarray(found["name_pair"], dtype=object)
    if len(names) < 2 * ASIDE:
        return NO_RATIOS
    records = np.asarray(found["records"], dtype=np.float64)
    given, family = _numbered(found["given"]), _numbered(found["family"])
    cultures = learn(given, family)
    ratios = cultures.ratios(given, family)
    several = records > 1
    usual = float(np.exp(np.log(ratios).mean()))
    together = cultures.together(_held(given, records), _held(family, records))
    return NameRatios(list(names[several]), ratios[several], usual, together)


def _held(numbers: Ints, records: Floats) -> Floats:
    """How many records hold each name."""
    return np.bincount(numbers, weights=records).astype(np.float64)


def _numbered(values: object) -> Ints:
    return np.unique(np.asarray(values, dtype=str), return_inverse=True)[1].astype(np.int64)


def learn(given: Ints, family: Ints) -> Cultures:
    """The classes of these pairs of numbered names, each pair once, as many as pairs kept aside bear out."""
    aside = np.arange(len(given)) % ASIDE == 0
    sizes = int(given.max()) + 1, int(family.max()) + 1
    best, gained = 1, 0.0
    for classes in CLASSES[1:]:
        found = _fit(given[~aside], family[~aside], sizes, classes)
        gain = float(np.log2(found.ratios(given[aside], family[aside])).mean())
        if gain < gained + GAIN:
            break
        best, gained = classes, gain
    return _fit(given, family, sizes, best)


def _fit(given: Ints, family: Ints, sizes: tuple[int, int], classes: int) -> Cultures:
    """A name counts as one more name of all classes, besides what its pairs are."""
    draws = np.random.default_rng(SEED).standard_exponential((len(given), classes))
    of_pair: Floats = draws / draws.sum(axis=1, keepdims=True)
    cultures = _classes(given, family, sizes, of_pair)
    before = -np.inf
    for _ in range(ROUNDS if classes > 1 else 0):
        odds = cultures.of_given[given] * cultures.of_family[family] / cultures.shares
        ratios = odds.sum(axis=1, keepdims=True)
        cultures = _classes(given, family, sizes, odds / ratios)
        likelihood = float(np.log(ratios).mean())
        if abs(likelihood - before) < 1e-4:
            break
        before = likelihood
    return cultures


def _classes(given: Ints, family: Ints, sizes: tuple[int, int], of_pair: Floats) -> Cultures:
    shares = of_pair.mean(axis=0)
    return Cultures(shares, _of_names(given, sizes[0], of_pair), _of_names(family, sizes[1], of_pair))


def _of_names(names: Ints, size: int, of_pair: Floats) -> Floats:
    seen = [np.bincount(names, weights=column, minlength=size) for column in of_pair.T]
    held = np.stack(seen, axis=1) + of_pair.mean(axis=0)
    shares: Floats = held / held.sum(axis=1, keepdims=True)
    return shares
