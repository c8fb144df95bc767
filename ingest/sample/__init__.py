"""The sample company: a made-up German retailer with all its sources, and the truth about it."""

from ingest.sample.company import LARGEST, SMALLEST, SampleError, SampleReport, generate
from ingest.sample.rates import TroubleRates

__all__ = ["LARGEST", "SMALLEST", "SampleError", "SampleReport", "TroubleRates", "generate"]
