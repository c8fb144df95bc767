"""Files: regular where they are read, whole and on disk where they are written, held by one; and YAML."""
