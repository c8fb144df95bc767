"""What rows are read from: files, plain or packed, members of archives, standard input."""

from ingest.inputs.base import Input
from ingest.inputs.file import FileInput

__all__ = ["FileInput", "Input"]
