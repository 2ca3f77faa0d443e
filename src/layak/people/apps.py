"""Registers people with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people step."""

    name = "layak.people"
    label = "people"
