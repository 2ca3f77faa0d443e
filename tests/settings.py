"""The settings under test: Layak's own, on an instance that lasts as long as the process.

PostgreSQL: `python -m tests.postgres pytest -q`, which sets DATABASE_URL; otherwise SQLite in a file,
so that tests with threads meet the same locks as a real instance.
"""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="layak-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ |= {"LAYAK_HOME": _home, "LAYAK_ARGON2_MB": "1", "LAYAK_LOG": "ERROR", "LAYAK_HOSTS": "*"}

from layak.web.settings import *  # noqa: E402, F403 - after the environment is set
from layak.web.settings import CACHES, DATABASES, HOME, STORAGES  # noqa: E402

(HOME / "static").mkdir()

_OIDC = "allauth.socialaccount.providers.openid_connect"  # as an instance with LAYAK_OIDC_URL has it
INSTALLED_APPS = ["tests", *INSTALLED_APPS, _OIDC]  # noqa: F405 - first, so that its flush is the one used
CACHES = CACHES | {"moments": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": HOME / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
