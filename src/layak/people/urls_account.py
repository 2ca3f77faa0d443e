"""Addresses of log-in, password, TOTP, passkeys and OpenID Connect, served by allauth."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
