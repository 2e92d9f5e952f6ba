"""Django's settings for a server of pages, made from ``ServerOptions``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from recount.store.django_settings import PASSWORD_HASHERS
from recount.store.sql import django_database
from recount.web.options import ServerOptions

HERE = Path(__file__).parent
PUBLISHED_ASSETS = HERE.parent / "publish" / "assets"
WAIT_SECONDS = 20  # a writer's turn; longer than any page may take, shorter than a browser gives up
SESSION_SECONDS = 12 * 60 * 60  # one working day: a laptop taken away is signed out the next morning

INSTALLED_APPS = [
    "recount.store.apps.StoreConfig",
    "recount.web.apps.WebConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "recount.web.access.AccessMiddleware",
]
# Nothing but the application's own files, and no script or style inside a page. Images as data: the QR code of
# two-step sign-in.
POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}


def settings_for(options: ServerOptions) -> dict[str, Any]:
    """Return the settings of one server."""
    return {
        "ALLOWED_HOSTS": list(options.hosts),
        "AUTH_USER_MODEL": "recount_store.AccountRow",
        "CACHES": {
            "default": {
                # Shared by all processes, so that the limits on signing in hold across them.
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": "recount_cache",
            }
        },
        "CONTENT_SECURITY_POLICY": {"DIRECTIVES": POLICY},
        "DATABASES": {"default": django_database(options.store, WAIT_SECONDS)},
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2_000_000,
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "INSTALLED_APPS": INSTALLED_APPS,
        "LOGIN_REDIRECT_URL": "home",
        "LOGIN_URL": "account_login",
        "LOGGING": _logging(),
        "MIDDLEWARE": MIDDLEWARE,
        "RECOUNT": options,
        "ROOT_URLCONF": "recount.web.urls",
        "SECRET_KEY": options.secret,
        "TEMPLATES": [_templates()],
        "TIME_ZONE": "UTC",
        "USE_TZ": True,
        "WSGI_APPLICATION": None,
        **_languages(),
        **_static(),
        **_signing_in(options),
        **_transport(options),
    }


def _templates() -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "recount.web.context.for_every_page",
            ],
            "builtins": ["recount.web.templatetags.record_tags"],
        },
    }


def _languages() -> dict[str, Any]:
    return {
        "LANGUAGE_CODE": "en",
        "LANGUAGES": [("en", "English"), ("ar", "العربية")],
        "LOCALE_PATHS": [HERE / "locale"],
        "USE_I18N": True,
    }


def _static() -> dict[str, Any]:
    return {
        "STATIC_URL": "/static/",
        "STATICFILES_DIRS": [HERE / "static", ("published", PUBLISHED_ASSETS)],
        "WHITENOISE_AUTOREFRESH": False,
        "WHITENOISE_USE_FINDERS": True,
    }


def _signing_in(options: ServerOptions) -> dict[str, Any]:
    return {
        "ACCOUNT_ADAPTER": "recount.web.signing.Adapter",
        "ACCOUNT_EMAIL_VERIFICATION": "none",  # an office under threat gives no addresses away
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_LOGOUT_REDIRECT_URL": "account_login",
        # By account, because an office shares one address; by address, loosely, against a list of names.
        "ACCOUNT_RATE_LIMITS": {"login": "120/m/ip", "login_failed": "5/5m/key,60/5m/ip"},
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
        "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
        "ALLAUTH_TRUSTED_PROXY_COUNT": options.proxies,
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": extra}
            for name, extra in (
                ("MinimumLengthValidator", {"min_length": 12}),
                ("CommonPasswordValidator", {}),
                ("NumericPasswordValidator", {}),
                ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "display_name")}),
            )
        ],
        "MFA_ADAPTER": "recount.web.signing.SecondStep",
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
        "MFA_TOTP_ISSUER": "Recount",
        "PASSWORD_HASHERS": PASSWORD_HASHERS,
        "SESSION_COOKIE_AGE": SESSION_SECONDS,
        "SESSION_COOKIE_NAME": "recount_session",
    }


def _transport(options: ServerOptions) -> dict[str, Any]:
    secure: dict[str, Any] = {
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_COOKIE_SECURE": options.is_secure,
        "CSRF_FAILURE_VIEW": "recount.web.errors.csrf_failed",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "SECURE_REFERRER_POLICY": "same-origin",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": options.is_secure,
        "X_FRAME_OPTIONS": "DENY",
    }
    if options.is_secure:
        secure["SECURE_HSTS_SECONDS"] = 31_536_000
        secure["SECURE_PROXY_SSL_HEADER"] = ("HTTP_X_FORWARDED_PROTO", "https")
    return secure


def _logging() -> dict[str, Any]:
    """Errors to standard error, without the texts of requests: they may name people."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"stderr": {"class": "logging.StreamHandler"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "ERROR"}},
    }
