"""A new person comes in by a link, then locks the door with an app, codes for bad days and a passkey."""

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from tests.journeys.looking import Watch
from tests.journeys.pictures import picture

PASSWORD = "delapan-belas-kali"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A phone that reads a finger, as the developer tools play it."""


def test_whom_the_secretariat_invites_comes_in_by_the_link_and_locks_the_door(enter, watch):
    watch.expected = ("status of 410", "status of 40")
    link = yusuf_invites(enter("Yusuf"), watch)
    made = enter(None, phone=True)
    she_takes_the_invitation(made, watch, link)
    secret_codes = she_adds_an_app(made, watch)
    she_adds_a_passkey(made, watch)
    leave(made)
    she_comes_back_with_a_code_for_bad_days(made, watch, secret_codes[0])
    leave(made)
    made.get_by_role("button", name="Masuk dengan kunci sandi").click()
    expect(made.get_by_role("heading", level=1)).to_contain_text("Made Wirawan")


def yusuf_invites(page: Page, watch: Watch) -> str:
    page.goto("/orang/undang/")
    page.get_by_label("Nama orang yang diundang").fill("Made Wirawan")
    page.get_by_label(re.compile("^Operator")).check()
    page.locator("[name=agency]").select_option(label="Dinas Sosial, Kabupaten Ogan Ilir")
    watch.look(page)
    page.get_by_role("button", name=re.compile("undangan|Undang")).last.click()
    link = re.search(r"http://localhost:\d+/undangan/[\w-]+/", page.content()).group()
    picture(page, "undangan")
    watch.look(page)
    return link


def she_takes_the_invitation(page: Page, watch: Watch, link: str) -> None:
    page.goto(link)
    watch.look(page)
    page.get_by_label("Nama pengguna").fill("made")
    page.get_by_label("Kata sandi").first.fill(PASSWORD)
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Made Wirawan")
    page.goto(link)
    expect(page.locator("main")).to_contain_text("sudah dipakai")


def she_adds_an_app(page: Page, watch: Watch) -> list[str]:
    page.goto("/akun/")
    watch.look(page)
    page.get_by_role("link", name="Masuk dua langkah").click()
    watch.look(page)
    page.get_by_role("link", name="Aktifkan aplikasi autentikator").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pastikan ini Anda")
    watch.look(page)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Lanjutkan").click()
    watch.look(page)
    page.locator("[name=code]").fill("000000")
    page.get_by_role("button", name="Aktifkan").click()
    expect(page.locator("main")).to_contain_text("Kode tidak cocok")
    secret = page.locator("main code").inner_text()
    page.locator("[name=code]").fill(code_of(secret))
    page.get_by_role("button", name="Aktifkan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kode cadangan")
    watch.look(page)
    return page.locator("main li code").all_inner_texts()


def code_of(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def she_adds_a_passkey(page: Page, watch: Watch) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto("/akun/")
    page.get_by_role("link", name="Kunci sandi").click()
    watch.look(page)
    page.get_by_role("link", name="Tambah kunci").first.click()
    watch.look(page)
    page.locator("[name=name]").fill("Ponsel Made")
    page.locator("[name=passwordless]").check()
    page.get_by_role("button", name="Buat kunci").click()
    expect(page.locator("main")).to_contain_text("1 kunci terdaftar.")
    page.get_by_role("link", name="Kelola kunci sandi").click()
    expect(page.locator("main")).to_contain_text("Ponsel Made")
    watch.look(page)


def leave(page: Page) -> None:
    page.locator(".ly-me").click()
    page.get_by_role("button", name="Keluar").click()
    page.goto("/masuk/")


def she_comes_back_with_a_code_for_bad_days(page: Page, watch: Watch, code: str) -> None:
    page.get_by_label("Nama pengguna").fill("made")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Langkah kedua")
    watch.look(page)
    page.locator("[name=code]").fill(code)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Made Wirawan")
