"""Layak: the platform on which a district runs its child-friendly district (KLA) year."""

__version__ = "0.1.0"
