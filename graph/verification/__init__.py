"""Whether what an installation has stored is still there, and is what was written."""

from graph.verification.findings import Finding, Kind, VerificationReport
from graph.verification.graph import verify_graph
from graph.verification.stored import verify_stored

__all__ = ["Finding", "Kind", "VerificationReport", "verify_graph", "verify_stored"]
