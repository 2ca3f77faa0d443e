"""Coming in with a password: what is said, what it costs, how often it may be tried."""

import re
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from layak.people import actions
from layak.people.hashers import TunedArgon2
from layak.people.models import User
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/masuk/"


@pytest.fixture(autouse=True)
def _no_earlier_attempts(db):
    cache.clear()


def enter(login, password=PASSWORD, client=None, **more):
    return (client or Client()).post(LOGIN, {"login": login, "password": password, **more})


@pytest.mark.parametrize("login", ["rina", "Rina", " rina ", "rina@contoh.test", "RINA@contoh.test"])
def test_a_person_enters_with_user_name_or_address(world, login):
    client = Client()
    assert enter(login, client=client)["Location"] == reverse("profile")
    assert client.session["_auth_user_id"] == str(world.rina.pk)


def test_the_language_a_person_chose_is_spoken_after_log_in(world):
    actions.change_profile(by=world.rina, name="Rina", language="en")
    client = Client()
    enter("rina", client=client)
    assert '<html lang="en"' in client.get(reverse("profile")).content.decode()


def test_staying_logged_in_is_a_choice(world):
    assert enter("rina").cookies["sessionid"]["max-age"] == ""
    assert enter("rina", remember="on").cookies["sessionid"]["max-age"] == 14 * 24 * 3600


@pytest.mark.parametrize("login", ["rina", "rina@contoh.test", "siapa", "siapa@contoh.test"])
def test_a_wrong_password_and_a_wrong_name_get_the_same_sentence(world, login):
    page = enter(login, "salah-sama-sekali").content.decode()
    assert "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecilnya." in page


@pytest.mark.parametrize("login", ["rina", "rina@contoh.test", "siapa", "siapa@contoh.test", "tanpa"])
def test_a_failed_log_in_hashes_exactly_once_whoever_was_named(world, login):
    User.objects.create_user("tanpa", name="Tanpa kata sandi")
    with patch.object(TunedArgon2, "params", autospec=True, side_effect=TunedArgon2.params) as hashed:
        enter(login, "salah-sama-sekali")
    assert hashed.call_count == 1


def test_passwords_are_argon2id_with_two_passes_over_the_configured_memory(settings):
    settings.ARGON2_MEMORY_KIB = 19 * 1024
    stored = User.objects.create_user("nur", name="Nur", password="kalimat pendek").password
    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_five_failures_hold_an_account_for_five_minutes_and_say_so(world):
    for _ in range(5):
        enter("rina", "salah-sama-sekali")
    page = enter("rina", PASSWORD)
    assert page.status_code == 200
    assert "Tunggu 5 menit, lalu coba lagi" in page.content.decode()
    assert enter("bayu", PASSWORD).status_code == 302


def test_sixty_attempts_a_minute_from_one_place_are_the_most(world):
    with patch.object(User, "check_password", return_value=True):
        answers = [enter(name) for name in ["rina", "bayu", "ketut"] * 20]
    assert {answer.status_code for answer in answers} == {302}
    held = enter("rina")
    assert held.status_code == 429
    assert "Tunggu 5 menit, lalu coba lagi." in held.content.decode()


def test_nobody_comes_back_to_another_site_after_log_in(world):
    assert enter("rina", next="https://jahat.example/")["Location"] == reverse("profile")
    assert enter("rina", next="/instansi/")["Location"] == "/instansi/"


def test_an_account_that_was_closed_is_told_so(world):
    User.objects.filter(pk=world.rina.pk).update(is_active=False)
    answer = enter("rina")
    assert answer["Location"] == reverse("account_inactive")
    assert "Hubungi Sekretariat KLA" in Client().get(answer["Location"]).content.decode()


def test_a_logged_in_person_leaves_by_post(world, client_for):
    client = client_for(world.rina)
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


# --- Passwords changed and forgotten ---


def test_a_password_is_changed_with_the_old_one(world):
    client = Client()
    enter("rina", client=client)
    url = reverse("account_change_password")
    wrong = client.post(url, {"oldpassword": "bukan ini", "password1": "sandi yang baru"})
    assert "Kata sandi sekarang tidak cocok" in wrong.content.decode()
    assert client.post(url, {"oldpassword": PASSWORD, "password1": "sandi yang baru"}).status_code == 302
    assert enter("rina", "sandi yang baru").status_code == 302


def test_changing_a_password_ends_the_other_sessions(world):
    here, there = Client(), Client()
    enter("rina", client=here)
    enter("rina", client=there)
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "sandi yang baru"})
    assert there.get(reverse("profile")).status_code == 302
    assert here.get(reverse("profile")).status_code == 200


def test_a_forgotten_password_is_renewed_through_the_mail(world, settings, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client, url = Client(), reverse("account_reset_password")
    assert client.post(url, {"email": "rina@contoh.test"}).status_code == 302
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["rina@contoh.test"], "Kata sandi baru untuk Layak")
    link = re.search(r"http://testserver(/masuk/sandi/baru/\S+)", mail.body)[1]
    form = client.get(link)
    assert client.post(form["Location"], {"password1": "sandi yang baru"}).status_code == 302
    assert enter("rina", "sandi yang baru").status_code == 302
    used = Client().get(link, follow=True).content.decode()
    assert "sudah dipakai, sudah lewat waktunya, atau terpotong" in used


def test_an_unknown_address_is_not_betrayed_and_gets_no_mail(world, settings, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    url = reverse("account_reset_password")
    known = Client().post(url, {"email": "rina@contoh.test"})
    unknown = Client().post(url, {"email": "siapa@contoh.test"})
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    assert [mail.to for mail in mailoutbox] == [["rina@contoh.test"]]


def test_without_mail_the_page_says_whom_to_ask(world, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    for page in (
        Client().get("/masuk/sandi/lupa/"),
        Client().post("/masuk/sandi/lupa/", {"email": "rina@contoh.test"}),
    ):
        assert page.status_code == 200
        assert "Situs ini tidak mengirim surel. Hubungi Sekretariat KLA" in page.content.decode()


# --- The demo's people ---


def test_a_demo_lists_its_people_and_lets_them_in_without_a_password(world, settings):
    settings.DEMO = True
    actions.mark_demo(world.rina)
    client = Client()
    page = client.get(LOGIN).content.decode()
    assert "Operator Dinas Kesehatan" in page
    assert f'name="orang" value="{world.rina.pk}"' in page
    assert "Ketut" not in page
    assert client.post(reverse("demo_login"), {"orang": world.rina.pk}).status_code == 302
    assert client.session["_auth_user_id"] == str(world.rina.pk)


@pytest.mark.parametrize(("demo", "who"), [(False, "rina"), (True, "ketut"), (True, None)])
def test_nobody_else_enters_without_a_password(world, settings, demo, who):
    settings.DEMO = demo
    actions.mark_demo(world.rina)
    client = Client()
    answer = client.post(reverse("demo_login"), {"orang": getattr(world, who).pk if who else "x"})
    assert answer.status_code == 403
    assert "hanya ada pada situs contoh" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("demo_login")).status_code == 405


def test_an_ordinary_instance_names_nobody_on_its_log_in_page(world):
    actions.mark_demo(world.rina)
    assert "Rina" not in Client().get(LOGIN).content.decode()
