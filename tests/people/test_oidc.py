"""Coming in through an OpenID Connect provider: only who was invited, by verified e-mail alone."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlparse

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from layak.people import actions
from layak.people.models import Invitation, User

pytestmark = pytest.mark.django_db


class Provider(BaseHTTPRequestHandler):
    """A provider that vouches for whatever `claims` says."""

    claims: dict = {}

    def do_GET(self):
        base = f"http://{self.headers['Host']}"
        ends = {f"{name}_endpoint": f"{base}/{name}" for name in ("authorization", "token", "userinfo")}
        known = {
            "/.well-known/openid-configuration": ends | {"issuer": base, "jwks_uri": f"{base}/keys"},
            "/userinfo": self.claims,
        }
        self.answer(known[urlparse(self.path).path])

    def do_POST(self):
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert asked["code"] == ["kode"]
        assert asked["code_verifier"][0]
        self.answer({"access_token": "tanda", "token_type": "Bearer"})

    def answer(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Stay quiet."""


@pytest.fixture
def provider(settings):
    server = HTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    app = {"provider_id": "oidc", "name": "SSO Uji", "client_id": "layak", "secret": "rahasia"}
    app["settings"] = {"server_url": url}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield Provider
    server.shutdown()
    server.server_close()


def come(provider, client=None, **claims):
    """The whole way: our link, the provider, back to us. Returns the client and the last answer."""
    provider.claims = {"sub": "1", "name": "Nur", **claims}
    client = client or Client()
    sent = client.get(reverse("openid_connect_login", args=["oidc"]))
    state = parse_qs(urlparse(sent["Location"]).query)["state"][0]
    back = reverse("openid_connect_callback", args=["oidc"])
    return client, client.get(back, {"code": "kode", "state": state})


def inside(client):
    return int(client.session.get("_auth_user_id", 0))


def test_the_log_in_page_offers_the_provider_as_a_link(provider, world):
    page = Client().get("/masuk/").content.decode()
    assert "Masuk lewat SSO Uji" in page
    assert 'href="/masuk/lewat/oidc/"' in page


def test_a_person_with_that_verified_address_enters_and_stays_bound(provider, world):
    client, answer = come(provider, email="RINA@contoh.test", email_verified=True)
    assert (inside(client), answer["Location"]) == (world.rina.pk, reverse("profile"))
    again, _ = come(provider, email="lain@contoh.test", email_verified=False)
    assert inside(again) == world.rina.pk
    assert SocialAccount.objects.count() == 1
    assert User.objects.get(pk=world.rina.pk).has_usable_password()


def test_an_open_invitation_for_that_verified_address_is_taken(provider, world):
    actions.invite(by=world.yusuf, name="Nur", role="operator", agency=world.dinkes, email="nur@dinkes.test")
    client, _ = come(provider, email="nur@dinkes.test", email_verified=True)
    nur = User.objects.get(email="nur@dinkes.test")
    assert inside(client) == nur.pk
    assert (nur.username, [seat.agency for seat in nur.seats]) == ("nur", [world.dinkes])
    assert not nur.has_usable_password()
    assert Invitation.objects.get().accepted_by == nur


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "rina@contoh.test", "email_verified": False},
        {"email": "rina@contoh.test", "email_verified": "false"},
        {"email": "rina@contoh.test"},
        {"email": "siapa@contoh.test", "email_verified": True},
        {},
    ],
)
def test_an_unverified_or_unknown_address_stays_outside(provider, world, claims):
    people = User.objects.count()
    client, answer = come(provider, **claims)
    assert answer.status_code == 403
    assert "belum terverifikasi atau belum diundang" in answer.content.decode()
    assert (inside(client), User.objects.count(), SocialAccount.objects.count()) == (0, people, 0)


def test_a_revoked_invitation_lets_nobody_in(provider, world):
    made = actions.invite(
        by=world.yusuf, name="Nur", role="operator", agency=world.dinkes, email="nur@d.test"
    )
    actions.revoke_invitation(made.invitation.pk, by=world.yusuf)
    _, answer = come(provider, email="nur@d.test", email_verified=True)
    assert answer.status_code == 403


def test_nobody_binds_a_strangers_provider_account_to_their_own(provider, world, client_for):
    provider.claims = {"sub": "9", "email": "siapa@contoh.test", "email_verified": True}
    client = client_for(world.rina)
    sent = client.get(reverse("openid_connect_login", args=["oidc"]), {"process": "connect"})
    state = parse_qs(urlparse(sent["Location"]).query)["state"][0]
    back = reverse("openid_connect_callback", args=["oidc"])
    assert client.get(back, {"code": "kode", "state": state}).status_code == 403
    assert not SocialAccount.objects.exists()


def test_a_forged_answer_is_turned_away(provider, world):
    answer = Client().get(reverse("openid_connect_callback", args=["oidc"]), {"code": "kode", "state": "x"})
    assert "Layanan masuk itu tidak menjawab dengan benar" in answer.content.decode()


def test_without_a_provider_there_is_no_such_way(world):
    assert "lewat/oidc" not in Client().get("/masuk/").content.decode()
    assert Client().get(reverse("openid_connect_login", args=["oidc"])).status_code == 404
