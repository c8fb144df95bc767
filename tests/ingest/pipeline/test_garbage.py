"""The collector runs rarely while rows are read, and as it did before afterwards."""

import gc

from ingest.pipeline.garbage import rarely_collected


def test_the_collector_is_as_before_whatever_happens() -> None:
    before = gc.get_threshold()
    try:
        with rarely_collected():
            assert gc.get_threshold()[0] > before[0]
            raise LookupError
    except LookupError:
        assert gc.get_threshold() == before


def test_a_collector_that_is_off_stays_off() -> None:
    before = gc.get_threshold()
    gc.set_threshold(0)
    try:
        with rarely_collected():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)
