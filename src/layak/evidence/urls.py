"""Addresses of the evidence step; what rows depend on (library, documents, files) the citing step serves."""

from django.urls import path

from layak.evidence.views import files, uploads

urlpatterns = [
    path("bukti/tautan/", uploads.link, name="document_link"),
    path("bukti/<int:number>/berkas/<int:version>/", files.original, name="file"),
    path(
        "bukti/<int:number>/berkas/<int:version>/halaman/<int:page>/<int:width>/",
        files.page,
        name="page",
    ),
]
