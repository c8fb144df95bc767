"""Whether what an installation has stored is still there, and is what was written."""

from graph.verification.findings import Finding, Kind, Verified
from graph.verification.graph import verify_graph
from graph.verification.stored import verify_stored

__all__ = ["Finding", "Kind", "Verified", "verify_graph", "verify_stored"]
