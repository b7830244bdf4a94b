"""Open data: unsigned copies of the edition in force, for whoever does not speak TUF; the signed edition is the authority."""
