"""The sample company as a whole: sizes, determinism, rates, files."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from dataclasses import fields
from math import sqrt
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest.sample import SampleError, SampleReport, TroubleRates, generate
from ingest.sample.layouts import LAYOUTS


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_the_same_seed_gives_the_same_bytes_in_another_process(company: SampleReport, tmp_path: Path) -> None:
    code = "import sys, pathlib, ingest.sample as s; s.generate(2000, 1, pathlib.Path(sys.argv[1]))"

    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], check=True, env={**os.environ, "PYTHONHASHSEED": "7"}
    )

    assert _digests(tmp_path) == _digests(company.target)


def test_another_seed_gives_another_company(company: SampleReport, tmp_path: Path) -> None:
    generate(1_000, 2, tmp_path)

    digests, others = _digests(tmp_path), _digests(company.target)
    same = {file for file, digest in digests.items() if others[file] == digest}
    assert same == {"shop_products.jsonl"} | {path.name for path in company.mappings}


def test_blocks_made_in_other_processes_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate(2_100, 5, tmp_path / "alone")
    monkeypatch.setattr("ingest.sample.company._IN_PARALLEL", 1_000)

    generate(2_100, 5, tmp_path / "together")

    assert _digests(tmp_path / "alone") == _digests(tmp_path / "together")


@pytest.mark.parametrize("people", [0, 999, 1_000_001])
def test_a_size_out_of_range_is_refused(people: int, tmp_path: Path) -> None:
    with pytest.raises(SampleError, match="1,000 to 1,000,000"):
        generate(people, 1, tmp_path)
    assert not list(tmp_path.iterdir())


def test_progress_counts_people(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    generate(2_100, 1, tmp_path, progress=lambda done, total: seen.append((done, total)))

    assert seen == [(2_000, 2_100), (2_100, 2_100)]


def test_every_trouble_happens_at_its_rate(company: SampleReport) -> None:
    """Within four standard deviations of a binomial count, plus one for rounding."""
    rates, tally, off = TroubleRates(), company.troubles, []
    for rate in fields(rates):
        share, chances = getattr(rates, rate.name), tally.chances[rate.name]
        spread = 4 * sqrt(chances * share * (1 - share)) + 1
        if rate.name == "broken_row":
            spread += len(LAYOUTS)  # at least one in each file
        if not chances or abs(tally.happened[rate.name] - chances * share) > spread:
            off.append((rate.name, tally.happened[rate.name], chances))

    assert off == []


def test_without_troubles_none_happen(tmp_path: Path) -> None:
    calm = TroubleRates(**{rate.name: 0.0 for rate in fields(TroubleRates)})

    report = generate(1_000, 1, tmp_path, calm)

    assert set(report.troubles.happened.elements()) <= {"broken_row"}  # at least one in each file
    assert report.twin_pairs == report.referrals == report.self_referrals == 0


def test_many_people_are_in_five_sources_and_more(company: SampleReport) -> None:
    assert sum(n for sources, n in company.people_by_sources.items() if sources >= 5) > 400
    assert sum(company.people_by_sources.values()) == 2_000


def test_every_file_is_there_with_the_rows_reported(company: SampleReport) -> None:
    rows = Counter[str]()
    for layout in LAYOUTS:
        path = company.target / layout.file
        if layout.format == "parquet":
            rows[layout.file] = pq.ParquetFile(path).metadata.num_rows
        else:
            text = path.read_bytes().decode(layout.encoding)
            rows[layout.file] = text.count("\n") - bool(layout.columns)

    assert rows == company.rows
    assert len({layout.source for layout in LAYOUTS}) == 9


def test_referral_chains_are_deep_and_a_few_advocates_are_strong(company: SampleReport) -> None:
    lines = (company.target / "referrals_truth.csv").read_text(encoding="utf-8").splitlines()[1:]
    brought = Counter(line.split(",")[0] for line in lines)

    assert company.referral_depth >= 4
    assert brought.most_common(1)[0][1] >= 10
    assert sorted(brought.values())[len(brought) // 2] <= 2
