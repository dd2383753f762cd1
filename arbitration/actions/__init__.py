"""The only writers in a panel's house. Each is one transaction: permit → rule → write → record → publish."""

from arbitration.actions.bundles import take_in_bundle
from arbitration.actions.complying import record_direction
from arbitration.actions.correcting import correct_slip, grant_slip, refuse_slip, take_in_slip
from arbitration.actions.deliberating import deliberate
from arbitration.actions.determining import issue_determination, save_draft
from arbitration.actions.intake import record_answer, record_statement, take_in_referral
from arbitration.actions.leaving import stand_down
from arbitration.actions.ordering import make_order, take_in_filing
from arbitration.actions.publishing import (
    check_publication,
    delay_publication,
    prepare_publication,
    publish_determination,
)
from arbitration.actions.register import correct_publication, withdraw_publication
from arbitration.actions.roster import (
    declare_conflict,
    end_conflict,
    remove_arbitrator,
    renew_term,
    seat_arbitrator,
)
from arbitration.actions.shares import go_on_with_draws, open_share, seal_share
from arbitration.actions.urns import lay_again, lay_urn

__all__ = [
    "check_publication",
    "correct_publication",
    "correct_slip",
    "declare_conflict",
    "delay_publication",
    "deliberate",
    "end_conflict",
    "go_on_with_draws",
    "grant_slip",
    "issue_determination",
    "lay_again",
    "lay_urn",
    "make_order",
    "open_share",
    "prepare_publication",
    "publish_determination",
    "record_answer",
    "record_direction",
    "record_statement",
    "refuse_slip",
    "remove_arbitrator",
    "renew_term",
    "save_draft",
    "seal_share",
    "seat_arbitrator",
    "stand_down",
    "take_in_bundle",
    "take_in_filing",
    "take_in_referral",
    "take_in_slip",
    "withdraw_publication",
]
