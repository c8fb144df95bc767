"""From the files and events of a company's sources to clean, validated journal entries."""
