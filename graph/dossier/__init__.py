"""What is held about a person, for that person: everything, with where it is from and since when."""
