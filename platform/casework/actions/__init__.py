"""The only writers of a council's cases, a noun a file."""

from casework.actions.appointment import confirm_appointment, record_proposal
from casework.actions.correction import correct_case
from casework.actions.erasing import confirm_erasure, place_hold, propose_erasure, release_hold
from casework.actions.feeding import take_in_feed
from casework.actions.glass import break_glass, review_break_glass
from casework.actions.inventing import invent_children
from casework.actions.misplaced import answer_misplacement, mark_misplaced
from casework.actions.notices import acknowledge_notice, give_notice
from casework.actions.papers import add_paper
from casework.actions.returns import cancel_return, load_return, receive_return, run_return, run_waiting
from casework.actions.submission import submit_case

__all__ = [
    "acknowledge_notice",
    "add_paper",
    "answer_misplacement",
    "break_glass",
    "cancel_return",
    "confirm_appointment",
    "confirm_erasure",
    "correct_case",
    "give_notice",
    "invent_children",
    "load_return",
    "mark_misplaced",
    "place_hold",
    "propose_erasure",
    "receive_return",
    "record_proposal",
    "release_hold",
    "review_break_glass",
    "run_return",
    "run_waiting",
    "submit_case",
    "take_in_feed",
]
