"""The base of the API's views. Apart from api.auth, which Django REST framework imports before its own views exist."""

from typing import ClassVar, cast

from rest_framework.views import APIView

from accounts.actor import Actor
from accounts.permissions import Permission


class HouseView(APIView):
    """The base of every view in a council's house. `permissions` maps a method to what it needs."""

    permissions: ClassVar[dict[str, Permission]] = {}

    @property
    def actor(self) -> Actor:
        return cast(Actor, self.request.user)
