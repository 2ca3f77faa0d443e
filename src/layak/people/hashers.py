"""Passwords hashed with argon2id at a memory cost that a small server carries (OWASP: 19 MiB, 2 passes)."""

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher


class TunedArgon2(Argon2PasswordHasher):
    """Django's argon2, which would take 100 MiB a log-in, tuned by LAYAK_ARGON2_MB."""

    time_cost = 2
    parallelism = 1

    @property
    def memory_cost(self) -> int:  # type: ignore[override]
        """Memory of one hash in KiB."""
        return settings.ARGON2_MEMORY_KIB
