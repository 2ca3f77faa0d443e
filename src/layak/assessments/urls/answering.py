"""Addresses of answering: home, tasks, approvals, the sheet, its questions and their proof."""

from django.urls import path

from layak.assessments.views import card, home, library, proof, sheet, sheet_ledger, tasks

urlpatterns = [
    path("", home.home, name="home"),
    path("tugas/", tasks.tasks, name="tasks"),
    path("persetujuan/", tasks.approvals, name="approvals"),
    path("lembar/", sheet.sheets, name="sheets"),
    path("lembar/<int:assessment_id>.json", sheet.twin, name="sheet_json"),
    path("lembar/<int:assessment_id>/", sheet.whole, name="sheet"),
    path("lembar/<int:assessment_id>/pertanyaan/<str:code>/", card.question, name="question"),
    path("lembar/<int:assessment_id>/pertanyaan/<str:code>/langkah/", card.move, name="move"),
    path("lembar/<int:assessment_id>/pertanyaan/<str:code>/komentar/", card.remark, name="remark"),
    path("lembar/<int:assessment_id>/pertanyaan/<str:code>/riwayat/", card.history, name="history"),
    path("lembar/<int:assessment_id>/pertanyaan/<str:code>/bukti/", proof.proof, name="proof"),
    path("lembar/<int:assessment_id>/pertanyaan/<str:code>/bukti/pasang/", proof.attach, name="attach"),
    path("lembar/<int:assessment_id>/pertanyaan/<str:code>/bukti/lepas/", proof.detach, name="detach"),
    path("lembar/<int:assessment_id>/pertanyaan/<str:code>/bukti/unggah/", proof.upload, name="proof_upload"),
    path("lembar/<int:assessment_id>/<str:indicator>/", sheet.indicator, name="sheet_indicator"),
    path("lembar/<int:assessment_id>/rincian/bagian/", sheet_ledger.mine, name="sheet_ledger_mine"),
    path("lembar/<int:assessment_id>/rincian/<str:code>/", sheet_ledger.block, name="sheet_ledger_block"),
    path("lembar/<int:assessment_id>/<str:indicator>/rincian/", sheet_ledger.indicator, name="sheet_ledger"),
    path("lembar/<int:assessment_id>/<str:indicator>/kirim/", sheet.submit, name="submit_drafts"),
    path("bukti/", library.library, name="library"),
    path("bukti/unggah/", proof.upload_start, name="upload_start"),
    path("bukti/unggah/formulir/", proof.upload_form, name="upload_form"),
    path("bukti/unggah/<uuid:number>/", proof.upload_piece, name="upload"),
    path("bukti/<int:number>/", proof.document, name="document"),
    path("bukti/<int:number>/hapus/", proof.remove, name="document_remove"),
    path("bukti/<int:number>/kembalikan/", proof.restore, name="document_restore"),
]
