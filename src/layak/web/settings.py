"""Django's settings: one file for development, demo and production; what differs is in the environment."""

import sys
from pathlib import Path
from urllib.parse import unquote, urlparse

import dj_database_url
from csp.constants import NONE, SELF

from layak.web import environment

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(environment.read("LAYAK_HOME")).resolve()

DEBUG = environment.flag("LAYAK_DEBUG")
DEMO = environment.flag("LAYAK_DEMO")
SECRET_KEY = environment.read("SECRET_KEY") or environment.kept_secret(HOME)
PUBLIC_URL = environment.read("LAYAK_URL").rstrip("/")
LOCAL_URL = "http://localhost:8000"  # where an instance without LAYAK_URL is usually opened
ALLOWED_HOSTS = [h.strip() for h in environment.read("LAYAK_HOSTS").split(",") if h.strip()]
if PUBLIC_URL:
    ALLOWED_HOSTS.append(urlparse(PUBLIC_URL).hostname)
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "layak.web",
    "layak.trail",
    "layak.people",
    "layak.evidence",
    "layak.assessments",
    "layak.verification",
    "layak.results",
    "layak.portal",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "layak.web.middleware.PermissionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "layak.web.middleware.ShrinkingMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "layak.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "layak.web.middleware.StrangersMiddleware",
    "layak.web.deeds.DeedMiddleware",
    "layak.web.middleware.ZoneMiddleware",
    "layak.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "layak.web.urls"
WSGI_APPLICATION = "layak.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_FOUND = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            # named here and not by installing template_partials, which would bring Django's admin
            "loaders": [
                ("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _FOUND)])
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "layak.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "layak.web.templatetags.layak",
                "layak.web.templatetags.quick",
            ],
        },
    },
    {"NAME": "drawing", "BACKEND": "layak.web.drawing.Drawing", "DIRS": [], "APP_DIRS": True, "OPTIONS": {}},
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

# --- Database: SQLite in one folder by default, PostgreSQL by one variable ---

# FULL, not NORMAL: a save that was answered must outlive a power cut (docs/decisions/0007).
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=268435456;"
        "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
    ),
}
# PostgreSQL reads and plans a statement once a connection, not at every page (docs/decisions/0015).
_POSTGRESQL = {"server_side_binding": True, "prepare_threshold": 3}
DATABASE_URL = environment.read("DATABASE_URL")
if DATABASE_URL:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=600, conn_health_checks=True)}
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": HOME / "layak.sqlite3"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"] |= {"CONN_MAX_AGE": None, "OPTIONS": _SQLITE}
else:
    DATABASES["default"]["OPTIONS"] = _POSTGRESQL | DATABASES["default"].get("OPTIONS", {})

# --- People ---

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["layak.people.adapters.Backend"]
SESSION_ENGINE = "layak.people.storage"
PASSWORD_HASHERS = ["layak.people.hashers.TunedArgon2"]
ARGON2_MEMORY_KIB = int(environment.read("LAYAK_ARGON2_MB")) * 1024
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "layak.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key", "check_file": "10/m/ip"}
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "layak.people.forms.login.LoginForm",
    "reauthenticate": "layak.people.forms.login.ReauthenticateForm",
    "change_password": "layak.people.forms.login.ChangePasswordForm",
    "set_password": "layak.people.forms.login.SetPasswordForm",
    "reset_password": "layak.people.forms.login.ResetPasswordForm",
    "reset_password_from_key": "layak.people.forms.login.ResetPasswordKeyForm",
}
MFA_ADAPTER = "layak.people.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "layak.people.forms.login.AuthenticateForm",
    "reauthenticate": "layak.people.forms.login.MFAReauthenticateForm",
    "activate_totp": "layak.people.forms.login.ActivateTOTPForm",
    "login_webauthn": "layak.people.forms.login.LoginKeyForm",
    "authenticate_webauthn": "layak.people.forms.login.AuthenticateKeyForm",
    "reauthenticate_webauthn": "layak.people.forms.login.ReauthenticateKeyForm",
    "add_webauthn": "layak.people.forms.login.AddKeyForm",
    "edit_webauthn": "layak.people.forms.login.EditKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Nobody signs up with a stranger's address here: the inviting person vouches for it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Layak"
SOCIALACCOUNT_ADAPTER = "layak.people.adapters.SocialAdapter"
SOCIALACCOUNT_ONLY = False
# A link, not a form: form-action 'self' would stop a form that is redirected to the provider.
SOCIALACCOUNT_LOGIN_ON_GET = True
if environment.read("LAYAK_OIDC_URL"):
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": environment.read("LAYAK_OIDC_NAME") or "OpenID Connect",
                    "client_id": environment.read("LAYAK_OIDC_CLIENT"),
                    "secret": environment.read("LAYAK_OIDC_SECRET"),
                    "settings": {"server_url": environment.read("LAYAK_OIDC_URL")},
                }
            ],
        }
    }

# Log-in throttling counts across processes, so it lives in the database.
# What others did may be told so many seconds later; a person's own deeds are heard at once (web/deeds.py).
MOMENT = 60
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "layak_cache"},
    "moments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "moments",
        "TIMEOUT": MOMENT,
    },
}

# --- Language and time ---

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["layak.web.formats"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- Files ---

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "layak.web.packing.Storage"},
    "evidence": {"BACKEND": "layak.evidence.storage.HashedFiles"},
}
EVIDENCE_ROOT = HOME / "evidence"
EVIDENCE_CACHE = HOME / "cache" / "pages"
PAGES_BYTES = int(environment.read("LAYAK_PAGES_MB")) * 1_000_000
PAGES_DAYS = int(environment.read("LAYAK_PAGES_DAYS"))
TIMING = environment.flag("LAYAK_TIMING")
TIDY_HOURS = float(environment.read("LAYAK_TIDY_HOURS"))
EDITIONS_ROOT = environment.editions()
GEO_ROOT = Path(environment.read("LAYAK_GEO") or HOME / "geo")
MAX_FILE_BYTES = int(environment.read("LAYAK_MAX_FILE_MB")) * 1_000_000
CHUNK_BYTES = int(environment.read("LAYAK_CHUNK_KB")) * 1_000
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# --- Signatures ---

SIGN_KEY = environment.read("LAYAK_SIGN_KEY")
SIGN_P12, SIGN_PASSWORD = environment.read("LAYAK_SIGN_P12"), environment.read("LAYAK_SIGN_PASSWORD")
SIGN_PKCS11 = environment.read("LAYAK_SIGN_PKCS11")
SIGN_TIMESTAMP_URL = environment.read("LAYAK_SIGN_TIMESTAMP_URL")
SIGN_TRUST = environment.read("LAYAK_SIGN_TRUST")
ESIGN_URL, ESIGN_USER = environment.read("LAYAK_ESIGN_URL"), environment.read("LAYAK_ESIGN_USER")
ESIGN_PASSWORD = environment.read("LAYAK_ESIGN_PASSWORD")

# --- Safety ---

HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if environment.flag("LAYAK_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- Mail ---

DEFAULT_FROM_EMAIL = environment.read("LAYAK_EMAIL_FROM")
_mail = urlparse(environment.read("LAYAK_EMAIL_URL"))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail.hostname else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_TIMEOUT = 10

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "stream": sys.stderr}},
    "root": {"handlers": ["stderr"], "level": environment.read("LAYAK_LOG")},
}
