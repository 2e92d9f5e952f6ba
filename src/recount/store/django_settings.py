"""What Django needs to know for persistence alone: no URLs, no secret, no default database."""

INSTALLED_APPS = ["recount.store.apps.StoreConfig"]
DATABASES: dict[str, dict[str, str]] = {}
USE_TZ = True
TIME_ZONE = "UTC"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
