"""Every setting Layak reads from the environment, once, with its default and its meaning."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, its default as text, and what it does."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("LAYAK_HOME", "var", "Folder of an instance: database, proof, cache, generated secret."),
    Setting(
        "DATABASE_URL",
        "",
        "Database address, e.g. postgres://user:pass@host/layak. Empty: SQLite in LAYAK_HOME.",
    ),
    Setting(
        "SECRET_KEY",
        "",
        "Signs sessions and links. Empty: generated once and kept in LAYAK_HOME/secret-key.",
    ),
    Setting("LAYAK_HOSTS", "localhost,127.0.0.1,[::1]", "Host names served, separated by commas."),
    Setting(
        "LAYAK_URL",
        "",
        "Public address with scheme, e.g. https://kla.example.go.id. Turns on HTTPS-only cookies and HSTS. "
        "Papers, their QR, open data and letters carry it; without it, the address of the request.",
    ),
    Setting("LAYAK_BEHIND_PROXY", "", "1: trust X-Forwarded-Proto and X-Forwarded-For of one reverse proxy."),
    Setting("LAYAK_DEMO", "", "1: demo instance; the log-in page lists the demo people with a button each."),
    Setting("LAYAK_DEBUG", "", "1: Django's debug pages. Never in production."),
    Setting("LAYAK_MAX_FILE_MB", "50", "Largest file of proof, in MB (1 MB = 1,000,000 bytes)."),
    Setting("LAYAK_CHUNK_KB", "512", "Size of one piece of an upload, in kB."),
    Setting(
        "LAYAK_EMAIL_URL",
        "",
        "Outgoing mail, e.g. smtp+tls://user:pass@host:587. Empty: no mail, links are shown on screen.",
    ),
    Setting("LAYAK_EMAIL_FROM", "layak@localhost", "Sender of outgoing mail."),
    Setting("LAYAK_OIDC_NAME", "", "Name of an OpenID Connect provider, as its button says it."),
    Setting(
        "LAYAK_OIDC_URL",
        "",
        "Its address (/.well-known/openid-configuration lies below). Empty: no such way to log in.",
    ),
    Setting("LAYAK_OIDC_CLIENT", "", "Client id at the provider."),
    Setting("LAYAK_OIDC_SECRET", "", "Client secret at the provider."),
    Setting("LAYAK_ARGON2_MB", "19", "Memory of one password check, in MiB (OWASP: at least 19)."),
    Setting("LAYAK_EDITIONS", "", "Folder of installed editions. Empty: LAYAK_HOME/editions."),
    Setting("LAYAK_GEO", "", "Folder with the outlines of districts. Empty: LAYAK_HOME/geo."),
    Setting(
        "LAYAK_SIGN_KEY",
        "",
        "Ed25519 key (PEM) that signs the daily root. Empty: generated once and kept in LAYAK_HOME/sign-key.",
    ),
    Setting("LAYAK_SIGN_P12", "", "PKCS#12 file with which the instance signs papers; empty: it does not."),
    Setting("LAYAK_SIGN_PASSWORD", "", "Password of that file, or PIN of the token."),
    Setting("LAYAK_SIGN_PKCS11", "", "Token that signs papers: module file|token label|key label."),
    Setting(
        "LAYAK_SIGN_TIMESTAMP_URL",
        "",
        "RFC 3161 time stamp service; with it signatures are PAdES B-T, without it B-B.",
    ),
    Setting("LAYAK_SIGN_TRUST", "", "PEM file of the issuers whose signatures count as known."),
    Setting("LAYAK_ESIGN_URL", "", "Address of the BSrE e-sign service, where people sign as themselves."),
    Setting("LAYAK_ESIGN_USER", "", "The instance's account at that service."),
    Setting("LAYAK_ESIGN_PASSWORD", "", "Password of that account."),
    Setting("LAYAK_PAGES_MB", "2000", "Room for drawn pages of proof, in MB; the longest unseen go first."),
    Setting("LAYAK_PAGES_DAYS", "90", "Drawn pages that nobody looked at for so many days go."),
    Setting("LAYAK_TIDY_HOURS", "24", "Hours between roots and tidyings of `layak serve`; 0: neither."),
    Setting("LAYAK_TIMING", "", "1: every answer says in Server-Timing how long it took; for `make bench`."),
    Setting("LAYAK_LOG", "INFO", "Log level."),
)

_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def read(name: str) -> str:
    """The value of a setting: NAME, else the content of the file named by NAME_FILE, else its default."""
    if name in os.environ:
        return os.environ[name]
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else _DEFAULTS[name]


def flag(name: str) -> bool:
    """Whether a setting is switched on ("1", "true", "yes", "ya")."""
    return read(name).strip().lower() in {"1", "true", "yes", "ya"}


def editions() -> Path:
    """The folder in which this instance keeps the editions that its admin installed."""
    return Path(read("LAYAK_EDITIONS") or Path(read("LAYAK_HOME"), "editions")).resolve()


def kept_secret(home: Path) -> str:
    """The instance's own secret, made on first use and readable by its owner alone.

    Written under a private name and linked into place, so that processes starting together agree.
    """
    file = home / "secret-key"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        draft = home / f".secret-{secrets.token_hex(4)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text()
