"""Django's settings: production unless `KIOSK_DESK=demo`; what differs comes from `kiosk.desk.conf`."""

from pathlib import Path

from kiosk.desk import conf

DESK = conf.load()
HERE = Path(__file__).parent

SECRET_KEY = DESK.secret
DEBUG = False
ALLOWED_HOSTS = list(DESK.hosts)
ROOT_URLCONF = "kiosk.desk.pages.urls"
AUTH_USER_MODEL = "accounts.Officer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "kiosk.desk.people",
    "kiosk.desk.audit",
    "kiosk.desk.telling",
    "kiosk.desk.editing",
    "kiosk.desk.publishing",
    "kiosk.desk.ministry",
    "kiosk.desk.fleet",
    "kiosk.desk.pages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "kiosk.desk.pages.middleware.machines",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kiosk.desk.pages.middleware.Sessions",
    "kiosk.desk.pages.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kiosk.desk.pages.middleware.SignedIn",
    "kiosk.desk.pages.middleware.headers",
    "kiosk.desk.pages.middleware.acts_are_posts",
    "kiosk.desk.pages.middleware.two_factors",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kiosk.desk.pages.context.context",
            ],
            "builtins": ["kiosk.desk.words.tags", "kiosk.desk.pages.tags"],
        },
    }
]
DATABASES = {"default": conf.database(DESK)}
ATOMIC_REQUESTS = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "desk_cache"}}

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Seoul"

STATIC_URL = "/static/"
STATIC_ROOT = DESK.data / "static"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = DESK.demo
WHITENOISE_AUTOREFRESH = False

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", **more}
    for name, more in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"OPTIONS": {"min_length": 12}}),
        ("CommonPasswordValidator", {}),
    )
]
if DESK.demo:
    PASSWORD_HASHERS = ["kiosk.desk.people.hashing.ThrowAway"]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "kiosk.desk.people.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in"
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "5/300s/key"}  # the key: name and device (people.adapter)
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = 0 if DESK.demo else 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DESK.demo
MFA_TOTP_ISSUER = "kiosk desk"
MFA_TOTP_TOLERANCE = 1  # a code typed as it turns is taken, as RFC 6238 has it
USERSESSIONS_TRACK_ACTIVITY = True

SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = DESK.secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [DESK.origin]
SECURE_SSL_REDIRECT = DESK.secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if DESK.secure else None
SECURE_HSTS_SECONDS = 31_536_000 if DESK.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = DESK.secure
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

EMAIL_BACKEND = f"django.core.mail.backends.{conf.post(DESK)}.EmailBackend"
EMAIL_FILE_PATH = DESK.data / "mail"
EMAIL_HOST, EMAIL_PORT = conf.mail_server(DESK)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = DESK.mail_from or "desk@localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "WARNING"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
