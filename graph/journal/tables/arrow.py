"""Arrow's functions without their type hints, which know neither nulls nor a single text beside a column."""

from typing import Any

import pyarrow.compute

compute: Any = pyarrow.compute
