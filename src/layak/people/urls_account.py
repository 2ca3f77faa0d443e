"""Addresses of log-in, password, TOTP, passkeys and OpenID Connect: allauth's views that have our pages.

Listed one by one instead of allauth's own urlconf, so that no page exists that is not ours.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.apps import apps
from django.urls import path, re_path

from layak.people.views import entering

urlpatterns = [
    path("", entering.login, name="account_login"),
    path("contoh/", entering.demo_login, name="demo_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("tidak-aktif/", account.account_inactive, name="account_inactive"),
    path("pastikan/", account.reauthenticate, name="account_reauthenticate"),
    path("sandi/", account.password_change, name="account_change_password"),
    path("sandi/pertama/", account.password_set, name="account_set_password"),
    path("sandi/lupa/", entering.forgotten, name="account_reset_password"),
    path("sandi/lupa/terkirim/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "sandi/baru/selesai/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("dua-langkah/", mfa.index, name="mfa_index"),
    path("dua-langkah/kode/", mfa.authenticate, name="mfa_authenticate"),
    path("dua-langkah/pastikan/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("dua-langkah/aplikasi/", totp.activate_totp, name="mfa_activate_totp"),
    path("dua-langkah/aplikasi/matikan/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("dua-langkah/cadangan/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("dua-langkah/cadangan/baru/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("dua-langkah/cadangan/unduh/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("kunci/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("kunci/tambah/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("kunci/masuk/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("kunci/pastikan/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("kunci/<int:pk>/hapus/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("kunci/<int:pk>/ubah/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]

if apps.is_installed("allauth.socialaccount.providers.openid_connect"):
    # only where there is a provider: it brings an HTTP client, 0.2 s of every start
    from allauth.socialaccount.providers.openid_connect import views as oidc

    urlpatterns += [
        path("lewat/batal/", social.login_cancelled, name="socialaccount_login_cancelled"),
        path("lewat/gagal/", social.login_error, name="socialaccount_login_error"),
        path("lewat/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
        path("lewat/<slug:provider_id>/kembali/", oidc.callback, name="openid_connect_callback"),
    ]
