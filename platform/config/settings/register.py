"""The register of determinations, as the public reads it."""

import os

REGISTER_LICENCE = os.environ.get(
    "IRO_REGISTER_LICENCE", "The operator has stated no licence: ask before you reuse it."
)
"""One line beside the open data, such as "Open Government Licence v3.0": what it is, is the operator's to say."""
REGISTER_SECONDS = 300
"""How long anybody on the way may keep a page of the register."""
