"""allauth's forms with our words: labels, hints and errors say what to do. Named in ACCOUNT_FORMS and MFA_FORMS.

allauth carries no types, hence the ignores.
"""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms

from web.forms import WordedErrors

# field name: label, error when empty, attributes of the input
WORDS: dict[str, tuple[str, str, dict[str, str]]] = {
    "login": ("Email address", "Enter your email address", {"autocomplete": "username", "spellcheck": "false"}),
    "email": ("Email address", "Enter your email address", {"autocomplete": "email", "spellcheck": "false"}),
    "password": ("Password", "Enter your password", {"autocomplete": "current-password"}),
    "oldpassword": ("Present password", "Enter your present password", {"autocomplete": "current-password"}),
    "password1": ("New password", "Enter a new password", {"autocomplete": "new-password"}),
    "password2": ("New password again", "Enter the new password again", {"autocomplete": "new-password"}),
    "code": (
        "Code",
        "Enter the code",
        {"autocomplete": "one-time-code", "spellcheck": "false", "class": "govuk-input--width-10"},
    ),
}


class _Worded(WordedErrors):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in WORDS:
                _dress(field, *WORDS[name])


def _dress(field: forms.Field, label: str, required: str, attrs: dict[str, str]) -> None:
    field.label = label
    field.error_messages["required"] = required
    field.widget.attrs.update(attrs)
    if attrs["autocomplete"] == "current-password":
        field.help_text = ""  # allauth's link to the reset: the page has its own
    if isinstance(field, forms.EmailField):
        field.error_messages["invalid"] = "Enter an email address in the correct format, like name@example.com"


class LoginForm(_Worded, account.LoginForm):  # type: ignore[misc]
    """The address and the password."""


class ResetPasswordForm(_Worded, account.ResetPasswordForm):  # type: ignore[misc]
    """Asks for the address that gets the link."""


class ResetPasswordKeyForm(_Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, twice."""


class ChangePasswordForm(_Worded, account.ChangePasswordForm):  # type: ignore[misc]
    """The present password and the new one, twice."""


class ReauthenticateForm(_Worded, account.ReauthenticateForm):  # type: ignore[misc]
    """The password, before a change to the account's protection."""


class AuthenticateCodeForm(_Worded, mfa.AuthenticateForm):  # type: ignore[misc]
    """The authenticator's or a recovery code, at sign-in."""


class ReauthenticateCodeForm(_Worded, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The authenticator's or a recovery code, before a change to the account's protection."""


class ActivateTOTPForm(_Worded, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator."""
