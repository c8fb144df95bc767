"""Which columns of a file feed which field: those of one person, of one address, of one product."""
