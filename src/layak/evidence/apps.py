"""Registers evidence with Django."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The evidence step."""

    name = "layak.evidence"
    label = "evidence"
