"""Registers the portal with Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public face."""

    name = "layak.portal"
    label = "portal"
