"""Registers assessments with Django."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """The assessments step."""

    name = "layak.assessments"
    label = "assessments"
