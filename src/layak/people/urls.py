"""Addresses of the people step."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
