"""A part of a statement with what its parameters are."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.gql.compile.drafts import Source
from api.gql.compile.fragments import Fragment


@dataclass(frozen=True)
class Written:
    """A part of a statement, and where its parameters come from."""

    part: Fragment
    sources: Mapping[str, Source]
