"""Addresses of the evidence step."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
