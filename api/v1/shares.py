"""A side's share of the draw of its arbitrator, sealed before anybody knows another's (`ledger.draws`)."""

from typing import ClassVar

from accounts.permissions import Permission
from api.operations import Operation
from api.serializers import Strict, Text
from api.v1.kept import MoveKept
from api.v1.statements import OfReferral
from escalation import actions
from escalation.ladder import NotNow
from escalation.rules import AlreadyDone, Incomplete
from reviews.rules import NotTheChildsIro


class ShareIn(Strict):
    words = Text(
        max_length=200, required=False, allow_blank=True, default="", help_text="Your own; chance is added to them"
    )


class CouncilsShare(OfReferral):
    permissions: ClassVar = {"POST": Permission.STATEMENT_COUNCIL}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "seal_council_share",
            "The council seals its share of the draw, once, up to the draw's limit. The IRO can't read it before.",
            takes=ShareIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, Incomplete, AlreadyDone),
            example={"words": "3 6 1 1 5 2"},
            once=True,
        )
    }
    carry_out = staticmethod(actions.seal_council_share)


class ServicesShare(OfReferral):
    permissions: ClassVar = {"POST": Permission.STATEMENT_SERVICE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "seal_service_share",
            "The child's IRO seals the service's share, once, up to its limit. The council can't read it before.",
            takes=ShareIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotTheChildsIro, Incomplete, AlreadyDone),
            example={"words": ""},
            once=True,
        )
    }
    carry_out = staticmethod(actions.seal_service_share)
