"""SSDA903 files (the DfE's annual return on children looked after): read, checked and reported.

The one door is `load.read`. Nothing here knows a database, a tenant or an actor.
"""
