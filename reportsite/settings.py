"""Settings of the site; everything that differs between installations comes from the environment.

docs/deployment.md lists the variables. Without any, the site is a safe single-machine installation on SQLite in
`var/`.
"""

import os
import secrets
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from reports.choices import Role

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("LIANBAO_VAR", BASE_DIR / "var"))
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in ("1", "true", "yes", "on")


def _number(name: str, default: int) -> int:
    return int(os.environ.get(name, str(default)))


def _names(name: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def _secret_key() -> str:
    """The key from the environment, else one made once and kept in VAR_DIR, readable by the owner only."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = VAR_DIR / "secret_key"
    if not path.exists():
        with NamedTemporaryFile("w", dir=VAR_DIR) as file:
            file.write(secrets.token_urlsafe(60))
            file.flush()
            # Of several servers that start at once the first one's key counts, and nobody reads half a key.
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = _flag("DEBUG", False)
ALLOWED_HOSTS = _names("ALLOWED_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = _names("CSRF_TRUSTED_ORIGINS", "")
TLS = _flag("TLS", False)
BEHIND_PROXY = _flag("BEHIND_PROXY", False)

INSTALLED_APPS = [
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "treebeard",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "reports.middleware.RequestOrigin",
    "reports.middleware.NeverStored",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "reports.middleware.Sessions",
    "reports.middleware.ChosenLanguage",
    "reports.middleware.WholeForms",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "reports.middleware.SessionLimits",
    "reports.middleware.SignedInOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "reports.middleware.Refusals",
    "reports.middleware.ErrorsForPeople",
    "reports.middleware.FirstThings",
    "reports.middleware.SentOnce",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "reportsite.urls"
WSGI_APPLICATION = "reportsite.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["reports.templatetags.once"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": dj_database_url.parse(os.environ.get("DATABASE_URL", f"sqlite:///{VAR_DIR}/lianbao.sqlite3"))}
_options = DATABASES["default"].setdefault("OPTIONS", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # The default deferred transactions fail with "database is locked" as soon as two people save at once.
    _options["transaction_mode"] = "IMMEDIATE"
    _options["timeout"] = 20
    # A new connection needs room on the disk: each thread keeps its own, so that reading goes on with a full one.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    _options["init_command"] = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
else:
    # A pool of each server process; it keeps the connections, so a request must not (CONN_MAX_AGE), and it tries a
    # connection before handing it out, so that a restart of the database costs no error afterwards.
    _options["pool"] = {"min_size": 1, "max_size": int(os.environ.get("DATABASE_CONNECTIONS", "10"))}
    DATABASES["default"] |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "reports.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Directories that say whether a password is right, docs/decisions/0013; their packages are extras.
LDAP_SERVER = os.environ.get("LDAP_SERVER", "")
if LDAP_SERVER:
    import ldap
    from django_auth_ldap.config import LDAPSearch

    AUTHENTICATION_BACKENDS.append("reportsite.ldap.Directory")
    AUTH_LDAP_SERVER_URI = LDAP_SERVER
    # A password never travels in clear.
    AUTH_LDAP_START_TLS = not LDAP_SERVER.startswith("ldaps:")
    AUTH_LDAP_CONNECTION_OPTIONS = {ldap.OPT_NETWORK_TIMEOUT: 5, ldap.OPT_TIMEOUT: 5, ldap.OPT_REFERRALS: 0}
    AUTH_LDAP_BIND_DN = os.environ.get("LDAP_BIND_DN", "")
    AUTH_LDAP_BIND_PASSWORD = os.environ.get("LDAP_BIND_PASSWORD", "")
    AUTH_LDAP_USER_DN_TEMPLATE = os.environ.get("LDAP_USER_DN") or None
    AUTH_LDAP_USER_SEARCH = LDAPSearch(
        os.environ.get("LDAP_SEARCH_BASE", ""),
        ldap.SCOPE_SUBTREE,
        os.environ.get("LDAP_SEARCH_FILTER", "(uid=%(user)s)"),
    )
    AUTH_LDAP_NO_NEW_USERS, AUTH_LDAP_ALWAYS_UPDATE_USER = True, False
OIDC_BACKEND = "reportsite.oidc.Directory"
OIDC_CLIENT_ID = os.environ.get("OIDC_CLIENT_ID", "")
if OIDC_CLIENT_ID:
    INSTALLED_APPS.append("mozilla_django_oidc")
    AUTHENTICATION_BACKENDS.append(OIDC_BACKEND)
    OIDC_RP_CLIENT_ID = OIDC_CLIENT_ID
    OIDC_RP_CLIENT_SECRET = os.environ.get("OIDC_CLIENT_SECRET", "")
    OIDC_RP_SIGN_ALGO = os.environ.get("OIDC_SIGN_ALGORITHM", "RS256")
    OIDC_RP_SCOPES = "openid profile"
    OIDC_OP_AUTHORIZATION_ENDPOINT = os.environ.get("OIDC_AUTHORIZATION_ENDPOINT", "")
    OIDC_OP_TOKEN_ENDPOINT = os.environ.get("OIDC_TOKEN_ENDPOINT", "")
    OIDC_OP_USER_ENDPOINT = os.environ.get("OIDC_USER_ENDPOINT", "")
    OIDC_OP_JWKS_ENDPOINT = os.environ.get("OIDC_JWKS_ENDPOINT", "")
    OIDC_USERNAME_CLAIM = os.environ.get("OIDC_USERNAME_CLAIM", "preferred_username")
    OIDC_CREATE_USER = False
    OIDC_USE_PKCE = True
    OIDC_TIMEOUT = 10
    # The provider's own open session isn't enough: being asked again means typing the password.
    OIDC_AUTH_REQUEST_EXTRA_PARAMS = {"prompt": "login"}
    LOGIN_REDIRECT_URL_FAILURE = "/sign-in/?ended=unknown"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign_in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_LENGTH = _number("PASSWORD_LENGTH", 8)
PASSWORD_KINDS = _number("PASSWORD_KINDS", 3)
PASSWORDS_REMEMBERED = _number("PASSWORDS_REMEMBERED", 5)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "full_name"]},
    },
    {"NAME": "reports.forms.passwords.WithoutName"},
    {"NAME": "reports.forms.passwords.LongEnough", "OPTIONS": {"min_length": PASSWORD_LENGTH}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "reports.forms.passwords.SeveralKinds", "OPTIONS": {"needed": PASSWORD_KINDS}},
]
# Locks against guessing, docs/decisions/0009: each counts failed sign-ins of the last SIGN_IN_LOCK_MINUTES.
SIGN_IN_TRIES = _number("SIGN_IN_TRIES", 5)
SIGN_IN_TRIES_ACCOUNT = _number("SIGN_IN_TRIES_ACCOUNT", 20)
SIGN_IN_TRIES_ADDRESS = _number("SIGN_IN_TRIES_ADDRESS", 50)
SIGN_IN_LOCK_MINUTES = _number("SIGN_IN_LOCK_MINUTES", 30)
AXES_ENABLED = True
AXES_HANDLER = "reports.actions.locks.SignInLocks"
AXES_CLIENT_IP_CALLABLE = "reports.middleware.client_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = SIGN_IN_TRIES
AXES_COOLOFF_TIME = timedelta(minutes=SIGN_IN_LOCK_MINUTES)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# The pages say by themselves what a lock means.
AXES_LOCKOUT_CALLABLE = "reports.views.accounts.own_answer"
# The audit says who signed in when.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
OTP_TOTP_ISSUER = "廉报"
# Wrong codes count into the locks of the sign-in, which nobody can prolong.
OTP_TOTP_THROTTLE_FACTOR = 0
CSRF_FAILURE_VIEW = "reports.views.errors.csrf_failure"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "reports" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
# Evidence files. No address leads into this folder: views read it, and check what they read.
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_HOURS = _number("SESSION_HOURS", 12)
SESSION_IDLE_MINUTES = _number("SESSION_IDLE_MINUTES", 30)
CONFIRM_MINUTES = _number("CONFIRM_MINUTES", 10)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
if TLS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = int(os.environ.get("HSTS_SECONDS", str(365 * 24 * 3600)))
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# A long chapter is one form. Django answers a form beyond its limits with a bare 400, and the text is lost.
# 1,500 problems (as many pieces as an import takes) have seven fields each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# Files come in memory, so that a full disk doesn't keep a form from being read; what is too large is cut off.
FILE_UPLOAD_HANDLERS = ["reports.views.uploads.HeldInMemory"]

# Evidence files
EVIDENCE_QUOTA_MB = int(os.environ.get("EVIDENCE_QUOTA_MB", "2000"))
EVIDENCE_GRACE_DAYS = int(os.environ.get("EVIDENCE_GRACE_DAYS", "30"))
# A clamd that looks through every evidence file: `host:port`, or the path of its socket.
CLAMD = os.environ.get("CLAMD", "")
CLAMD_REQUIRED = _flag("CLAMD_REQUIRED", True)

# Names and rules of this installation
# The law on network security asks for six months; 等保 for 180 days and some to look back from.
AUDIT_DAYS = _number("AUDIT_DAYS", 190)
if AUDIT_DAYS < 190:
    raise ImproperlyConfigured(f"AUDIT_DAYS is {AUDIT_DAYS}: the audit is kept for at least 190 days")
SITE_OWNER = os.environ.get("SITE_OWNER", "")
SITE_CONTACT = os.environ.get("SITE_CONTACT", "")
SECOND_FACTOR_ROLES = _names("SECOND_FACTOR_ROLES", "")
if unknown := set(SECOND_FACTOR_ROLES) - {role.value for role in Role}:
    raise ImproperlyConfigured(f"SECOND_FACTOR_ROLES names roles that don't exist: {', '.join(sorted(unknown))}")
SEPARATE_DUTIES = _flag("SEPARATE_DUTIES", False)
REQUIRE_SIGN_OFF = _flag("REQUIRE_SIGN_OFF", False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    # Django's own handlers would write every line twice while DEBUG is on.
    "loggers": {"django": {"handlers": []}, "axes": {"level": "WARNING"}},
}
