"""How texts are read as values: numbers, dates, truth values, and what means missing."""
