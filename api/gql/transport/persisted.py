"""Persisted operations: clients name them by their SHA-256, as in `extensions.persistedQuery`.

Those of the operators' file are always known; others that clients have sent once in full are, for a while,
unless the settings allow the file's alone.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from api.gql.codes import Code
from api.gql.errors import RequestError
from graph.errors import SettingsError
from graph.settings import Settings

KEPT = 1_000
LONGEST = 20_000
"""Letters of an operation that is kept: a thousand longer ones would fill the memory."""

_NOT_ALLOWED = "This operation is not in the server's file, and no other is allowed here."


class Persisted:
    """Operations by their SHA-256."""

    def __init__(self, listed: Mapping[str, str], *, listed_only: bool) -> None:
        self._listed = listed
        self._listed_only = listed_only
        self._sent: OrderedDict[str, str] = OrderedDict()

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The operations of the file that the settings name; raises SettingsError where it cannot be used."""
        path = settings.graphql_operations
        listed = read_operations(path) if path else {}
        return cls(listed, listed_only=settings.graphql_operations_only)

    def text_of(self, query: str | None, extensions: Mapping[str, Any] | None) -> str | None:
        """The operation that a request means; raises RequestError where it is unknown or not allowed."""
        named = (extensions or {}).get("persistedQuery")
        if named is None:
            if self._listed_only and query and sha256(query) not in self._listed:
                raise RequestError(Code.NOT_LISTED, _NOT_ALLOWED)
            return query
        digest = named.get("sha256Hash") if isinstance(named, dict) and named.get("version") == 1 else None
        if not isinstance(digest, str):
            raise RequestError(Code.BAD_REQUEST, "persistedQuery has version 1 and a sha256Hash.")
        return self._sent_once(query, digest) if query else self._known(digest)

    def _known(self, digest: str) -> str:
        text = self._listed.get(digest) or self._sent.get(digest)
        if text is None:
            if self._listed_only:
                raise RequestError(Code.NOT_LISTED, _NOT_ALLOWED)
            raise RequestError(Code.NOT_PERSISTED, "PersistedQueryNotFound")  # as clients know it
        return text

    def _sent_once(self, query: str, digest: str) -> str:
        if sha256(query) != digest:
            raise RequestError(Code.BAD_REQUEST, "The sha256Hash is not that of the query.")
        if self._listed_only and digest not in self._listed:
            raise RequestError(Code.NOT_LISTED, _NOT_ALLOWED)
        if len(query) <= LONGEST:
            self._sent[digest] = query
            self._sent.move_to_end(digest)
            if len(self._sent) > KEPT:
                self._sent.popitem(last=False)
        return query


def read_operations(path: Path) -> dict[str, str]:
    """Operations by SHA-256 out of a file: an object of texts by hash, or the manifest of Apollo's tools.

    Raises SettingsError where it is neither, or a hash is not that of its text.
    """
    try:
        stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if "operations" in stored:
            stored = {each["id"]: each["body"] for each in stored["operations"]}
        wrong = [digest for digest, text in stored.items() if sha256(text) != digest]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SettingsError(
            f"The operations in {path} cannot be read.",
            'Write JSON: {"sha256 of the text": "the text"}, or a manifest of persisted queries.',
        ) from error
    if wrong:
        raise SettingsError(
            f"{wrong[0][:64]} in {path} is not the SHA-256 of its operation.", "Make the file anew."
        )
    return stored


def sha256(text: str) -> str:
    """The SHA-256 of an operation, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
