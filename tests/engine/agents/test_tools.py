"""What stands in for the cluster's tools where agents call them."""

from pathlib import Path

import pytest

from engine.agents.environment import Command
from engine.agents.places import here
from engine.agents.running import Ended, run_command


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path


async def call(state: Path, line: str, instance: str = "db") -> Ended:
    environment = {
        "PATH": f"{here().tools}:/usr/bin:/bin",
        "HA_RSCTMP": str(state),
        "HAGUI_NODE": "alpha",
        "HAGUI_ATTRIBUTES": str(state / "record"),
        "OCF_RESOURCE_INSTANCE": instance,
    }
    return await run_command(Command(("/bin/sh", "-c", line), environment), 20)


def recorded(state: Path) -> list[str]:
    return (state / "record").read_text().splitlines()


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("crm_attribute -l reboot -n load -v 3", "load\t3"),
        ("crm_attribute --lifetime=reboot --name=load --update=3", "load\t3"),
        ("crm_attribute -N alpha -n load -v 3", "load\t3"),
        ("crm_attribute -n load -D", "load"),
        ("crm_attribute -p -v 7", "master-db\t7"),
        ("crm_attribute -p other -v 7", "master-other\t7"),
        ("crm_attribute --promotion=other -D", "master-other"),
        ("crm_master -l reboot -v 7", "master-db\t7"),
        ("crm_master -D", "master-db"),
        ("attrd_updater -n pingd -U 1000 -d 5s", "pingd\t1000"),
        ("attrd_updater -n pingd -D", "pingd"),
    ],
)
async def test_what_is_set(line: str, written: str, state: Path) -> None:
    ended = await call(state, line)
    assert (ended.rc, ended.reason) == (0, "")
    assert recorded(state) == [written]


@pytest.mark.parametrize(
    ("line", "output"),
    [
        ("crm_attribute -n load -G -q", "3\n"),
        ("crm_attribute -n load -G", "scope=status  name=load value=3\n"),
        ("attrd_updater -n load -Q", 'name="load" host="alpha" value="3"\n'),
        ("crm_attribute -n none -G -q -d 9", "9\n"),
        ("crm_node -n", "alpha\n"),
    ],
)
async def test_what_is_asked(line: str, output: str, state: Path) -> None:
    await call(state, "crm_attribute -n load -v 3")
    assert (await call(state, line)).output == output


async def test_what_is_not_set_is_not_there(state: Path) -> None:
    await call(state, "crm_attribute -n load -v 3")
    await call(state, "crm_attribute -n load -D")
    assert (await call(state, "crm_attribute -n load -G -q")).rc == 105


@pytest.mark.parametrize(
    "line",
    [
        "crm_attribute -v 3",
        "crm_attribute -n a -v",
        "crm_attribute -n ../a -v 3",
        "crm_attribute -n a -v 'x\ny'",
        "crm_attribute -N beta -n a -v 3",
        "crm_attribute --strange",
    ],
)
async def test_what_is_refused(line: str, state: Path) -> None:
    ended = await call(state, line)
    assert ended.rc == 1
    assert ended.reason.startswith("crm_attribute: ")
    assert not (state / "record").exists()
