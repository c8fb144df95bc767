"""Names that are those of products, by what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import Meaning

_SOME_CODES, _NAME_OF_A_PRODUCT = 0.5, 0.9


def with_names_of_products(columns: Sequence[list[Meaning]]) -> list[list[Meaning]]:
    """What columns may mean, with plain names as those of products in objects that number one:
    `properties.name` beside `properties.product_id`."""
    likeliest = [meanings[0] for meanings in columns if meanings]
    numbered = {_object_of(it) for it in likeliest if it.concept == "product_id"} - {""}
    return [[named_line(it) if _object_of(it) in numbered else it for it in meanings] for meanings in columns]


def _object_of(meaning: Meaning) -> str:
    """The path of the object that a column is in; empty where it is in none."""
    return meaning.column.name.rpartition(".")[0]


def numbers_product(meanings: Sequence[Meaning]) -> bool:
    """Whether a column has numbers of products without its header saying so: told by what stands beside."""
    of_product = bool(meanings) and meanings[0].concept == "product_id"
    return of_product and "product" not in said(meanings[0].column.name).senses


def named_product(meaning: Meaning) -> Meaning:
    """The name of a product, where a column called a product has other texts than codes beside a number."""
    own = meaning.concept == "product_id" and said(meaning.column.name).senses.keys() == {"product"}
    if not own or meaning.column.is_like("code", "uuid") > _SOME_CODES or not meaning.column.texts:
        return meaning
    why = f'"{meaning.column.name}" stands beside the number of a product'
    return replace(meaning, concept="name", subject="product", score=_NAME_OF_A_PRODUCT, why=why)


def named_line(meaning: Meaning) -> Meaning:
    """The name of a product, where a column is called a name and no more, beside names of persons and how
    many were sold."""
    plain = meaning.concept == "name" and said(meaning.column.name).senses.keys() == {"name"}
    return replace(meaning, subject="product") if plain else meaning
