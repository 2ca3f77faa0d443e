"""Registers results with Django."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """The results step."""

    name = "layak.results"
    label = "results"
