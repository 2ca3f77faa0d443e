"""Addresses of field verification; the service worker stands above the pages it keeps."""

from django.urls import path

from layak.verification.views import field, field_photo, field_unit

urlpatterns = [
    path("lapangan/", field.sessions, name="field_sessions"),
    path("lapangan/sw.js", field_unit.worker, name="field_worker"),
    path("lapangan/lembar/<int:assessment_id>/rencana/", field.plan, name="field_plan"),
    path("lapangan/sesi/<int:session_id>/", field.session, name="field_session"),
    path("lapangan/sesi/<int:session_id>/ubah/", field.change, name="field_change"),
    path("lapangan/sesi/<int:session_id>/unit/", field.add_unit, name="field_add_unit"),
    path("lapangan/sesi/<int:session_id>/undi/", field.draw_units, name="field_draw"),
    path("lapangan/sesi/<int:session_id>/tutup/", field.close, name="field_close"),
    path("lapangan/sesi/<int:session_id>/buka/", field.reopen, name="field_reopen"),
    path("lapangan/unit/<int:unit_id>/", field_unit.unit, name="field_unit"),
    path("lapangan/unit/<int:unit_id>/hapus/", field.drop_unit, name="field_drop_unit"),
    path("lapangan/unit/<int:unit_id>/catatan/", field_unit.operations, name="field_operations"),
    path("lapangan/unit/<int:unit_id>/pilih/", field_unit.choose, name="field_choose"),
    path("lapangan/unit/<int:unit_id>/foto/", field_photo.announce_photo, name="field_photo_start"),
    path("lapangan/unit/<int:unit_id>/foto/formulir/", field_photo.plain_photo, name="field_photo_form"),
    path("lapangan/unit/<int:unit_id>/foto/<uuid:number>/", field_photo.piece, name="field_photo_piece"),
    path("lapangan/foto/<uuid:operation>/<int:width>/", field_photo.photo, name="field_photo"),
]
