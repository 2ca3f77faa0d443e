"""The second step and the passkey: switched on, used, lost, switched off; and no script in any page."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.people.authenticator import Passkey, add_passkey, options
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def rina(world):
    """Rina's browser just after she logged in and proved herself again for what is to come."""
    cache.clear()
    client = Client()
    enter(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def enter(client):
    return client.post("/masuk/", {"login": "rina", "password": PASSWORD})


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def activate_totp(client):
    """Switch the app on and return its secret."""
    url = reverse("mfa_activate_totp")
    secret = re.search(r'<code class="text-reset">([A-Z2-7]{32})</code>', client.get(url).content.decode())[1]
    assert client.post(url, {"code": code_of(secret)})["Location"] == reverse("mfa_view_recovery_codes")
    return secret


def inside(client):
    return "_auth_user_id" in client.session


def test_a_log_in_with_an_app_takes_password_and_code(rina, world):
    secret = activate_totp(rina)
    cache.clear()
    client = Client()
    answer = enter(client)
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert not inside(client)
    wrong = client.post(answer["Location"], {"code": "000000"})
    assert "Kode tidak cocok atau sudah lewat waktunya" in wrong.content.decode()
    assert not inside(client)
    assert client.post(answer["Location"], {"code": code_of(secret)})["Location"] == reverse("profile")
    assert client.session["_auth_user_id"] == str(world.rina.pk)


def test_a_recovery_code_opens_once(rina):
    activate_totp(rina)
    shown = rina.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r'<li><code class="text-reset">(\w+)</code></li>', shown)
    assert len(codes) == 10
    for opens in (True, False):
        client = Client()
        client.post(enter(client)["Location"], {"code": codes[0]})
        assert inside(client) is opens


def test_wrong_codes_are_held_after_a_while(rina):
    activate_totp(rina)
    client = Client()
    step = enter(client)["Location"]
    for _ in range(5):
        client.post(step, {"code": "000000"})
    page = client.post(step, {"code": "000000"}).content.decode()
    assert "Tunggu 5 menit" in page


def test_an_app_is_switched_off_again(rina):
    activate_totp(rina)
    assert rina.post(reverse("mfa_deactivate_totp")).status_code == 302
    client = Client()
    enter(client)
    assert inside(client)


def test_a_passkey_logs_in_alone(rina, world):
    key, client, url = add_passkey(rina), Client(), reverse("mfa_login_webauthn")
    asked = client.get(url, headers={"Accept": "application/json"}).json()["request_options"]
    answer = client.post(url, {"credential": json.dumps(key.get(asked))})
    assert answer["Location"] == reverse("profile")
    assert client.session["_auth_user_id"] == str(world.rina.pk)


def test_a_strange_passkey_stays_outside(rina):
    key, client, url = add_passkey(rina), Client(), reverse("mfa_login_webauthn")
    thief = Passkey()
    thief.id, thief.user = key.id, key.user
    asked = client.get(url, headers={"Accept": "application/json"}).json()["request_options"]
    answer = client.post(url, {"credential": json.dumps(thief.get(asked))}, follow=True)
    assert not inside(client)
    assert "Kunci sandi ini tidak dikenali" in answer.content.decode()


def test_a_passkey_is_the_second_step_too(rina):
    key, client = add_passkey(rina), Client()
    step = enter(client)["Location"]
    asked = options(client.get(step).content.decode())["request_options"]
    client.post(step, {"credential": json.dumps(key.get(asked))})
    assert inside(client)


def test_a_passkey_is_renamed_and_removed(rina):
    add_passkey(rina)
    key = Authenticator.objects.get(type="webauthn")
    rina.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Laptop kantor"})
    assert "Laptop kantor" in rina.get(reverse("mfa_list_webauthn")).content.decode()
    rina.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_a_long_session_proves_itself_before_it_changes_the_locks(world, client_for):
    client = client_for(world.rina)
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    shown = client.get(asked["Location"]).content.decode()
    assert "Pastikan ini Anda" in shown
    answer = client.post(asked["Location"], {"password": PASSWORD, "next": reverse("mfa_activate_totp")})
    assert answer["Location"] == reverse("mfa_activate_totp")


PAGES = (
    "profile",
    "account_change_password",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_deactivate_totp",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_logout",
)


def test_no_page_carries_script_or_style_of_its_own(rina):
    first = {"mfa_activate_totp": rina.get(reverse("mfa_activate_totp"))}
    activate_totp(rina)
    add_passkey(rina)
    stranger = Client()
    pages = first | {name: rina.get(reverse(name)) for name in PAGES}
    pages |= {name: stranger.get(reverse(name)) for name in ("account_login", "account_reset_password")}
    pages["mfa_authenticate"] = stranger.get(enter(stranger)["Location"])
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200)
    for name, page in pages.items():
        text = page.content.decode()
        assert "script-src 'unsafe" not in page["Content-Security-Policy"], name
        assert "<h1" in text, name
        for tag in re.findall(r"<script[^>]*>", text):
            assert "src=" in tag or 'type="application/json"' in tag, (name, tag)
        assert not re.search(r"\son\w+=|\sstyle=|<style|javascript:", text), name
        assert "ly-door" in text or "ly-shell" in text, name


def test_a_stranger_is_sent_from_every_page_of_an_account_to_log_in():
    pages = (*PAGES, "mfa_activate_totp", "mfa_download_recovery_codes", "account_set_password")
    answers = {name: Client().get(reverse(name)) for name in pages}
    told = {
        name: (answer.status_code, answer.get("Location", "").split("?")[0])
        for name, answer in answers.items()
    }
    assert told == dict.fromkeys(pages, (302, "/masuk/"))
