import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.cib.document import Cib
from engine.cib.patch.digest import certain_digest, digest, matches

AWKWARD = """\
<cib admin_epoch="0" epoch="1" num_updates="2" crm_feature_set="{features}" have-quorum="1"
     update-user="root" cib-last-written="now">
  <!-- it's a "comment" with update-user="x" -->
  <configuration><crm_config/><nodes/><resources>
    <primitive id="a" description="it's &quot;&lt;&amp;&gt;&quot; é" class="ocf" type="x"/>
  </resources><constraints/></configuration>
  <status><node_state id="1" crm-debug-origin="here" uname="n"/></status>
</cib>
"""


def ask_pacemaker(path: Path) -> str:
    if shutil.which("cibadmin") is None:
        pytest.skip("cibadmin is not installed")
    asked = subprocess.run(
        ["cibadmin", "--md5-sum-versioned", "-x", str(path)],
        check=False,
        capture_output=True,
        text=True,
    )
    return asked.stdout.split()[-1]


@pytest.mark.parametrize("features", ["3.0.5", "3.0.8", "3.16.1"])
def test_is_pacemakers_own(tmp_path: Path, features: str):
    path = tmp_path / "cib.xml"
    text = AWKWARD.format(features=features)
    path.write_text(text)
    assert digest(Cib.parse(text), features) == ask_pacemaker(path)


def test_is_pacemakers_own_for_old_feature_sets(tmp_path: Path):
    path = tmp_path / "cib.xml"
    text = AWKWARD.format(features="3.0.4")
    path.write_text(text)
    asked = ask_pacemaker(path)
    assert digest(Cib.parse(text), "3.0.4") == asked
    assert digest(Cib.parse(text), "") == asked


def test_is_pacemakers_own_for_every_kind_of_cib(
    tmp_path: Path, sample: list[tuple[str, bytes]], packaged_cibs: Mapping[str, bytes]
):
    path = tmp_path / "cib.xml"
    for name, content in [*sample, *list(packaged_cibs.items())[::8]]:
        cib = Cib.parse(content)
        path.write_text(cib.text())
        assert digest(cib, cib.feature_set) == ask_pacemaker(path), name


def test_either_way_of_escaping_is_accepted():
    cib = Cib.parse(AWKWARD.format(features="3.16.1"))
    older, newer = digest(cib, "3.16.1"), digest(cib, "3.20.0")
    assert older != newer
    assert matches(cib, older)
    assert matches(cib, newer.upper())
    assert not matches(cib, "0" * 32)


def test_where_releases_differ_none_is_better_than_a_wrong_one():
    awkward = Cib.parse(AWKWARD.format(features="3.19.0"))
    plain = Cib.parse('<cib crm_feature_set="3.19.0"><a b="c"/></cib>')
    assert certain_digest(awkward, "3.19.0") is None
    assert certain_digest(awkward, "3.16.1") == digest(awkward, "3.16.1")
    assert certain_digest(awkward, "3.20.0") == digest(awkward, "3.20.0")
    assert certain_digest(plain, "3.19.0") == digest(plain, "3.19.0")


def test_book_keeping_does_not_count():
    cib = Cib.parse(AWKWARD.format(features="3.16.1"))
    before = digest(cib, cib.feature_set)
    cib.root.set("update-user", "somebody")
    assert digest(cib, cib.feature_set) == before
    cib.root.set("have-quorum", "0")
    assert digest(cib, cib.feature_set) != before
