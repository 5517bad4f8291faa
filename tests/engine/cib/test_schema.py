import shutil
import subprocess
from pathlib import Path

import pytest

from engine.cib.document import Cib
from engine.cib.finding import Severity
from engine.cib.schema import validate

FOLDER = Path("/usr/share/pacemaker")
installed = pytest.mark.skipif(
    not (FOLDER / "pacemaker-3.9.rng").is_file(), reason="Pacemaker's schemas are not installed"
)

SOUND = """\
<cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="1" num_updates="0">
  <configuration>
    <crm_config/><nodes/>
    <resources>
      <primitive id="a" class="ocf" provider="heartbeat" type="Dummy"/>
    </resources>
    <constraints/>
  </configuration>
  <status/>
</cib>
"""


@installed
def test_a_sound_document():
    assert validate(Cib.parse(SOUND), FOLDER) == []


@installed
@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ('class="ocf"', 'class="none"', 5, "interleave"),
        ("<constraints/>", '<constraints><rsc_location id="l" rsc="a"/></constraints>', 7, "rule"),
        ("<nodes/>", "", 2, "nodes"),
        ('id="a"', 'id="1a"', 5, "id"),
    ],
)
def test_a_mistake_is_placed(tmp_path: Path, old: str, new: str, line: int, word: str):
    text = SOUND.replace(old, new)
    found = validate(Cib.parse(text), FOLDER)
    assert found
    assert found[0].code == "schema"
    assert found[0].severity is Severity.ERROR
    assert found[0].line == line
    assert any(word in item.message for item in found)
    assert all("pacemaker-3.9" in item.message for item in found)
    if shutil.which("crm_verify") is not None:
        path = tmp_path / "cib.xml"
        path.write_text(text)
        assert subprocess.run(["crm_verify", "-x", path], check=False).returncode != 0


@installed
def test_every_schema_there_is_can_be_used():
    names = sorted(path.stem for path in FOLDER.glob("pacemaker-*.rng"))
    assert "pacemaker-1.0" in names
    for name in names:
        codes = [
            item.code for item in validate(Cib.parse(SOUND.replace("pacemaker-3.9", name)), FOLDER)
        ]
        assert codes == [], name


@installed
def test_the_scheduler_s_cases_are_valid(sample: list[tuple[str, bytes]]):
    for name, content in sample:
        codes = {item.code for item in validate(Cib.parse(content), FOLDER)}
        assert codes <= {"schema-none"}, name


def test_a_document_that_names_no_schema():
    for said in ("", 'validate-with="none"'):
        (found,) = validate(Cib.parse(f"<cib {said}/>"), FOLDER)
        assert (found.code, found.severity) == ("schema-none", Severity.WARNING)


@pytest.mark.parametrize("name", ["pacemaker-99.1", "../../etc/passwd", "pacemaker-0.6", "x"])
def test_a_schema_that_is_not_there(tmp_path: Path, name: str):
    (found,) = validate(Cib.parse(f'<cib validate-with="{name}"/>'), tmp_path)
    assert (found.code, found.severity) == ("schema-missing", Severity.WARNING)
    assert name in found.message
    assert str(tmp_path) in found.message


def test_a_schema_that_is_broken(tmp_path: Path):
    (tmp_path / "pacemaker-3.9.rng").write_text("<grammar")
    (found,) = validate(Cib.parse(SOUND), tmp_path)
    assert found.code == "schema-missing"
    assert "\n" not in found.message
