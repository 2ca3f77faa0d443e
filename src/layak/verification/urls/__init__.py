"""Addresses of checking."""

from layak.verification.urls import desk, field

urlpatterns = [*desk.urlpatterns, *field.urlpatterns]
