"""The one settings file. What may differ between places is in `env.py`."""

from pathlib import Path

from academy.config import env
from academy.config.databases import database, prefer_safe_sqlite
from academy.config.secret import secret_key

ENV = env.read()
prefer_safe_sqlite()

FOLDER = ENV.ACADEMY_FOLDER.resolve()
FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
DEMONSTRATION = ENV.ACADEMY_DEMONSTRATION
DEBUG = ENV.ACADEMY_DEBUG
SECRET_KEY = secret_key(ENV.ACADEMY_SECRET_KEY, FOLDER)
CASE_SECRET = secret_key(ENV.ACADEMY_CASE_SECRET, FOLDER, name="case-secret")
ALLOWED_HOSTS = [host.strip() for host in ENV.ACADEMY_HOSTS.split(",") if host.strip()]
ADDRESS = ENV.ACADEMY_ADDRESS.rstrip("/")
WEB_WORKERS = ENV.ACADEMY_WEB_WORKERS
KEY_REQUESTS_A_MINUTE = ENV.ACADEMY_KEY_REQUESTS_A_MINUTE
WEBHOOKS_TO_THIS_MACHINE = ENV.ACADEMY_WEBHOOKS_TO_THIS_MACHINE

AUTHORITY_NAME = ENV.ACADEMY_AUTHORITY
AUTHORITY_LINE = ENV.ACADEMY_AUTHORITY_LINE
ACADEMY_THEME = ENV.ACADEMY_THEME
SAFETY_TEAM = ENV.ACADEMY_SAFETY_TEAM
SAFETY_PHONE = ENV.ACADEMY_SAFETY_PHONE
CONTACT_EMAIL = ENV.ACADEMY_CONTACT_EMAIL
MODERATED_SHARE = ENV.ACADEMY_MODERATED_SHARE

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "academy.config",
    "academy.home",
    "academy.privacy",
    "academy.improvement",
    "academy.impact",
    "academy.workforce",
    "academy.plan",
    "academy.programmes",
    "academy.audits",
    "academy.surveys",
    "academy.needs",
    "academy.booking",
    "academy.elearning",
    "academy.records",
    "academy.catalogue",
    "academy.frameworks",
    "academy.people",
    "academy.ui",
    "academy.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "academy.people.middleware.ViewerMiddleware",
    "academy.people.keys.KeyMiddleware",
    "academy.people.once.OnceMiddleware",
    "academy.config.joins.JoinsMiddleware",
    "academy.config.numbers.NumbersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "academy.config.urls"
WSGI_APPLICATION = "academy.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "academy.ui.context.frame"],
            "builtins": ["academy.ui.templatetags.academy"],
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"])],
        },
    }
]
FORM_RENDERER = "academy.ui.forms.GovukRenderer"

DATABASES = {"default": database(ENV.DATABASE_URL or f"sqlite:///{FOLDER / 'academy.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["academy.people.middleware.AccountBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{VALIDATION}.NumericPasswordValidator"},
    {"NAME": "academy.people.passwords.NotCommon"},
    {"NAME": "academy.people.passwords.NotBreached"},
]
BREACHED_PASSWORDS_URL = ENV.ACADEMY_BREACHED_PASSWORDS_URL
OWN_CLOCKS = Path(ENV.ACADEMY_CLOCKS).resolve() if ENV.ACADEMY_CLOCKS else None
DROP_FOLDER = Path(ENV.ACADEMY_DROP_FOLDER).resolve() if ENV.ACADEMY_DROP_FOLDER else None
SECOND_FACTOR = frozenset(role.strip() for role in ENV.ACADEMY_SECOND_FACTOR.split(",") if role.strip())

# django-allauth beneath our own pages. Tries are counted and slowed by us, in the database, for all web workers alike.
ACCOUNT_ADAPTER = "academy.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "academy.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "academy.people.adapters.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "uploads": {"BACKEND": "academy.core.uploads.storing.UploadFolder"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "progress": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": FOLDER / "progress"},
}

EMAIL_URL = ENV.ACADEMY_EMAIL_URL
DEFAULT_FROM_EMAIL = ENV.ACADEMY_EMAIL_FROM
NOTIFY_KEY = ENV.ACADEMY_NOTIFY_KEY
NOTIFY_URL = ENV.ACADEMY_NOTIFY_URL
NOTIFY_EMAIL_TEMPLATE = ENV.ACADEMY_NOTIFY_EMAIL_TEMPLATE
NOTIFY_TEXT_TEMPLATE = ENV.ACADEMY_NOTIFY_TEXT_TEMPLATE
NOTIFY_RECEIPTS_TOKEN = ENV.ACADEMY_NOTIFY_RECEIPTS_TOKEN

SESSION_ENGINE = "academy.people.sessions"
# Behind HTTPS no other host of the same domain can set them.
SESSION_COOKIE_NAME = "__Host-sessionid" if ENV.ACADEMY_HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if ENV.ACADEMY_HTTPS else "csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = ENV.ACADEMY_SIGNED_IN_HOURS * 60 * 60
SESSION_IDLE_MINUTES = ENV.ACADEMY_SIGNED_IN_IDLE_MINUTES
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENV.ACADEMY_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ENV.ACADEMY_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENV.ACADEMY_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [ADDRESS]
CSRF_FAILURE_VIEW = "academy.home.views.form_too_old"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "academy.core.uploads.quota.Quota",
    "academy.core.uploads.in_memory.InMemory",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_MEGABYTES = ENV.ACADEMY_UPLOAD_MEGABYTES

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENV.ACADEMY_LOG_LEVEL},
}
