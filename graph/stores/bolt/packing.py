"""Values as Bolt has them on the wire: the driver's own code, which is Rust where neo4j-rust-ext is there."""

from collections.abc import Sequence
from typing import Any

try:
    from neo4j._codec.packstream._common import PackableBuffer, Structure, UnpackableBuffer
    from neo4j._codec.packstream.v1 import Packer, Unpacker

    PACKS = True
except ImportError:  # of another driver than the one that is pinned: nothing of it is promised
    PACKS = False


class UnpackableError(Exception):
    """A value that the driver alone turns into what it is, such as a time."""


def packed(signature: int, fields: Sequence[Any]) -> bytes:
    """A message; raises UnpackableError for values that are no text, number, flag, list or map."""
    buffer = PackableBuffer()
    try:
        Packer(buffer).pack_struct(bytes((signature,)), fields)
    except (ValueError, TypeError, OverflowError) as error:
        raise UnpackableError from error
    return bytes(buffer.data)


def unpacked(message: bytes) -> list[Any]:
    """The fields of a message; raises UnpackableError for values that are no text, number, flag, list or
    map."""
    unpacker = Unpacker(UnpackableBuffer(message))
    size, _ = unpacker.unpack_structure_header()
    return [unpacker.unpack({Structure: _refuse}) for _ in range(size)]


def _refuse(_structure: Any) -> None:
    raise UnpackableError
