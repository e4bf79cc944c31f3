"""All settings, from the environment; docs/operations/settings.md names each one and a test
compares.

A value may also stand in a file: NAME_FILE=/path wins over NAME, so that secrets stay out of the
process list.
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from drieklank.config.environment import env, env_bool, env_int, env_list
from drieklank.config.outgoing import gateway, quiet

ROOT = Path(__file__).resolve().parent.parent.parent

# -- places: everything that is not code lies under one folder; keys lie apart from the data -------
HOME = Path(env("DRIEKLANK_HOME", str(ROOT / "var"))).resolve()
DATA_DIR = Path(env("DRIEKLANK_DATA", str(HOME / "data"))).resolve()
# Keys of open rounds, the ledger of erasures: outside database and every backup (architecture, 4).
KEYS_DIR = Path(env("DRIEKLANK_KEYS", str(HOME / "keys"))).resolve()
# A second copy of each key until its round closes, on another disk that no backup reads.
KEYS_COPY_DIR = Path(env("DRIEKLANK_KEYS_COPY")).resolve() if env("DRIEKLANK_KEYS_COPY") else None
LEDGER_FILE = Path(env("DRIEKLANK_LEDGER", str(HOME / "ledger" / "ledger.jsonl"))).resolve()
BACKUP_DIR = Path(env("DRIEKLANK_BACKUPS", str(HOME / "backups"))).resolve()
for folder, mode in ((DATA_DIR, 0o750), (KEYS_DIR, 0o700), (LEDGER_FILE.parent, 0o700)):
    folder.mkdir(mode=mode, parents=True, exist_ok=True)


def _secret_key() -> str:
    """SECRET_KEY from the environment, else one made at first start and kept beside the keys."""
    if value := env("SECRET_KEY"):
        return value
    path = KEYS_DIR / "secret-key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = _secret_key()
DEBUG = env_bool("DEBUG")
TESTING = env_bool("DRIEKLANK_TEST")
# The demonstration: made-up people, sign-in without passwords. Refuses a database it did not fill.
DEMO = env_bool("DRIEKLANK_DEMO")
BASE_URL = env("BASE_URL", f"http://127.0.0.1:{env('PORT', '8000')}").rstrip("/")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", BASE_URL)
HTTPS = BASE_URL.startswith("https://")
# How many proxies stand in front; needed to read the visitor's address for rate limits.
TRUSTED_PROXIES = env_int("TRUSTED_PROXIES", 0)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "template_partials",
    "csp",
    "drieklank.office",  # before allauth, whose pages it dresses
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "drieklank.base",
    "drieklank.ui",
    "drieklank.audit",
    "drieklank.schools",
    "drieklank.people",
    "drieklank.access",
    "drieklank.content",
    "drieklank.outbox",
    "drieklank.documents",
    "drieklank.measure",
    "drieklank.toolkit",
    "drieklank.results",
    "drieklank.improve",
    "drieklank.homes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "drieklank.config.headers.HeadersMiddleware",
    "drieklank.access.middleware.QuietSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "drieklank.access.middleware.QuietAuthenticationMiddleware",
    "drieklank.access.middleware.QuietMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "drieklank.access.middleware.ActorMiddleware",
]
# The answering pages pass by sessions, sign-in and messages, and carry a token of their own (config/wsgi.py).
ANSWERING_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "drieklank.config.headers.HeadersMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "drieklank.access.middleware.ActorMiddleware",
]

ROOT_URLCONF = "drieklank.config.urls"
WSGI_APPLICATION = "drieklank.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "drieklank.homes.context.page_context",
            ],
            "builtins": ["drieklank.ui.templatetags.ui"],
        },
    }
]

# -- database --------------------------------------------------------------------------------------
# WAL, immediate transactions: with Django's defaults three in four writers at once find it locked.
# secure_delete: what is deleted is overwritten, so that no sheet is found in free pages.
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA secure_delete=ON;"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-16000;PRAGMA temp_store=MEMORY;"
    ),
}


def _database() -> dict[str, object]:
    """DATABASE_URL (postgres://user:password@host:port/name) or DB_*; without either SQLite in
    DATA_DIR.
    """
    if url := env("DATABASE_URL"):
        parts = urlsplit(url)
        if parts.scheme not in {"postgres", "postgresql"}:
            raise ImproperlyConfigured("DATABASE_URL moet met postgres:// beginnen.")
        host, _, query_host = unquote(parts.hostname or ""), "", parts.query
        if query_host.startswith("host="):  # a socket folder: postgres:///name?host=/folder
            host = unquote(query_host.removeprefix("host="))
        return _postgres(
            parts.path.lstrip("/"),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            host,
            str(parts.port or ""),
        )
    if env("DB_HOST") or env("DB_NAME"):
        return _postgres(
            env("DB_NAME", "drieklank"),
            env("DB_USER", "drieklank"),
            env("DB_PASSWORD"),
            env("DB_HOST"),
            env("DB_PORT"),
        )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "drieklank.sqlite3",
        "OPTIONS": _SQLITE_OPTIONS,
        "CONN_MAX_AGE": None,
    }


def _postgres(name: str, user: str, password: str, host: str, port: str) -> dict[str, object]:
    return {
        "ENGINE": "drieklank.config.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Of the look-ups of answering pages alone (drieklank.config.postgresql).
        "OPTIONS": {"prepare_threshold": 5},
    }


DATABASES = {"default": _database()}
ON_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"

# One process on SQLite: memory is one memory. With more, the cache (rate limits) is a shared table.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "drieklank"}
    if ON_SQLITE
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

# -- signing in ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "schools.User"
# auth.W004 wants unique=True on the address; ours is unique without regard to capitals, by constraint.
# security: the web server in front redirects to https, and subdomains and preloading are the school's to decide.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "security.W005", "security.W008", "security.W021"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
    if TESTING
    else "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "drieklank.office.passwords.NotLikeYou",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "drieklank.office.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "drieklank.office.passwords.NotCommon"},
]
LOGIN_URL = "office:sign_in"
LOGIN_REDIRECT_URL = "homes:start"
LOGOUT_REDIRECT_URL = "office:sign_in"
ACCOUNT_ADAPTER = "drieklank.office.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # a school makes accounts by invitation to a known address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
# A whole school may come from one address on the internet, so that limit is wide.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/5m/ip,5/5m/key", "reset_password": "30/h/ip,5/h/key"}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
_FORMS = "drieklank.office.forms.accounts"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.LoginForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateForm",
    "reset_password": f"{_FORMS}.ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}.ResetPasswordKeyForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "set_password": f"{_FORMS}.SetPasswordForm",
    "request_login_code": f"{_FORMS}.RequestLoginCodeForm",
    "confirm_login_code": f"{_FORMS}.ConfirmLoginCodeForm",
}
MFA_ADAPTER = "drieklank.office.accounts.MfaAdapter"
MFA_FORMS = {
    "authenticate": f"{_FORMS}.AuthenticateForm",
    "reauthenticate": f"{_FORMS}.SecondReauthenticateForm",
    "activate_totp": f"{_FORMS}.ActivateTOTPForm",
    "add_webauthn": f"{_FORMS}.AddWebAuthnForm",
    "edit_webauthn": f"{_FORMS}.EditWebAuthnForm",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Drieklank"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
# Leaders, care coordinators, board members and administrators need a second factor, except in the demo.
REQUIRE_SECOND_FACTOR = env_bool("REQUIRE_SECOND_FACTOR", not DEMO)
OPENID_NAME = env("OPENID_NAME", "schoolaccount")
SOCIALACCOUNT_ADAPTER = "drieklank.office.accounts.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "school",
                "name": OPENID_NAME,
                "client_id": env("OPENID_CLIENT_ID"),
                "secret": env("OPENID_CLIENT_SECRET"),
                "settings": {"server_url": env("OPENID_SERVER_URL")},
            }
        ]
        if env("OPENID_SERVER_URL")
        else [],
    }
}
# A cookie, since answer pages have no session and must not need one.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_NAME = "drieklank"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "drieklank.office.errors.csrf_failure"
PARENT_SESSION_AGE = timedelta(days=30)
STAFF_SESSION_AGE = timedelta(hours=1)

# -- mail ------------------------------------------------------------------------------------------
EMAIL_HOST = env("EMAIL_HOST")
EMAIL_PORT = env_int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env("EMAIL_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_PASSWORD")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS")
EMAIL_USE_SSL = env_bool("EMAIL_USE_SSL")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", "Drieklank <drieklank@localhost.example>")
# Without a mail server, messages go to files that only the owner of this machine can read.
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = HOME / "mail"
# Text messages go over a gateway that takes JSON; without an address and a sender that channel is off.
SMS_GATEWAY_URL = gateway(env("SMS_GATEWAY_URL"))
SMS_GATEWAY_TOKEN = env("SMS_GATEWAY_TOKEN")
SMS_SENDER = env("SMS_SENDER")
SMS_TIMEOUT = 20
# Visit the sites that pages link to, once a week. No traffic leaves the house unless this is chosen.
LINK_CHECK = env_bool("LINK_CHECK")
# When nobody is disturbed, but who waits for a code. Tests and demonstration send at any hour.
QUIET = quiet(
    env("QUIET_HOURS", "" if TESTING or DEMO else "20-8"),
    sunday=env_bool("QUIET_SUNDAY", not (TESTING or DEMO)),
)

# -- language, time --------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [
    ("nl", "Nederlands"),
    ("en", "English"),
    ("ar", "العربية"),
    ("tr", "Türkçe"),
    ("pl", "Polski"),
    ("uk", "Українська"),
    ("ti", "ትግርኛ"),
]
# Django does not know Tigrinya.
LANG_INFO["ti"] = {"bidi": False, "code": "ti", "name": "Tigrinya", "name_local": "ትግርኛ"}
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

# -- files -----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
CONTENT_DIR = ROOT / "content"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
# Uploads have no name on disk, and so leave nothing behind.
FILE_UPLOAD_HANDLERS = ["drieklank.office.uploads.UnlinkedFileHandler"]

# -- security headers ------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # data: for the QR code of a second factor
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": [
            "'self'",
            *([env("OPENID_SERVER_URL")] if env("OPENID_SERVER_URL") else []),
        ],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
HEALTH_TOKEN = env("HEALTH_TOKEN")

LOGGING_CONFIG = None if TESTING else "drieklank.config.logging.configure"
LOGGING = {"level": env("LOG_LEVEL", "INFO")}
