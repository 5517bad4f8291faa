"""The guards against leaks do find leaks, and nothing else."""

import pytest

LEAKY = """
import asyncio, subprocess, threading
import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QWidget

kept = []
end = threading.Event()

def test_widget(qapp):
    kept.append(QWidget())

def test_thread():
    threading.Thread(target=end.wait).start()

def test_process():
    kept.append(subprocess.Popen(["sleep", "600"]))

async def test_task():
    kept.append(asyncio.create_task(asyncio.sleep(600)))

def test_qt_warning(qapp):
    qWarning("something is wrong")

def test_that_ends_it_all():
    end.set()
    process = kept[1]
    process.kill()
    process.wait()
"""

CLEAN = """
import asyncio, os, subprocess, threading
import keyring
import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

@pytest.fixture
def thread():
    stop = threading.Event()
    running = threading.Thread(target=stop.wait)
    running.start()
    yield
    stop.set()
    running.join()

@pytest.fixture
async def task():
    running = asyncio.create_task(asyncio.sleep(8))
    yield
    running.cancel()

def test_widget(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()

def test_widget_deleted_later(qapp):
    QWidget().deleteLater()

def test_thread(thread):
    pass

def test_process():
    subprocess.run(["true"], check=True)

async def test_task(task):
    await asyncio.to_thread(int)

def test_surroundings(qapp):
    assert qapp.platformName() == "offscreen"
    assert keyring.get_password("hagui", "anyone") is None
    settings = QStandardPaths.StandardLocation.GenericConfigLocation
    assert QStandardPaths.writableLocation(settings).startswith(os.environ["HOME"])
"""


def _run(pytester: pytest.Pytester, config: pytest.Config, source: str) -> pytest.RunResult:
    root = config.rootpath
    pytester.makepyfile(source)
    pytester.makeconftest((root / "tests" / "conftest.py").read_text())
    shared = (root / "pyproject.toml").read_text().partition("[tool.pytest.ini_options]")[2]
    options = shared.partition("\n[")[0].replace('pythonpath = ["."]', f'pythonpath = ["{root}"]')
    options = options.replace('testpaths = ["tests"]', 'testpaths = ["."]')
    pytester.makepyprojecttoml("[tool.pytest.ini_options]" + options)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider")


def test_each_leak_is_an_error(pytester: pytest.Pytester, pytestconfig: pytest.Config) -> None:
    result = _run(pytester, pytestconfig, LEAKY)
    result.assert_outcomes(passed=5, errors=4, failed=1)
    for text in ("widget QWidget", "thread Thread-", "process *sleep 600", "task Task-"):
        result.stdout.fnmatch_lines([f"left behind: *{text}*"])
    result.stdout.fnmatch_lines(["*Qt messages with level WARNING or above emitted*"])


def test_what_is_cleaned_up_is_no_leak(
    pytester: pytest.Pytester, pytestconfig: pytest.Config
) -> None:
    _run(pytester, pytestconfig, CLEAN).assert_outcomes(passed=6)
