"""Codes of errors, the one list of them; `python -m api.gql.codes` writes `docs/errors.md` anew."""

from enum import StrEnum
from pathlib import Path
from typing import Self

DOCUMENT = Path(__file__).parents[2] / "docs" / "errors.md"


class Code(StrEnum):
    """Values of `extensions.code`, which stay as they are; each with what it means and what to do then."""

    meaning: str
    advice: str

    def __new__(cls, value: str, meaning: str, advice: str) -> Self:
        """A code with its explanation."""
        code = str.__new__(cls, value)
        code._value_, code.meaning, code.advice = value, meaning, advice
        return code

    @classmethod
    def of(cls, value: str) -> Self:
        """The code of this value; raises ValueError where there is none."""
        return cls(value)  # type: ignore[call-arg]  # of the members alone

    PARSE_FAILED = (
        "GRAPHQL_PARSE_FAILED",
        "The text is no GraphQL, or has more than 2,000 tokens.",
        "Correct it where `locations` points.",
    )
    VALIDATION_FAILED = (
        "GRAPHQL_VALIDATION_FAILED",
        "The operation does not fit the schema, or a variable does not fit its type.",
        "Compare it with the schema.",
    )
    BAD_INPUT = (
        "BAD_USER_INPUT",
        "An argument has a value that cannot be used, such as a cursor that is none, or a page of none.",
        "Change the value as the message says.",
    )
    NOT_FOUND = (
        "NOT_FOUND",
        "What an argument names is not there: a record, a review case, a judgement, a customer.",
        "Look for its name; a query for one object answers null instead.",
    )
    CONFLICT = (
        "CONFLICT",
        "What is asked contradicts what holds: a judgement in force, another steward's claim.",
        "Do first what the message says.",
    )
    TOO_DEEP = (
        "QUERY_TOO_DEEP",
        "The operation nests more levels of objects, or of conditions, than are allowed.",
        "Nest fewer, or ask in two operations.",
    )
    TOO_COSTLY = (
        "QUERY_TOO_COSTLY",
        "The operation could return more objects than are allowed.",
        "Ask for smaller pages.",
    )
    TOO_MANY_ALIASES = (
        "TOO_MANY_ALIASES",
        "The operation uses more aliases than are allowed.",
        "Use fewer, or send several operations.",
    )
    REPEATED = (
        "FIELD_REPEATED",
        "The operation selects a field of one object again and again.",
        "Select it once.",
    )
    PAGE_TOO_LARGE = (
        "PAGE_TOO_LARGE",
        "A page is larger than is allowed.",
        "Ask for less at once; lists with pages go on with `after`.",
    )
    TIMEOUT = (
        "TIMEOUT",
        "The operation took longer than it may; the store was told to stop.",
        "Ask for less at once.",
    )
    RATE_LIMITED = (
        "RATE_LIMITED",
        "More was asked for in the last minute than the roles allow.",
        "Wait for the seconds of `Retry-After`; `RateLimit-Remaining` says what is left.",
    )
    BUSY = (
        "BUSY",
        "So much work of a kind is waiting that no more of it is taken in; it was not begun.",
        "Send it again in a moment.",
    )
    TOO_MANY_OPEN = (
        "TOO_MANY_OPEN",
        "The caller has as many subscriptions open as are allowed.",
        "Close one that nobody needs.",
    )
    UNAUTHENTICATED = (
        "UNAUTHENTICATED",
        "Nobody is known by the key or the token, or there was none.",
        "Send a key that counts.",
    )
    FORBIDDEN = (
        "FORBIDDEN",
        "The roles do not allow it; nothing was run.",
        "Ask for the role that the message names.",
    )
    BAD_REQUEST = (
        "BAD_REQUEST",
        "The request is no GraphQL request, names no operation, or came in a way that does not run it.",
        "Change the request as the message says.",
    )
    NOT_PERSISTED = (
        "PERSISTED_QUERY_NOT_FOUND",
        "No operation of this hash is known.",
        "Send the operation in full once, with its hash.",
    )
    NOT_LISTED = (
        "OPERATION_NOT_ALLOWED",
        "The server runs the operations of its file alone.",
        "Use one of them, or have it added.",
    )
    KEY_REUSED = (
        "IDEMPOTENCY_KEY_REUSED",
        "The key of a mutation belongs to another request.",
        "Take a new key for each thing that is to be done.",
    )
    TOO_LARGE = (
        "BODY_TOO_LARGE",
        "The body is larger than is allowed.",
        "Send less at once.",
    )
    UNAVAILABLE = (
        "STORE_UNAVAILABLE",
        "The store, the journal, the last identity run or what else the server stands on cannot be used now.",
        "Try again later; `/readyz` says when.",
    )
    INTERNAL = (
        "INTERNAL_SERVER_ERROR",
        "Something went wrong that nobody foresaw.",
        "Tell the operators when it happened: their log has the place.",
    )


def document() -> str:
    """The page of documentation."""
    rows = "\n".join(f"| `{code}` | {code.meaning} | {code.advice} |" for code in Code)
    return f"""# Errors

Every error has a code in `extensions.code`, which stays the same from version to version, and what to do
about it in `extensions.advice`; `message` says what was wrong in this case. No error names addresses, folders
or statements of the server's; its log does, and persons are in neither.

| code | means | what to do |
|---|---|---|
{rows}

This page is written from `api/gql/codes.py` by `make generate`.
"""


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
