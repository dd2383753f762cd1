"""How people and council systems sign in (allauth, django-oauth-toolkit)."""

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_FORMS = {
    "login": "web.account_forms.LoginForm",
    "reset_password": "web.account_forms.ResetPasswordForm",
    "reset_password_from_key": "web.account_forms.ResetPasswordKeyForm",
    "change_password": "web.account_forms.ChangePasswordForm",
    "reauthenticate": "web.account_forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "web.account_forms.AuthenticateCodeForm",
    "reauthenticate": "web.account_forms.ReauthenticateCodeForm",
    "activate_totp": "web.account_forms.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Independent Review"

# Sessions live in the cache: a row saved at response time would be written under the house's login.
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "iro_session"

OAUTH2_PROVIDER_APPLICATION_MODEL = "accounts.CouncilSystem"
OAUTH2_PROVIDER = {
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "SCOPES": {
        "cases": "Submit, read and correct this council's own cases",
        "feed": "Send the department's daily feed of this council's children",
    },
    "SCOPES_BACKEND_CLASS": "accounts.scopes.GrantedScopes",
    "OAUTH2_VALIDATOR_CLASS": "accounts.scopes.GrantingValidator",
    "ALLOWED_GRANT_TYPES": ["client_credentials"],
}
