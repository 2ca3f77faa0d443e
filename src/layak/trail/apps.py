"""Registers the trail with Django."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The trail step."""

    name = "layak.trail"
    label = "trail"
