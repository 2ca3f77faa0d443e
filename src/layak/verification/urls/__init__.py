"""Addresses of checking."""

from layak.verification.urls import assigning, desk, field, notes

urlpatterns = [*assigning.urlpatterns, *desk.urlpatterns, *notes.urlpatterns, *field.urlpatterns]
