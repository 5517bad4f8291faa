"""What a session needs a person for: certificates, passwords, which nodes to follow."""

import asyncio
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QWidget

from hagui.session.credentials import AskPassword
from hagui.session.pins import TrustQuestion, groups
from hagui.session.resolving import resolves
from hagui.session.words import does_not_resolve
from hagui.shell.connect.certificate import CertificateDialog
from hagui.shell.connect.nodes import FoundNode, NodesDialog
from hagui.shell.connect.password import PasswordDialog


async def finished(dialog: QDialog) -> bool:
    """Open a dialog and wait until it is closed, without an event loop of its own.

    Returns:
        Whether it was accepted. Where the waiting is cancelled the dialog is closed.
    """
    done = asyncio.get_running_loop().create_future()

    def closed(result: int) -> None:
        if not done.done():
            done.set_result(result == QDialog.DialogCode.Accepted)

    dialog.finished.connect(closed)
    dialog.open()
    try:
        return bool(await done)
    except asyncio.CancelledError:
        dialog.reject()
        raise


class Asking:
    """Asks by dialogs over the window that is on top."""

    def __init__(self, parent: Callable[[], QWidget]) -> None:
        self._parent = parent

    async def trust(self, question: TrustQuestion) -> bool:
        """Whether a certificate is to be trusted from now on."""
        known = groups(question.known) if question.known is not None else None
        dialog = CertificateDialog(
            question.address, groups(question.fingerprint), known, self._parent()
        )
        return await finished(dialog)

    def password(self, cluster: str) -> AskPassword:
        """What asks for the password of a user of that cluster."""

        async def ask(user: str, why: str) -> str | None:
            dialog = PasswordDialog(user, cluster, why, self._parent())
            return dialog.password if await finished(dialog) else None

        return ask

    async def more_nodes(self, cluster: str, names: Sequence[str]) -> tuple[str, ...] | None:
        """Which of those nodes are to be followed too; None, unasked, where none can be."""
        known = await asyncio.gather(*(resolves(name) for name in names))
        if not any(known):
            return None
        nodes = [
            FoundNode(name, "" if good else does_not_resolve(name))
            for name, good in zip(names, known, strict=True)
        ]
        dialog = NodesDialog(cluster, nodes, self._parent())
        return dialog.chosen if await finished(dialog) else ()
