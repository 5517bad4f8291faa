"""Pages fit into the inspector as it is at 1280 × 800, whatever the language and the font."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from hagui import theme as look
from hagui.cluster.subject import SubjectKind
from hagui.shell.style import shell_sheet
from hagui.shell.translator import load
from hagui.theme import Theme, style_sheet
from tests.hagui.shell.inspector.bench import Bench, settle

PAGES = (
    (SubjectKind.CONSTRAINT, "webservice-with-db"),
    (SubjectKind.CONSTRAINT, "l-rules"),
    (SubjectKind.CONSTRAINT, "o-sets"),
    (SubjectKind.RESOURCE, "db"),
    (SubjectKind.RESOURCE, "webservice"),
    (SubjectKind.RESOURCE, "db-clone"),
    (SubjectKind.NODE, "node1"),
    (SubjectKind.CLUSTER, ""),
)


@pytest.fixture(params=[1, 2], ids=["100 %", "200 %"])
def styled(
    request: pytest.FixtureRequest, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The application's own look, with letters so much larger."""
    monkeypatch.setattr(look, "TEXT_PX", look.TEXT_PX * request.param)
    monkeypatch.setattr(look, "SMALL_PX", look.SMALL_PX * request.param)
    before = qapp.styleSheet()
    qapp.setStyleSheet(style_sheet(Theme.light()) + shell_sheet(Theme.light()))
    yield
    qapp.setStyleSheet(before)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_page_is_wider_than_the_inspector(styled: None, bench: Bench, language: str) -> None:
    load(language)
    for kind, id_ in PAGES:
        bench.open(kind, id_)
        settle()
        inspector = bench.inspector
        assert inspector.width() == 288
        assert inspector.body.width() <= inspector.viewport().width(), (kind, id_)
        assert inspector.body.height() >= inspector.body.heightForWidth(inspector.body.width())
