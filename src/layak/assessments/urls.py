"""Addresses of the assessments step."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
