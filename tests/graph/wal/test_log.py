"""The write-ahead log: what was acknowledged is there, whatever happened to the process or the disk."""

from pathlib import Path

import pytest

from graph.errors import CkgError, JournalError
from graph.wal import Appender, frames, span
from graph.wal import appender as module
from graph.wal.frames import segments
from graph.wal.reader import forget
from tests.support.disk import small_files


def payloads(folder: Path, after: int = 0) -> list[bytes]:
    return [frame.payload for frame in frames(folder, after)]


def test_frames_come_back_in_order_and_from_any_of_their_ends(tmp_path: Path) -> None:
    Appender(tmp_path).append([b"one", b"two"])
    Appender(tmp_path).append([b""])

    found = list(frames(tmp_path, 0))

    assert [frame.payload for frame in found] == [b"one", b"two", b""]
    assert [payloads(tmp_path, frame.end) for frame in found] == [[b"two", b""], [b""], []]
    assert found[-1].end == span(tmp_path).end


def test_a_write_that_was_cut_off_anywhere_leaves_what_was_whole_before(tmp_path: Path) -> None:
    Appender(tmp_path).append([b"whole"])
    [(_, path)] = segments(tmp_path)
    whole = path.stat().st_size
    Appender(tmp_path).append([b"cut off"])
    content = path.read_bytes()
    for size in range(whole, len(content)):
        path.write_bytes(content[:size])
        assert payloads(tmp_path) == [b"whole"]

        Appender(tmp_path).append([b"later"])

        assert payloads(tmp_path) == [b"whole", b"later"]


def test_damage_is_told_from_a_torn_end(tmp_path: Path) -> None:
    Appender(tmp_path).append([b"first", b"second"])
    [(_, path)] = segments(tmp_path)
    content = bytearray(path.read_bytes())
    content[content.index(b"first")] ^= 1
    path.write_bytes(content)

    with pytest.raises(JournalError, match="damaged"):
        payloads(tmp_path)
    with pytest.raises(JournalError, match="damaged"):
        Appender(tmp_path)


def test_a_flipped_bit_anywhere_is_told_from_a_torn_end(tmp_path: Path) -> None:
    """In the newest frame, too: it was acknowledged, and nothing may cut it off."""
    Appender(tmp_path).append([b"first", b"second"])
    [(_, path)] = segments(tmp_path)
    content = path.read_bytes()
    for bit in range(8 * len(content)):
        harmed = bytearray(content)
        harmed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(harmed)

        with pytest.raises(JournalError, match="damaged"):
            payloads(tmp_path)
        with pytest.raises(JournalError, match="damaged"):
            Appender(tmp_path)
        assert path.read_bytes() == harmed


@pytest.mark.parametrize("written", [0, 3, 12, 40, 700])
def test_space_that_was_never_written_to_is_a_torn_end(tmp_path: Path, written: int) -> None:
    """As after a loss of power, on file systems that make room first."""
    Appender(tmp_path).append([b"whole"])
    [(_, path)] = segments(tmp_path)
    whole = path.stat().st_size
    Appender(tmp_path).append([b"x" * 2_000])
    content = path.read_bytes()
    path.write_bytes(content[: whole + written].ljust(len(content), b"\0"))

    assert payloads(tmp_path) == [b"whole"]
    Appender(tmp_path).append([b"later"])
    assert payloads(tmp_path) == [b"whole", b"later"]


def test_two_processes_write_to_one_log(tmp_path: Path) -> None:
    one, other = Appender(tmp_path), Appender(tmp_path)
    for number in range(6):
        (one, other)[number % 2].append([b"%d" % number])

    assert payloads(tmp_path) == [b"%d" % number for number in range(6)]


def test_positions_that_the_journal_has_are_not_given_out_again(tmp_path: Path) -> None:
    Appender(tmp_path, floor=1_000).append([b"after the log was lost"])

    assert payloads(tmp_path, 1_000) == [b"after the log was lost"]


def test_segments_that_are_drained_go_and_positions_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SEGMENT_BYTES", 40)
    appender = Appender(tmp_path)
    for number in range(10):
        appender.append([b"%d" % number])
    [middle] = [frame.end for frame in frames(tmp_path, 0) if frame.payload == b"4"]
    assert len(segments(tmp_path)) == 3

    forget(tmp_path, middle)

    assert payloads(tmp_path, middle) == [b"5", b"6", b"7", b"8", b"9"]
    assert span(tmp_path).begin <= middle
    forget(tmp_path, span(tmp_path).end)
    assert len(segments(tmp_path)) == 1


def test_a_full_disk_takes_nothing_and_loses_nothing(tmp_path: Path) -> None:
    appender = Appender(tmp_path)
    appender.append([b"before"])
    with small_files(100), pytest.raises(CkgError, match="may not grow"):
        appender.append([b"x" * 200])

    assert payloads(tmp_path) == [b"before"]
    appender.append([b"after"])
    assert payloads(tmp_path) == [b"before", b"after"]
    assert all(path.stat().st_mode & 0o077 == 0 for _, path in segments(tmp_path))
