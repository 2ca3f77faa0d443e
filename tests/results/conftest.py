"""What tests of signed papers ask for."""

import pytest

from tests.results.pki import PASSWORD, Authority


@pytest.fixture
def authority(settings, tmp_path):
    """An issuer that this instance knows, and a certificate of the instance under it."""
    made, file, known = Authority(), tmp_path / "situs.p12", tmp_path / "dikenal.pem"
    file.write_bytes(made.person("Rina Uji"))
    known.write_bytes(made.pem)
    settings.SIGN_P12, settings.SIGN_PASSWORD, settings.SIGN_TRUST = str(file), PASSWORD, str(known)
    return made
