"""For each rule rows that fail it and rows, as near as can be, that don't."""
