"""Addresses of steering: ruang kendali, pimpinan, siklus, pembagian, jejak, edisi."""

from django.urls import path

from layak.assessments.views import (
    assigning,
    control_room,
    cycles,
    edition_upload,
    editions,
    extending,
    leader,
    ledger,
    procedure,
    trail,
)

urlpatterns = [
    path("ruang-kendali/", control_room.control_room, name="control_room"),
    path("ruang-kendali/<int:assessment_id>/", control_room.control_room_of, name="control_room_of"),
    path("ruang-kendali/<int:assessment_id>.json", control_room.control_room_json, name="control_room_json"),
    path("ruang-kendali/<int:assessment_id>/ingatkan/", control_room.remind, name="remind"),
    path("ruang-kendali/<int:assessment_id>/kalender.ics", cycles.calendar_file, name="calendar_file"),
    path("ruang-kendali/<int:assessment_id>/rincian/", ledger.total, name="ledger"),
    path("ruang-kendali/<int:assessment_id>/rincian/blok/<str:code>/", ledger.block, name="ledger_block"),
    path("ruang-kendali/<int:assessment_id>/rincian/<str:code>/", ledger.indicator, name="ledger_indicator"),
    path("pimpinan/", leader.home, name="leader_page"),
    path("pimpinan/<int:assessment_id>/", leader.leader_page, name="leader_page_of"),
    path("siklus/", cycles.cycles, name="cycles"),
    path("siklus/baru/", cycles.create, name="cycle_create"),
    path("siklus/<int:cycle_id>/", cycles.cycle, name="cycle"),
    path("siklus/<int:cycle_id>/ubah/", cycles.change, name="cycle_change"),
    path("siklus/<int:cycle_id>/tata-cara/", procedure.settle, name="cycle_procedure"),
    path("siklus/<int:cycle_id>/tata-cara/jendela/", procedure.window, name="cycle_window"),
    path("siklus/<int:cycle_id>/buka/", cycles.open_assessment, name="assessment_open"),
    path("siklus/<int:cycle_id>/perpanjang/<str:district>/", extending.windows, name="cycle_windows"),
    path(
        "siklus/<int:cycle_id>/perpanjang/<str:district>/<str:stage>/", extending.extend, name="cycle_extend"
    ),
    path("pembagian/", assigning.home, name="assignments_home"),
    path("pembagian/<int:assessment_id>/", assigning.assignments, name="assignments"),
    path("pembagian/<int:assessment_id>/usulkan/", assigning.propose, name="assignments_propose"),
    path(
        "pembagian/<int:assessment_id>/instansi/<int:agency_id>/", assigning.agency, name="assignment_agency"
    ),
    path("pembagian/<int:assessment_id>/baris/<str:code>/", assigning.row, name="assignment_row"),
    path(
        "pembagian/<int:assessment_id>/indikator/<str:code>/",
        assigning.indicator,
        name="assignment_indicator",
    ),
    path("jejak/", trail.trail, name="trail"),
    path("jejak/periksa/", trail.check, name="trail_check"),
    path("jejak/unduh.csv", trail.download, name="trail_download"),
    path("edisi/", editions.editions, name="editions"),
    path("edisi/banding/", editions.diff, name="edition_diff"),
    path("edisi/unggah/", edition_upload.upload, name="edition_upload"),
    path("edisi/unggah/<str:token>/", edition_upload.staged, name="edition_staged"),
    path("edisi/unggah/<str:token>/pasang/", edition_upload.install, name="edition_install"),
    path("edisi/<str:key>/", editions.edition, name="edition"),
    path("edisi/<str:key>/<str:code>/", editions.indicator, name="edition_indicator"),
]
