"""Addresses of the Excel round trip and of the recap."""

from django.urls import path

from layak.assessments.views import exchange

urlpatterns = [
    path("excel/", exchange.home, name="exchange_home"),
    path("excel/<int:assessment_id>/", exchange.page, name="exchange"),
    path("excel/<int:assessment_id>/isian.xlsx", exchange.download_all, name="exchange_all"),
    path("excel/<int:assessment_id>/isian/<int:agency_id>.xlsx", exchange.download, name="exchange_agency"),
    path("excel/<int:assessment_id>/pratinjau/", exchange.preview, name="exchange_preview"),
    path("excel/<int:assessment_id>/terapkan/", exchange.apply, name="exchange_apply"),
    path("excel/<int:assessment_id>/rekap.csv", exchange.recap_csv, name="recap_csv"),
    path("excel/<int:assessment_id>/rekap.xlsx", exchange.recap_xlsx, name="recap_xlsx"),
]
