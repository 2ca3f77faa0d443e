"""Tidying: what has expired goes, what counts stays, and a server does it by itself once a day."""

import os
import shutil
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from layak.evidence.actions import uploads
from layak.evidence.models import Upload
from layak.web import tidying
from layak.web.tidying import Tidied
from tests.instance import Instance
from tests.journeys.house import prepared


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    settings.EVIDENCE_ROOT, settings.EVIDENCE_CACHE = tmp_path / "evidence", tmp_path / "pages"
    return tmp_path


def session(days: int) -> str:
    store = import_module(configured.SESSION_ENGINE).SessionStore()
    store.set_expiry(timezone.now() + timedelta(days=days))
    store.create()
    return store.session_key


def notes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM layak_cache")
        return cursor.fetchone()[0]


def test_what_has_expired_goes_and_the_rest_stays(world, home):
    call_command("createcachetable")
    cache.set("lama", 1, timeout=1)
    cache.set("baru", 1, timeout=600)
    old, new = session(-1), session(1)
    place = {"by": world.rina, "district": "16.10", "agency": world.dinkes.pk}
    left, begun = (uploads.start(name, 10, **place) for name in ("lama.pdf", "baru.pdf"))
    Upload.objects.filter(pk=left.pk).update(started_at=timezone.now() - timedelta(days=8))
    time.sleep(2)

    assert tidying.tidy() == Tidied(uploads=1, pages=0, sessions=1, notes=1)
    assert tidying.tidy() == Tidied(uploads=0, pages=0, sessions=0, notes=0)
    known = import_module(configured.SESSION_ENGINE).SessionStore
    assert (known().exists(old), known().exists(new)) == (False, True)
    assert (cache.get("baru"), notes(), Upload.objects.get()) == (1, 1, begun)


def test_it_is_due_when_nobody_tidied_for_a_day(home):
    assert tidying._due(86_400)
    (home / "tidied").touch()
    assert not tidying._due(86_400)
    yesterday = time.time() - 86_401
    os.utime(home / "tidied", (yesterday, yesterday))
    assert tidying._due(86_400)


def test_a_server_publishes_the_root_and_tidies_by_itself_unless_it_was_told_not_to(tmp_path, shared):
    for hours, tidies in (("0.0003", True), ("0", False)):
        home = shutil.copytree(prepared(shared), tmp_path / hours)
        instance = Instance(home, {"LAYAK_TIDY_HOURS": hours})
        with instance.served():
            until = time.monotonic() + (30 if tidies else 3)
            while time.monotonic() < until and not (instance.home / "tidied").exists():
                time.sleep(0.2)
        assert (instance.home / "tidied").exists() is tidies
        with closing(sqlite3.connect(instance.home / "layak.sqlite3")) as kept:
            assert kept.execute("SELECT count(*) FROM results_root").fetchone() == (int(tidies),)
