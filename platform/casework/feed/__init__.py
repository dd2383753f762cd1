"""The department's daily feed of children's social care data, version 0.8, as councils send it already."""
