"""Registers verification with Django, and lets the tiers' scores follow the rows they judge."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    """The verification step."""

    name = "layak.verification"
    label = "verification"

    def ready(self) -> None:
        """A verdict stops to stand in the same transaction in which its row changes."""
        # actions import tables, which Django has only from here on
        from layak.assessments.actions.standing import FOLLOWERS  # noqa: PLC0415
        from layak.verification.actions.standing import follow  # noqa: PLC0415

        FOLLOWERS.append(follow)
