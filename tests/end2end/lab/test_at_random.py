"""Faults at random on three real nodes: whatever it was, the cluster ends whole, with one service.

``HAGUI_LAB_ROUNDS`` sets how many, ``HAGUI_SEED`` repeats what a failure printed (as far as real
processes repeat themselves).
"""

import os
import random
import signal
import time
from contextlib import suppress

from tests.end2end.lab.labs import Lab

ROUNDS = int(os.environ.get("HAGUI_LAB_ROUNDS", "3"))
FAULTS = ("end", "end two", "kill", "freeze", "freeze a while", "cut", "cut two", "slow", "fail")
RESOURCES = ("web", "webip", "db", "cache-clone")


def test_whatever_is_done_to_it_it_ends_whole(lab: Lab) -> None:
    seed = int(os.environ.get("HAGUI_SEED") or random.randrange(2**32))
    print(f"HAGUI_SEED={seed}")
    chance = random.Random(seed)
    names = list(lab.nodes())
    for _ in range(ROUNDS):
        victims = chance.sample(names, 2)
        if chance.random() < 0.5:
            active = lab.wait_for_answer()
            victims = [active, *(name for name in victims if name != active)][:2]
        fault = chance.choice(FAULTS)
        print(fault, *victims)
        harm(lab, fault, victims, chance)
        time.sleep(chance.random() * 4)
        lab.do("heal")
        for name in names:
            lab.run("thaw", name)  # which is refused where it is off
            lab.do("power", name)
        nodes = lab.settle()
        server = lab.wait_for_answer()
        state = lab.look(nodes[server]).state
        twice = [item.key for item in state.instances.values() if len(item.nodes) > 1]
        assert twice == []
        assert not any(node.unclean for node in state.nodes.values())
        assert state.instances["webserver"].nodes == (server,)


def harm(lab: Lab, fault: str, victims: list[str], chance: random.Random) -> None:
    one = victims[0]
    match fault:
        case "end" | "end two":
            for name in victims if fault == "end two" else [one]:
                pid = lab.nodes()[name].pid
                with suppress(ProcessLookupError):
                    if pid is not None:
                        os.kill(pid, signal.SIGKILL)
        case "freeze a while":
            lab.do("freeze", one)
            time.sleep(chance.random() * 4)
            lab.run("thaw", one)
        case "cut two":
            lab.do("cut", *victims)
        case "slow":
            lab.do("slow", "300")
            lab.do("cut", one)
        case "fail":  # one that does not run at the moment cannot be broken
            lab.run("fail", chance.choice(RESOURCES))
        case _:
            lab.do(fault, one)
