"""What a council's system may ask a token for: what it was granted, and no more (django-oauth-toolkit's backend)."""

import re
from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import BaseScopes
from oauth2_provider.settings import oauth2_settings

EVERYTHING = re.compile(r"api://[^\s/]\S*/\.default", re.ASCII)
"""All that the client was granted, in the words of Microsoft Entra, which senders of the daily feed use."""


class GrantedScopes(BaseScopes):  # type: ignore[misc]
    """Scopes a client: none but those that stand in its row."""

    def get_all_scopes(self) -> dict[str, str]:
        every: dict[str, str] = oauth2_settings.SCOPES
        return every

    def get_available_scopes(self, application: Any = None, request: Any = None, *_: Any, **__: Any) -> list[str]:
        return sorted(application.granted) if application is not None else list(self.get_all_scopes())

    def get_default_scopes(self, application: Any = None, request: Any = None, *_: Any, **__: Any) -> list[str]:
        return self.get_available_scopes(application, request)


class GrantingValidator(OAuth2Validator):  # type: ignore[misc]
    def validate_scopes(self, client_id: str, scopes: list[str], client: Any, request: Any, *_: Any, **__: Any) -> bool:
        """`api://<anything>/.default` becomes what was granted, so that the token says it in plain words."""
        if len(scopes) == 1 and EVERYTHING.fullmatch(scopes[0]):
            request.scopes = GrantedScopes().get_available_scopes(client, request)
            return bool(request.scopes)
        return bool(super().validate_scopes(client_id, scopes, client, request))
