"""The benchmark: a case submitted to ours, to a stock set-up of the same packages, and as raw SQL (the floor)."""
