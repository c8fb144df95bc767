"""Data sets out of Debian packages of R, without R: fetched with apt-get, unpacked in a temporary folder."""

from __future__ import annotations

import bz2
import lzma
import subprocess
import tempfile
import zlib
from pathlib import Path
from typing import Any


def data_sets(package: str, *names: str) -> list[Any]:
    """Data sets of a package such as `r-cran-modeldata`, as pandas has them; needs Debian's apt-get and the
    extra `bench`."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["apt-get", "download", "-q", package], cwd=folder, check=True)  # noqa: S603, S607 - as said
        [packed] = Path(folder).glob("*.deb")
        subprocess.run(["dpkg-deb", "-x", packed, "."], cwd=folder, check=True)  # noqa: S603, S607 - as said
        [index] = Path(folder).glob("usr/lib/R/site-library/*/data/Rdata.rdx")
        known = _read(zlib.decompress(index.read_bytes(), 47))["variables"]
        held = index.with_suffix(".rdb").read_bytes()
    return [_read(_unpacked(held, *(int(part) for part in known[name]))) for name in names]


def _unpacked(held: bytes, offset: int, length: int) -> bytes:
    """An object of a lazy-load database: four bytes for its size, then, but for zlib, one for the method."""
    body = held[offset + 4 : offset + length]
    if body[:1] == b"2":
        return bz2.decompress(body[1:])
    if body[:1] == b"Z":
        filters = [{"id": lzma.FILTER_LZMA2, "preset": 6}]
        return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters).decompress(body[1:])
    return zlib.decompress(body)


def _read(serialized: bytes) -> Any:
    import rdata  # of the extra `bench`

    return rdata.conversion.convert(rdata.parser.parse_data(serialized))
