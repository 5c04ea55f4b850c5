"""The tools of this package, a file for each question an analyst asks."""
