"""The demo district: one real district's public figures, and people and proof are invented.

Kabupaten Ogan Ilir's published self-assessment recap of 2024 stands twice: as the cycle of 2024, closed,
and as what the district claims in the cycle under way. Nobody named here exists.
"""

from layak.demo.loading import PASSWORD, load, logins

__all__ = ["PASSWORD", "load", "logins"]
