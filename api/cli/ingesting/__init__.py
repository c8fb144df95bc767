"""Commands of those who bring data in: profiling, proposing, ingesting, quarantine, taking back."""
