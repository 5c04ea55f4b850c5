"""Files of SPSS, Stata and SAS: read in a process of their own, labels and dates made plain."""
