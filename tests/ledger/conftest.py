from tests.ledger.attacks import attack, southwark

__all__ = ["attack", "southwark"]
