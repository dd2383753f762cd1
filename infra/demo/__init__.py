"""The narrated demonstration: a region, a panel, three councils and two years of invented work (`iro demo`).

`invention` makes everybody up, purely and from a seed; `story` carries it out through the real commands, API, files and
pages; `command` starts and stops what that needs. No child, worker or reviewing officer in it exists.
"""
