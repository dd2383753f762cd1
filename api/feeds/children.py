"""`POST …/children_social_care_data/{LA_CODE}/children`: the department's daily feed, version 0.8."""

from collections.abc import Callable
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.feeds import problems
from api.limits import OfAClient
from api.operations import Operation
from api.views import HouseView
from casework import actions
from casework.feed.records import FeedRefused, TooManyRecords


class BatchesOfAClient(OfAClient):
    scope = "feed"


class Children(HouseView):
    """Takes 1 to 100 child records, as a JSON array, and answers with an id for each, in their order.

    Kept are the child's own details, placements and workers of children in care. All else that the specification has
    is accepted and not kept: nobody here needs it.
    """

    permissions: ClassVar = {"POST": Permission.FEED_SEND}
    operations: ClassVar = {
        "POST": Operation(
            id="send_feed_batch",
            summary="Send a batch of the department's daily feed",
            problems=(FeedRefused, TooManyRecords),
        )
    }
    throttle_classes = [BatchesOfAClient]

    def get_exception_handler(self) -> Callable[..., Any]:
        return problems.handle

    def post(self, request: Request, code: str) -> Response:
        """All of the batch is taken in, or nothing of it. The same batch again changes nothing and has the same ids."""
        return Response(list(actions.take_in_feed(request.data, actor=self.actor).ids))
