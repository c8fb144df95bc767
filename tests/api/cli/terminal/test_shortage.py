"""Commands that run out of memory."""

import duckdb
import pytest

from api.cli.terminal.shortage import MemoryShortError, within_memory


@pytest.mark.parametrize("error", [MemoryError(), duckdb.OutOfMemoryException("of a query")])
def test_a_shortage_of_memory_says_what_to_do(error: Exception) -> None:
    with pytest.raises(MemoryShortError, match="CKG_RUN_MEMORY"), within_memory():
        raise error


def test_other_errors_stay_what_they_are() -> None:
    with pytest.raises(ValueError, match="of a query"), within_memory():
        raise ValueError("of a query")
