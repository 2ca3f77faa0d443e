"""The backup and the restore of docs/guide/operate.md, as written there, on an instance that is running."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.instance import Instance

GUIDE = Path(__file__).parents[1] / "docs" / "guide" / "operate.md"


def test_a_copy_taken_while_serving_comes_up_elsewhere_with_a_whole_trail(tmp_path):
    live = Instance(tmp_path / "live")
    live.home.mkdir()
    live.layak("prepare")
    link = live.layak("invite-admin", "Agus").strip()
    with live.served():
        [code] = re.findall(r'python -c "(.*)"', GUIDE.read_text())
        copied = code.replace("$LAYAK_HOME", str(live.home))
        subprocess.run([sys.executable, "-c", copied], cwd=tmp_path, check=True)
    restored = Instance(tmp_path / "restored")
    restored.home.mkdir()
    shutil.move(tmp_path / "layak-copy.sqlite3", restored.home / "layak.sqlite3")
    restored.layak("prepare")
    assert restored.layak("verify-trail") == live.layak("verify-trail")
    assert link.startswith("http://localhost:8000/undangan/")
