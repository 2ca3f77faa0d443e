"""Addresses of checking."""

from layak.verification.urls import field

urlpatterns = [*field.urlpatterns]
