"""Addresses of the assessments step: what is answered, and how it is steered."""

from layak.assessments.urls import steering

urlpatterns = [*steering.urlpatterns]
