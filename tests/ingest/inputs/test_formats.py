"""Names of files: what they end in, packed or not."""

from pathlib import PurePath

import pytest

from ingest.inputs.formats import ending, plain_name, stem


@pytest.mark.parametrize(
    ("name", "plain", "its_ending"),
    [
        ("k.csv", "k.csv", ".csv"),
        ("in/k.csv.gz", "k.csv", ".csv"),
        ("K.CSV.GZ", "K.CSV", ".csv"),
        ("k.gz.zst", "k", ""),
        ("*.csv.zip", "*.csv", ".csv"),
        ("a..gz", "a.", ""),
        (".gz", ".gz", ""),
        ("gz", "gz", ""),
        ("", "", ""),
    ],
)
def test_a_packing_is_no_part_of_a_name(name: str, plain: str, its_ending: str) -> None:
    assert (plain_name(name), ending(name)) == (plain, its_ending)


@pytest.mark.parametrize("packing", ["gz", "bz2", "xz", "zst", "zstd", "zip", "GZ"])
def test_every_packing_leaves_name_and_ending_as_they_are(packing: str) -> None:
    for name in ("k.csv", "k", "k.tar", "k.v1.parquet"):
        packed = f"{name}.{packing}"
        assert (plain_name(packed), ending(packed)) == (name, PurePath(name).suffix)
        assert stem(packed) == stem(name)
