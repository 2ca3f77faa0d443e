"""Registers verification with Django."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    """The verification step."""

    name = "layak.verification"
    label = "verification"
