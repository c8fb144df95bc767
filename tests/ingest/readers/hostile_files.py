"""Files as nobody should write them, and what is right: which rows go in, which are refused and why."""

from tests.ingest.readers.hostile_csv import HEADERS, QUOTES, ROWS
from tests.ingest.readers.hostile_encodings import ENCODINGS
from tests.ingest.readers.hostile_formats import FORMATS
from tests.ingest.readers.hostile_json import JSON, NO_TIMES, TIMES

CASES = (*QUOTES, *ROWS, *HEADERS, *FORMATS, *ENCODINGS, *JSON, *TIMES, *NO_TIMES)
