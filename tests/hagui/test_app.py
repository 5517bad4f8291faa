"""The program from its command line: pictures without a display, files, and one-sentence errors."""

import bz2
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hagui.app import main
from hagui.cli import parse
from hagui.opening import OpenError, read_file
from hagui.shell.translator import load
from hagui.shell.window import MainWindow

EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "examples" / "web-cluster-running.xml"

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(autouse=True)
def english() -> None:
    load("en")


def picture(tmp_path: Path, *arguments: str) -> QImage:
    path = tmp_path / "shot.png"
    assert main(["--screenshot", str(path), "--language", "en", *arguments]) == 0
    return QImage(str(path))


def refused(capsys: pytest.CaptureFixture[str], tmp_path: Path, *arguments: str) -> str:
    """The one sentence with which the program ends, with exit code 2 and no picture."""
    path = tmp_path / "shot.png"
    assert main(["--screenshot", str(path), *arguments]) == 2
    assert not path.exists()
    words = capsys.readouterr().err
    assert words.startswith("hagui: ")
    assert words.count("\n") == 1
    assert "Traceback" not in words
    return words.removeprefix("hagui: ").strip()


def test_a_file_becomes_a_picture_of_the_size_asked_for(tmp_path: Path) -> None:
    shot = picture(tmp_path, "--open", str(EXAMPLE), "--size", "900x640", "--theme", "light")
    assert (shot.width(), shot.height()) == (900, 640)
    colors = {shot.pixelColor(x, y).name() for x in range(0, 900, 3) for y in range(0, 640, 3)}
    assert len(colors) > 30, "a cluster is on it, not an empty window"


def test_dark_is_darker_than_light(tmp_path: Path) -> None:
    light = picture(tmp_path, "--open", str(EXAMPLE), "--theme", "light")
    lightness = light.pixelColor(900, 5).lightness()
    dark = picture(tmp_path, "--open", str(EXAMPLE), "--theme", "dark")
    assert dark.pixelColor(900, 5).lightness() + 100 < lightness


def test_without_anything_the_welcome_page_is_shown(tmp_path: Path) -> None:
    assert not picture(tmp_path).isNull()


CUT_GZ = gzip.compress(b"<cib/>" * 999, mtime=0)[:-9]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.xml", b"", "empty.xml is not XML"),
        ("text.xml", b"hello", "text.xml is not well-formed XML (line 1)"),
        ("cut.xml", b"<cib><configuration>", "cut.xml is not well-formed XML"),
        ("other.xml", b"<html/>", "other.xml is XML but no CIB"),
        ("cut.bz2", bz2.compress(b"<cib/>" * 999)[:-9], "cut.bz2 is compressed, and damaged"),
        ("cut.gz", CUT_GZ, "cut.gz is compressed, and damaged"),
        ("dtd.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><cib/>", "dtd.xml has a DOCTYPE"),
    ],
)
def test_what_is_no_cib_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refused(capsys, tmp_path, "--open", str(path)).startswith(words)


def test_what_is_not_there_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = refused(capsys, tmp_path, "--open", str(tmp_path / "nope.xml"))
    assert words == "There is no file nope.xml; check the path."
    assert "is a folder" in refused(capsys, tmp_path, "--open", str(tmp_path))
    words = refused(capsys, tmp_path, "--open", str(EXAMPLE), "--select", "nobody")
    assert words == "There is no nobody in this cluster."


def test_an_engine_that_is_not_there_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    token = tmp_path / "token"
    token.write_text("secret")
    with_token = ("--token-file", str(token))
    words = refused(capsys, tmp_path, "--connect", "127.0.0.1:1", *with_token)
    assert "127.0.0.1:1 refuses connections" in words
    words = refused(capsys, tmp_path, "--connect", "127.0.0.1:http", *with_token)
    assert "is no address" in words
    words = refused(capsys, tmp_path, "--connect", "127.0.0.1")
    assert "needs --token-file" in words


@pytest.mark.parametrize(
    "arguments",
    [
        ["--size", "3x"],
        ["--scale", "9"],
        ["--screenshot", "shot.gif"],
        ["--screenshot", "/no/such/folder/a.png"],
        ["--open", "a", "--connect", "b"],
        ["--nonsense"],
    ],
)
def test_a_command_line_that_makes_no_sense_ends_with_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        parse(arguments)
    assert end.value.code == 2
    words = capsys.readouterr().err
    assert words.startswith("hagui: ")
    assert words.count("\n") == 1


@pytest.mark.parametrize("pack", [bytes, bz2.compress, gzip.compress])
def test_files_open_packed_or_plain(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "cib"
    path.write_bytes(pack(EXAMPLE.read_bytes()))
    assert "webip" in read_file(str(path)).prepared.derivation.state.instances


def test_standard_input_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    class Standard:
        buffer = io.BytesIO(EXAMPLE.read_bytes())

    monkeypatch.setattr("sys.stdin", Standard)
    assert "webip" in read_file("-").prepared.derivation.state.instances


def test_an_unreadable_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(OpenError, match="is a folder"):
        read_file(str(tmp_path))


def in_window(steps: Callable[[MainWindow], bool]) -> Callable[[], None]:
    """Runs ``steps`` on the window until they say that they are through, then closes it."""

    def look() -> None:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
        visible = next((w for w in found if w.isVisible()), None)
        if visible is not None and steps(visible):
            visible.close()
        else:
            QTimer.singleShot(20, look)

    return look


def test_the_window_opens_files_and_a_bad_one_changes_nothing(
    qapp: QApplication, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.xml"
    bad.write_text("<nonsense/>")
    told: list[str] = []

    def steps(window: MainWindow) -> bool:
        if not told:
            assert window.shown is not None
            window.open_wanted.emit(str(bad))
            told.append("asked")
        elif window.panes.notice.isVisible() and len(told) == 1:
            told.append(window.panes.notice.text.text())
            assert window.shown is not None
            assert window.panes.canvas.isVisible()
        return len(told) == 2

    QTimer.singleShot(0, in_window(steps))
    assert main(["--open", str(EXAMPLE), "--language", "en"]) == 0
    assert told[1].startswith("bad.xml is XML but no CIB")


def test_the_example_opens_by_key_and_is_remembered_as_no_recent_file(qapp: QApplication) -> None:
    seen: list[str] = []

    def steps(window: MainWindow) -> bool:
        if not seen:
            assert window.panes.welcome.isVisible()
            modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            QTest.keyClick(window, Qt.Key.Key_E, modifiers)
            seen.append("asked")
        elif window.shown is not None and window.shown.loaded:
            seen.append(window.windowTitle())
        return len(seen) == 2

    QTimer.singleShot(0, in_window(steps))
    assert main(["--language", "en"]) == 0
    assert seen[1] == "▲ 1 failure — web-cluster — hagui"


def test_what_a_cluster_would_refuse_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "twice.xml"
    path.write_text(
        "<cib><configuration><crm_config/><nodes/><constraints/>\n<resources>"
        '<primitive id="a" class="ocf" provider="pacemaker" type="Dummy"/>\n'
        '<primitive id="a" class="ocf" provider="pacemaker" type="Dummy"/>'
        "</resources></configuration><status/></cib>"
    )
    found = read_file(str(path))
    assert "a" in found.prepared.derivation.state.instances
    assert found.faults.startswith("A cluster would refuse twice.xml (faults: 1)")
    assert "line 3" in found.faults


def test_the_example_has_nothing_that_a_cluster_would_refuse() -> None:
    assert read_file(str(EXAMPLE)).faults == ""
