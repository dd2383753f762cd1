"""A checked load against what is on record: which rows are new, which differ, which are as they were. SQL alone."""
