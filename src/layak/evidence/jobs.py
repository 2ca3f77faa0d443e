"""Work on proof that outlives a request: forgetting uploads that nobody came back for."""

from datetime import timedelta

from django.utils import timezone

from layak.evidence.actions import uploads

KEPT_DAYS = 7


def sweep_uploads() -> int:
    """Forget uploads left unfinished for a week; return how many."""
    return uploads.sweep(timezone.now() - timedelta(days=KEPT_DAYS))
