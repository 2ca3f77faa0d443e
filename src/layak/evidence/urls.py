"""Addresses of the evidence step."""

from django.urls import path

from layak.evidence.views import document, files, library, uploads

urlpatterns = [
    path("bukti/", library.library, name="library"),
    path("bukti/unggah/", uploads.start, name="upload_start"),
    path("bukti/unggah/formulir/", uploads.plain, name="upload_form"),
    path("bukti/unggah/<uuid:number>/", uploads.upload, name="upload"),
    path("bukti/tautan/", uploads.link, name="document_link"),
    path("bukti/<int:number>/", document.document, name="document"),
    path("bukti/<int:number>/hapus/", document.remove, name="document_remove"),
    path("bukti/<int:number>/kembalikan/", document.restore, name="document_restore"),
    path("bukti/<int:number>/berkas/<int:version>/", files.original, name="file"),
    path(
        "bukti/<int:number>/berkas/<int:version>/halaman/<int:page>/<int:width>/",
        files.page,
        name="page",
    ),
]
