"""Addresses of the verifier's desk."""

from django.urls import path

from layak.verification.views import desk

urlpatterns = [
    path("meja/", desk.queue, name="desk"),
    path("meja/<int:assessment_id>/", desk.start, name="desk_start"),
    path("meja/<int:assessment_id>/massal/", desk.bulk, name="desk_bulk"),
    path("meja/<int:assessment_id>/<str:code>/", desk.row, name="desk_row"),
    path("meja/<int:assessment_id>/<str:code>/catatan/", desk.note, name="desk_note"),
    path(
        "meja/<int:assessment_id>/<str:code>/catatan/<int:number>/selesai/", desk.settle, name="desk_settle"
    ),
    path(
        "meja/<int:assessment_id>/<str:code>/berkas/<int:number>/<int:version>/", desk.file, name="desk_file"
    ),
    path(
        "meja/<int:assessment_id>/<str:code>/berkas/<int:number>/<int:version>/<int:page>/<int:width>/",
        desk.picture,
        name="desk_picture",
    ),
]
