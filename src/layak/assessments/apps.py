"""Registers assessments with Django, and tells the catalogue where installed editions lie."""

from django.apps import AppConfig
from django.conf import settings

from layak.core import catalogue


class AssessmentsConfig(AppConfig):
    """The assessments step."""

    name = "layak.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Every process of an instance, the command line included, knows the same editions."""
        catalogue.look_in(settings.EDITIONS_ROOT)
