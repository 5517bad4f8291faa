"""Which of several values is in force, beside what crm_resource says."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from engine.cib.document import Cib
from engine.cib.views import Configuration, Primitive

CLUSTER = """\
<cib admin_epoch="0" epoch="1" num_updates="0" validate-with="pacemaker-3.9"
     crm_feature_set="3.16.1">
  <configuration>
    <crm_config/>
    <nodes><node id="1" uname="n1"/></nodes>
    <resources>
      <template id="t" class="ocf" provider="heartbeat" type="Dummy">
        <meta_attributes id="tm">
          <nvpair id="tm1" name="priority" value="7"/>
          <nvpair id="tm2" name="resource-stickiness" value="8"/>
        </meta_attributes>
        <instance_attributes id="ti" score="5">
          <nvpair id="ti1" name="state" value="template"/>
          <nvpair id="ti2" name="fake" value="template"/>
        </instance_attributes>
      </template>
      <primitive id="p" template="t">
        <meta_attributes id="pm"><nvpair id="pm1" name="priority" value="1"/></meta_attributes>
        <meta_attributes id="pn"><nvpair id="pn1" name="priority" value="2"/></meta_attributes>
        <instance_attributes id="pi"><nvpair id="pi1" name="state" value="own"/>
        </instance_attributes>
        <instance_attributes id="pj" score="9"><nvpair id="pj1" name="fake" value="own"/>
        </instance_attributes>
      </primitive>
      <primitive id="q" class="ocf" provider="heartbeat" type="Dummy">
        <instance_attributes id="qi"><nvpair id="qi1" name="state" value="first"/>
        </instance_attributes>
        <instance_attributes id="qj"><nvpair id="qj1" name="state" value="second"/>
        </instance_attributes>
        <instance_attributes id="qk" score="10"><nvpair id="qk1" name="fake" value="ten"/>
        </instance_attributes>
        <instance_attributes id="ql" score="5"><nvpair id="ql1" name="fake" value="five"/>
        </instance_attributes>
      </primitive>
      <clone id="c">
        <primitive id="r" class="ocf" provider="heartbeat" type="Dummy">
          <meta_attributes id-ref="tm"/>
          <instance_attributes id="ri">
            <nvpair id-ref="qj1"/><nvpair id-ref="qj1" name="fake"/>
          </instance_attributes>
        </primitive>
      </clone>
    </resources>
    <constraints/>
  </configuration>
  <status/>
</cib>
"""

ASKED = ("state", "fake", "priority", "resource-stickiness")


@pytest.mark.skipif(shutil.which("crm_resource") is None, reason="crm_resource not installed")
def test_the_same_values_are_in_force(tmp_path: Path):
    path = tmp_path / "cib.xml"
    path.write_text(CLUSTER)
    for primitive in Configuration.of(Cib.parse(CLUSTER)).primitives():
        ours = {**primitive.parameters, **primitive.meta}
        theirs = {name: asked for name in ASKED if (asked := ask(path, primitive, name))}
        assert ours == theirs, primitive.id


def ask(path: Path, primitive: Primitive, name: str) -> str:
    kind = ["--meta"] if name in {"priority", "resource-stickiness"} else []
    return subprocess.run(
        ["crm_resource", "-Q", "-r", primitive.id, *kind, "-g", name],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "CIB_file": str(path)},
    ).stdout.strip()
