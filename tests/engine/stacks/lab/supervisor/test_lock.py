import os
import threading
import time
from pathlib import Path

from engine.stacks.lab.supervisor import lock


def test_a_folder_has_one_lab(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "lab"
    held = lock.take(folder)
    assert held is not None
    assert folder.stat().st_mode & 0o777 == 0o700
    assert lock.take(folder) is None
    os.close(held)
    again = lock.take(folder)
    assert again is not None
    os.close(again)


def test_waiting_ends_with_the_last_process_although_the_folder_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "lab"
    held = lock.take(folder)
    assert held is not None
    seen = os.open(folder, os.O_RDONLY)
    assert not lock.wait_until_free(seen, 0.05)

    def end() -> None:
        time.sleep(0.05)
        folder.rmdir()
        os.close(held)

    ending = threading.Thread(target=end)
    ending.start()
    assert lock.wait_until_free(seen, 5)
    ending.join()
    os.close(seen)
