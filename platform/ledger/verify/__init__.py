"""`iro ledger verify`: whether a house's tables, history, log and checkpoints are what was recorded and signed.

What a superuser does can't be prevented; here it is found, and named by table and row.
"""

from ledger.verify.findings import Finding, Summary
from ledger.verify.house import verify

__all__ = ["Finding", "Summary", "verify"]
