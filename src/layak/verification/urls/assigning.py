"""Addresses of charges and of agreement between verifiers."""

from django.urls import path

from layak.verification.views import agreement, assigning

urlpatterns = [
    path("penugasan/", assigning.mandates, name="mandates"),
    path("penugasan/beri/", assigning.give, name="mandates_give"),
    path("penugasan/<int:number>/akhiri/", assigning.end, name="mandate_end"),
    path("kesepakatan/", agreement.agreement, name="agreement"),
]
