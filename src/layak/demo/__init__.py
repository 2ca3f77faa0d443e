"""The demo: one real district's public figures; people, proof, checks and its neighbours are invented.

Kabupaten Ogan Ilir's published self-assessment recap of 2024 stands twice: as the cycle of 2024, which goes
on to an invented predikat, and as what the district claims in the cycle under way. In that cycle Prabumulih
is being checked by its province and Pangkal Pinang has 48 hours to repair. Nobody named here exists.
"""

from layak.demo.loading import PASSWORD, load, logins

__all__ = ["PASSWORD", "load", "logins"]
