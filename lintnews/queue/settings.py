"""The settings of Django for the queue; what differs between queues comes from ``home``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url

from lintnews.queue.home import Home

_HERE = Path(__file__).resolve().parent
HOME = Home.of()

SECRET_KEY = HOME.secret()
DEBUG = False
ALLOWED_HOSTS = list(HOME.hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "lintnews.queue",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "lintnews.queue.middleware.content_security_policy",
    "lintnews.queue.middleware.no_store",
    "lintnews.queue.middleware.size_limit",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lintnews.queue.middleware.SignedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "lintnews.queue.middleware.allowed_methods",
]
ROOT_URLCONF = "lintnews.queue.urls"
WSGI_APPLICATION = "lintnews.queue.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lintnews.queue.pages.menu.menu",
            ],
        },
    }
]

_lasting: dict[str, Any] = {"conn_max_age": 600, "conn_health_checks": True}
_database: dict[str, Any] = (
    dict(dj_database_url.parse(HOME.database, **_lasting))
    if HOME.database
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME.own_database(),
        **{name.upper(): value for name, value in _lasting.items()},
    }
)
if _database["ENGINE"].endswith("sqlite3"):
    # A writer takes its lock at once, so that it waits for another instead of failing when it
    # turns from reading to writing.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "queue.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "queue"
LOGOUT_REDIRECT_URL = "login"

# Five wrong passwords for one name from one address close that door for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "queue/locked.html"
AXES_RESET_ON_SUCCESS = True
# Who tries on does not lock out others for longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "lintnews.queue.address.address_of"
AXES_USERNAME_CALLABLE = "lintnews.queue.signals.username_of"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = HOME.tls
CSRF_COOKIE_SECURE = HOME.tls
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOME.hosts] if HOME.tls else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HOME.tls else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HOME.tls else 0
CSRF_FAILURE_VIEW = "lintnews.queue.pages.errors.forged"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# An article has up to two million characters, each of up to four bytes, and JSON around it.
LARGEST_ARTICLE = 2_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
]
# Colors and type are those of the reports.
STATICFILES_DIRS = [("report", _HERE.parent / "report" / "templates")]

LANGUAGE_CODE = "en-us"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
