"""What is read back at every moment is what was live then, whatever happened."""

import os
from pathlib import Path
from random import Random

import pytest

from engine.cib.document import Cib
from engine.cib.version import Version
from hagui.monitor.recording import journal
from hagui.monitor.recording.reader import Reader, open_recording
from tests.hagui.cluster.mini import MiniCluster
from tests.hagui.monitor.recording.watching import Watching

SEED = int(os.environ.get("HAGUI_SEED", "0"))
STEPS = int(os.environ.get("HAGUI_STEPS", "120"))


def mini() -> MiniCluster:
    cluster = MiniCluster()
    for name in ("webip", "web", "db", "mail"):
        cluster.primitive(name)
        cluster.operation(name, "node1", "start", at=-50, ms=200)
    return cluster


def shake(random: Random, cluster: MiniCluster) -> bool:
    """Something becomes of the cluster; whether its configuration changed."""
    name = random.choice(list(cluster.resources))
    node = random.choice(list(cluster.nodes))
    match random.randrange(8):
        case 0:
            cluster.down(node, clean=random.random() < 0.5)
        case 1:
            cluster.up(node)
        case 2:
            cluster.primitive(f"r{random.randrange(20)}")
            return True
        case 3:
            cluster.have_quorum = not cluster.have_quorum
        case 4:
            cluster.pending(name, node, random.choice(["start", "stop"]))
        case _:
            task = random.choice(["start", "stop", "monitor"])
            failed = random.random() < 0.2
            cluster.operation(
                name,
                node,
                task,
                at=random.randrange(1000),
                ms=random.randrange(5000),
                rc=1 if failed else 0,
                expected=0,
                reason="it would not, 它不肯" if failed else "",
            )
    return False


def same(reader: Reader, seen: list[tuple[float, str]], indices: list[int]) -> None:
    assert len(reader) == len(seen)
    for index in indices:
        at, text = seen[index]
        assert reader.frame(index).at == at
        assert reader.prepared(index).cib.canonical() == Cib.parse(text).canonical()


@pytest.mark.parametrize("turn", range(6))
async def test_every_moment_is_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    seed = SEED + turn
    print(f"seed {seed}")
    random = Random(seed)
    monkeypatch.setattr(journal, "LEAST", random.choice([500, 8000, 64 * 1024]))
    monkeypatch.setattr(journal, "TIMES", random.choice([0, 2]))
    watching = Watching(tmp_path, mini())
    seen: list[tuple[float, str]] = []

    def saw() -> None:
        text = watching.live.cib.text()
        if not seen or Cib.parse(text).canonical() != Cib.parse(seen[-1][1]).canonical():
            seen.append((watching.now, text))

    watching.begin(loaded=random.random() < 0.5)
    saw()
    for _ in range(STEPS):
        configuration = shake(random, watching.cluster)
        match random.randrange(30):
            case 0:  # a gap: patches were missed, another engine's snapshot is shown
                watching.cluster.patch()
                watching.now += random.random()
                watching.load()
            case 1:  # the other side of a partition counts otherwise
                watching.cluster.version = Version(0, random.randrange(50), random.randrange(9))
                watching.now += random.random()
                watching.load()
            case 2:  # the same cluster is opened anew
                watching.end()
                watching.now += random.random() * 1000
                watching.begin(loaded=random.random() < 0.5)
                seen.append((watching.now, watching.live.cib.text()))
                continue
            case 3:  # the copy is looked at while it is written
                with watching.read() as reader:
                    same(reader, seen, [random.randrange(len(seen)) for _ in range(5)])
                watching.step(random.random(), configuration=configuration)
            case _:
                watching.step(random.random() * 3, configuration=configuration)
        saw()
    path = watching.path
    await watching.close()
    assert watching.said == []
    assert not path.with_name(path.name + "-wal").exists()
    with open_recording(path) as reader:
        order = list(range(len(seen)))
        same(reader, seen, order)
        same(reader, seen, order[::-1])
        random.shuffle(order)
        same(reader, seen, order)
        _patches_lead_on(reader)
        for index, (at, _) in enumerate(seen):
            last = max(i for i, item in enumerate(seen) if item[0] <= at)
            assert reader.index_at(at) == last
            assert reader.index_at(at + 1e-6) >= index
        assert reader.index_at(0) == 0
        assert reader.index_at(seen[-1][0] + 1e6) == len(seen) - 1


def _patches_lead_on(reader: Reader) -> None:
    """Stepping by the patches alone comes to the same."""
    prepared = reader.prepared(0)
    for index in range(1, len(reader)):
        frame = reader.frame(index)
        assert frame.index == index
        if frame.diff is None:
            prepared = reader.prepared(index)
        else:
            prepared = prepared.advanced(frame.diff, frame.at)
        assert prepared.cib.canonical() == reader.prepared(index).cib.canonical()
