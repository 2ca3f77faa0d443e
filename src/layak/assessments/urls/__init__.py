"""Addresses of the assessments step: what is answered, and how it is steered."""

from layak.assessments.urls import answering, exchange, steering

urlpatterns = [*answering.urlpatterns, *exchange.urlpatterns, *steering.urlpatterns]
