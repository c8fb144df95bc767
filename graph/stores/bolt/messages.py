"""The messages of Bolt that a read needs, see https://neo4j.com/docs/bolt/current/bolt/message/."""

from collections.abc import Iterator
from enum import IntEnum
from typing import Any

from graph.stores.bolt.packing import packed, unpacked

HANDSHAKE = b"\x60\x60\xb0\x17" + b"\x00\x04\x08\x05" + bytes(12)
"""What a connection begins with: Bolt's mark, and its versions, any from 5.4 to 5.8."""
CHOSEN = 4
"""Bytes of the version that a server chooses; nothing but zeros where it has none of these."""
_LONGEST = 0xFFFF
"""Bytes of a chunk at most."""


class Request(IntEnum):
    """Kinds of messages to a server."""

    HELLO = 0x01
    RUN = 0x10
    PULL = 0x3F
    LOGON = 0x6A


class Reply(IntEnum):
    """Kinds of messages from a server; any other says that something went wrong."""

    SUCCESS = 0x70
    RECORD = 0x71


OF_SUCCESS = frozenset(Reply)


def sent(kind: Request, *fields: Any) -> bytes:
    """A message in its chunks; raises UnpackableError."""
    message = packed(kind, fields)
    parts = (message[begin : begin + _LONGEST] for begin in range(0, len(message), _LONGEST))
    return b"".join(len(part).to_bytes(2, "big") + part for part in parts) + b"\x00\x00"


def kind_of(message: bytes) -> int:
    """What a message says it is."""
    return message[1]


def value_of(record: bytes) -> Any:
    """The one value of a record; raises UnpackableError."""
    [[value]] = unpacked(record)
    return value


def silence_of(greeting: bytes) -> float | None:
    """Seconds of silence in which a server that answers is dead, by what it said to HELLO: at work on a
    statement it gives a sign of life more often than that. None where it promises nothing."""
    [told] = unpacked(greeting)
    match told:
        case {"hints": {"connection.recv_timeout_seconds": int() | float() as seconds}}:
            return seconds
    return None


class Chunks:
    """Puts messages together from bytes as they come in."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._message = bytearray()

    def messages(self, data: bytes) -> Iterator[bytes]:
        """The messages that are whole with these bytes; an empty chunk between two is a sign of life."""
        self._bytes += data
        place = 0
        while (begin := place + 2) <= len(self._bytes):
            end = begin + int.from_bytes(self._bytes[place:begin], "big")
            if end > len(self._bytes):
                break
            if end > begin:
                self._message += self._bytes[begin:end]
            elif self._message:
                yield bytes(self._message)
                self._message.clear()
            place = end
        del self._bytes[:place]
