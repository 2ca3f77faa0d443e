"""The page behind an invitation's link, as the invited person meets it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from layak.people import actions
from layak.people.models import Invitation, User

pytestmark = pytest.mark.django_db
ANSWER = {"name": "Nur Aini", "username": "Nur.Aini", "password": "kalimat pendek saya"}


@pytest.fixture
def token(world):
    return actions.invite(by=world.yusuf, name="Nur", role="operator", agency=world.dinkes).token


def page(token):
    return reverse("invitation", args=[token])


def test_an_invited_stranger_makes_an_account_and_is_in(token, settings):
    client = Client()
    assert "Operator, Dinas Kesehatan" in client.get(page(token)).content.decode()
    answer = client.post(page(token), ANSWER)
    nur = User.objects.get(username="nur.aini")
    assert answer["Location"] == reverse(settings.LOGIN_REDIRECT_URL)
    assert client.session["_auth_user_id"] == str(nur.pk)
    assert nur.name == "Nur Aini"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("username", "nur@dinkes.test", "Pakai huruf, angka, titik, atau tanda hubung saja"),
        ("username", "rina", "Nama pengguna rina sudah dipakai"),
        ("password", "pendek", "10"),
        ("password", "1234567890", "umum"),
        ("name", "", "Bidang ini tidak boleh kosong"),
    ],
)
def test_what_does_not_fit_is_said_and_the_link_keeps_working(token, field, value, sentence):
    client = Client()
    answer = client.post(page(token), ANSWER | {field: value})
    assert answer.status_code == 200  # a 4xx would put the token into the log
    assert any(word in answer.content.decode() for word in sentence.split("|"))
    assert client.post(page(token), ANSWER).status_code == 302


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        ({"accepted_at": timezone.now()}, "Undangan ini sudah dipakai. Masuk dengan akun yang sudah dibuat."),
        ({"revoked_at": timezone.now()}, "Undangan ini sudah dicabut. Minta undangan baru kepada Yusuf."),
        (
            {"expires_at": timezone.now() - timedelta(days=1)},
            "sudah lewat masa berlakunya. Minta undangan baru",
        ),
        ({"token_hash": "0" * 64}, "Tautan undangan ini tidak dikenal"),
    ],
)
def test_a_dead_link_says_what_to_do(token, spoil, sentence):
    Invitation.objects.update(**spoil)
    answer = Client().get(page(token))
    assert answer.status_code == 410
    assert sentence in answer.content.decode()
    assert Client().post(page(token), ANSWER).status_code == 410


def test_a_person_who_is_in_adds_the_role_after_being_asked(world, client_for, token):
    client = client_for(world.bayu)
    assert "Anda masuk sebagai Bayu (bayu)" in client.get(page(token)).content.decode()
    assert len(User.objects.get(pk=world.bayu.pk).seats) == 1
    client.post(page(token))
    assert [seat.agency for seat in User.objects.get(pk=world.bayu.pk).seats] == [world.disdik, world.dinkes]


def test_an_address_that_has_an_account_is_sent_to_log_in_and_back(world):
    made = actions.invite(by=world.agus, name="Rina", role="admin", email="rina@contoh.test")
    shown = Client().get(page(made.token)).content.decode()
    assert f'href="/masuk/?next={page(made.token)}"' in shown
    answer = Client().post(page(made.token), ANSWER)
    assert "Masuk dengan akun itu, lalu buka lagi tautan ini." in answer.content.decode()


def test_the_link_goes_by_mail_only_when_mail_is_configured(world, client_for, settings, mailoutbox):
    data = {"name": "Nur", "role": "operator", "agency": world.dinkes.pk, "email": "nur@dinkes.test"}
    client, url = client_for(world.yusuf), reverse("people_invite")
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "sudah dikirim" not in client.post(url, data).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    shown = client.post(url, data).content.decode()
    assert "Tautan juga sudah dikirim ke nur@dinkes.test." in shown
    assert [mail.to for mail in mailoutbox] == [["nur@dinkes.test"]]
    assert "http://testserver/undangan/" in mailoutbox[0].body
