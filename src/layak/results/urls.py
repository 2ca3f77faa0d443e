"""Addresses of results: hasil, its ledger, its papers."""

from django.urls import path

from layak.results.views import closing, papers, result, signatories

SHEET = "hasil/<int:assessment_id>/"
RESULT = SHEET + "<str:name>/"

urlpatterns = [
    path("hasil/", result.home, name="results"),
    path(SHEET, result.result, name="result"),
    path(SHEET + "tutup/", closing.close, name="stage_close"),
    path(SHEET + "dokumen/<int:paper_id>.pdf", papers.fetch, name="paper"),
    path(SHEET + "dokumen/<int:paper_id>/tandatangani/", papers.sign, name="paper_sign"),
    path(SHEET + "<str:name>.json", result.document, name="result_document"),
    path(RESULT + "blok/<str:code>/", result.block, name="result_block"),
    path(RESULT + "indikator/<str:code>/", result.indicator, name="result_indicator"),
    path(RESULT + "umumkan/", result.publish, name="result_publish"),
    path(RESULT + "cetak/", papers.print_paper, name="paper_print"),
    path(RESULT + "penanda-tangan/", signatories.write_down, name="signatories"),
    path(RESULT + "unggah/", papers.hand_back, name="paper_hand_back"),
]
