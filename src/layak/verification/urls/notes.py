"""Addresses of notes, as the district answers them."""

from django.urls import path

from layak.verification.views import notes

urlpatterns = [
    path("catatan/", notes.notes, name="notes"),
    path("catatan/<int:assessment_id>/", notes.notes_of, name="notes_of"),
    path("catatan/<int:assessment_id>/<int:number>/", notes.reply, name="note_reply"),
]
