"""Records until it is killed, and says how far it is: FOLDER SEED."""

import sys
from pathlib import Path
from random import Random

from tests.hagui.monitor.recording.test_read_back import mini, shake
from tests.hagui.monitor.recording.watching import Watching


def main() -> None:
    """Go on for ever."""
    random = Random(int(sys.argv[2]))
    watching = Watching(Path(sys.argv[1]), mini())
    watching.begin()
    while True:
        watching.step(random.random(), configuration=shake(random, watching.cluster))
        if random.random() < 0.2:
            with watching.read() as reader:
                print("settled", len(reader), flush=True)
        else:
            print("stepped", 0, flush=True)


if __name__ == "__main__":
    main()
