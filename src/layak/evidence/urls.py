"""Addresses of the evidence step; the library's and a document's page are served by the step that cites."""

from django.urls import path

from layak.evidence.views import files, uploads

urlpatterns = [
    path("bukti/unggah/", uploads.start, name="upload_start"),
    path("bukti/unggah/formulir/", uploads.plain, name="upload_form"),
    path("bukti/unggah/<uuid:number>/", uploads.upload, name="upload"),
    path("bukti/tautan/", uploads.link, name="document_link"),
    path("bukti/<int:number>/berkas/<int:version>/", files.original, name="file"),
    path(
        "bukti/<int:number>/berkas/<int:version>/halaman/<int:page>/<int:width>/",
        files.page,
        name="page",
    ),
]
