"""Forget uploads that nobody came back for: once a day from cron, or at start."""

from typing import Any

from django.core.management.base import BaseCommand

from layak.evidence.jobs import KEPT_DAYS, sweep_uploads


class Command(BaseCommand):
    """`manage sweep_uploads`."""

    help = f"Forget uploads left unfinished for {KEPT_DAYS} days."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep, and say how many were forgotten."""
        self.stdout.write(str(sweep_uploads()))
