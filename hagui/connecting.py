"""Wires the connect dialog to the session: what the one wants, the other does.

The composition root makes one ``Connecting``, tells it who shows clusters, and asks it to open
the dialog or to connect at once.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from hagui.asking import Asking
from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import LiveCluster
from hagui.i18n import tr
from hagui.relay import Relay, Shell
from hagui.saved import NotKept, SavedClusters, profile_of, shown
from hagui.session.address import Address, BadAddress, parse_address
from hagui.session.asking import Route
from hagui.session.connection import Connector, connect_to_engine
from hagui.session.credentials import Credentials
from hagui.session.dealings import Dealings
from hagui.session.passwords import NoKeyring, Passwords
from hagui.session.pins import PinStore, TrustQuestion, plain
from hagui.session.profile import Profile
from hagui.session.session import ClusterSession, Means, NotConnected
from hagui.session.trusting import Decide, Trusting
from hagui.session.words import sentence_of
from hagui.shell.connect.dialog import ConnectDialog
from hagui.shell.connect.values import ConnectRequest, SavedCluster

OFFER_WITHIN = 10
"""Seconds after connecting within which more nodes are offered."""

_FIELDS = {
    "wrong-login": "password",
    "no-password": "password",
    "not-allowed": "user",
    "name-not-found": "addresses",
    "refused": "addresses",
    "unreachable": "addresses",
    "timed-out": "addresses",
    "not-tls": "addresses",
    "not-an-engine": "addresses",
    "bad-address": "addresses",
    "certificate-invalid": "ca",
    "no-token": "token",
}
"""Where in the form a problem is mended, by its code."""


@dataclass(frozen=True, slots=True)
class Direct:
    """A connection asked for on the command line; nothing of it is saved."""

    addresses: tuple[str, ...]
    user: str = "hacluster"
    token: str = ""
    """Path of a token file."""
    password: str | None = None
    fingerprints: tuple[str, ...] = ()
    """Certificates to accept without asking."""
    unattended: bool = False
    """Whether nobody is there to be asked: what is not certain is refused."""
    name: str = ""
    """How the cluster is called as long as it has not said so itself; empty: by its address."""


def default_folder() -> Path:
    """Where this platform keeps a user's settings."""
    where = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(where)) / "hagui"


class Connecting(QObject, Dealings):
    """Connects to clusters, one at a time, and keeps what was learnt about them.

    Acts, commits and questions go to the cluster connected now.
    """

    saved_changed = Signal()
    """The list of saved clusters changed."""

    def __init__(
        self,
        window: QWidget,
        shell: Shell,
        folder: Path,
        *,
        passwords: Passwords | None = None,
        connect: Connector = connect_to_engine,
    ) -> None:
        """Make it; needs no running event loop yet.

        Args:
            window: parent of the dialogs.
            shell: who shows clusters.
            folder: where saved clusters and known certificates are kept.
            passwords: the keyring.
            connect: makes connections.

        Raises:
            OSError: what is kept in ``folder`` cannot be read.
        """
        super().__init__(window)
        self.session: ClusterSession | None = None
        """The cluster connected now."""
        self.dialog: ConnectDialog | None = None
        """The dialog while it is open."""
        self._window = window
        self._shell = shell
        self._clusters = SavedClusters(folder / "clusters.json")
        self._pins = PinStore(folder / "certificates.json")
        self._passwords = passwords or Passwords()
        self._connect = connect
        self._tasks: set[asyncio.Task[Any]] = set()
        self._attempt: asyncio.Task[Any] | None = None
        self._asking = Asking(lambda: self.dialog or self._window)

    # what the composition root asks

    @property
    def saved(self) -> tuple[SavedCluster, ...]:
        """The saved clusters."""
        return self._clusters.all()

    @property
    def notice(self) -> str:
        """What a person should know about files found damaged; empty where there is nothing."""
        aside = [str(path) for path in (self._clusters.set_aside, self._pins.set_aside) if path]
        if not aside:
            return ""
        return tr(
            "connect",
            "Settings of hagui were damaged and are begun anew; the damaged file is kept as"
            " {files}.",
            files=", ".join(aside),
        )

    def open(self, cluster_id: str = "") -> ConnectDialog:
        """Open the dialog, with that saved cluster in view."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return self.dialog
        dialog = self.dialog = ConnectDialog(self._window)
        dialog.set_saved(self.saved, cluster_id)
        dialog.connect_wanted.connect(self._wanted)
        dialog.cancel_wanted.connect(self._cancel)
        dialog.save_wanted.connect(self._save)
        dialog.delete_wanted.connect(self._delete)
        dialog.undo_wanted.connect(self._undo)
        dialog.finished.connect(self._dialog_closed)
        if self.notice:
            dialog.show_note(self.notice)
        dialog.open()
        self._spawn(self._look_for_keyring(), "keyring")
        return dialog

    def connect_saved(self, cluster_id: str) -> None:
        """Open the dialog on a saved cluster and connect at once."""
        dialog = self.open(cluster_id)
        if self._clusters.profile(cluster_id) is not None:
            dialog.connect_button.click()

    async def connect_directly(self, direct: Direct) -> None:
        """Connect without a dialog, as the command line asks.

        Raises:
            NotConnected: no engine could be reached, or none let us in.
        """
        profile = Profile(
            name=direct.name or direct.addresses[0],
            addresses=direct.addresses,
            user=direct.user,
            token=direct.token,
        )
        accepted = {plain(fingerprint) for fingerprint in direct.fingerprints}

        async def decide(question: TrustQuestion) -> bool:
            if plain(question.fingerprint) in accepted:
                return True
            return not direct.unattended and await self._asking.trust(question)

        asks = direct.password is None and not direct.unattended
        ask = self._asking.password(shown(profile).title) if asks else None
        credentials = Credentials(
            profile.user, password=direct.password, token=profile.token, ask=ask
        )
        await self._try(profile, credentials, decide)

    def routes(self) -> list[Route]:
        """Engines of the cluster connected now."""
        return [] if self.session is None else self.session.routes()

    def ways(self) -> Callable[[], list[Route]]:
        """To the engines of the cluster connected now; none once that is another one."""
        session = self.session
        return lambda: self.routes() if session is self.session else []

    async def disconnect_cluster(self) -> None:
        """End the connection to the cluster in view."""
        session, self.session = self.session, None
        if session is not None:
            await session.close()
            self._shell.closed()

    async def close(self) -> None:
        """End everything; no task is left behind."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self.session is not None:
            await self.session.close()
            self.session = None

    # the dialog's wishes

    def _wanted(self, request: ConnectRequest) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        for address in request.cluster.addresses:
            try:
                parse_address(address)
            except BadAddress:
                dialog.show_error(sentence_of("bad-address", address, ""), "addresses")
                return
        if request.save and not self._save(request.cluster):
            return
        self._attempt = self._spawn(self._connect_from_dialog(request), "connect")

    async def _connect_from_dialog(self, request: ConnectRequest) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        profile = profile_of(request.cluster)
        dialog.show_progress(tr("connect", "Connecting to {name}…", name=request.cluster.title))
        password = request.password
        if password is None and profile.remember and not profile.token:
            password = await self._passwords.get(profile.id)
        if password is None and not profile.token:
            words = tr(
                "connect", "No password is given: write the password of {user}.", user=profile.user
            )
            dialog.show_error(words, "password")
            return
        credentials = Credentials(profile.user, password=password, token=profile.token)
        try:
            await self._try(profile, credentials, self._asking.trust)
        except NotConnected as failure:
            dialog.show_error(str(failure), _FIELDS.get(failure.code, ""))
            return
        except OSError as error:
            dialog.show_error(str(NotKept(error)))
            return
        if request.password is not None:
            await self._keep_password(profile, request.password)
        dialog.accept()
        if not profile.few and self.session is not None:
            self._spawn(self._offer_nodes(self.session), "offer nodes")

    def _cancel(self) -> None:
        if self._attempt is not None:
            self._attempt.cancel()
            self._attempt = None

    def _save(self, cluster: SavedCluster) -> bool:
        try:
            self._clusters.save(profile_of(cluster))
        except NotKept as error:
            self._say(error)
            return False
        if not cluster.remember:
            self._spawn(self._passwords.forget(cluster.id), "forget password")
        self._list_changed(cluster.id)
        return True

    def _delete(self, cluster_id: str) -> None:
        self._forget_deleted()
        try:
            deleted = self._clusters.delete(cluster_id)
        except NotKept as error:
            self._say(error)
            return
        if deleted is not None and self.dialog is not None:
            self._list_changed("")
            self.dialog.offer_undo(deleted.title)

    def _undo(self) -> None:
        try:
            back = self._clusters.undo()
        except NotKept as error:
            self._say(error)
            return
        if back is not None and self.dialog is not None:
            self._list_changed(back.id)
            self.dialog.offer_undo("")

    def _say(self, error: NotKept) -> None:
        if self.dialog is not None:
            self.dialog.show_error(str(error))

    def _list_changed(self, current: str) -> None:
        if self.dialog is not None:
            self.dialog.set_saved(self.saved, current)
        self.saved_changed.emit()

    def _forget_deleted(self) -> None:
        """A deletion that can no longer be undone takes its password along."""
        gone = self._clusters.forget_deleted()
        if gone is not None:
            self._spawn(self._passwords.forget(gone), "forget password")

    def _dialog_closed(self) -> None:
        self.dialog = None
        self._forget_deleted()

    async def _look_for_keyring(self) -> None:
        available = await self._passwords.available()
        if self.dialog is not None:
            reason = tr(
                "connect",
                "No keyring was found on this system, so the password is asked for each time.",
            )
            self.dialog.set_keyring("" if available else reason)

    async def _keep_password(self, profile: Profile, password: str) -> None:
        if not profile.remember or self._clusters.profile(profile.id) is None:
            return
        try:
            await self._passwords.keep(profile.id, password)
        except NoKeyring:
            with contextlib.suppress(NotKept):  # then it is tried, and asked for, once more
                self._clusters.change(profile.id, remember=False)

    # connecting

    async def _try(self, profile: Profile, credentials: Credentials, decide: Decide) -> None:
        live = LiveCluster()
        relay = Relay()
        means = Means(credentials, Trusting(self._pins, decide), self._connect)
        session = ClusterSession(profile, live, relay, means)
        session.start()
        try:
            await session.connected()
        except BaseException:
            await session.close()
            raise
        credentials.ask = self._asking.password(shown(profile).title)
        before, self.session = self.session, session
        if before is not None:
            await before.close()
        self._shell.opened(live, shown(profile))
        if live.loaded:
            self._shell.changed(ChangeSet(everything=True, events=tuple(live.events)))
        self._shell.sources(session.status)
        relay.shell = self._shell

    async def _offer_nodes(self, session: ClusterSession) -> None:
        """Offer to follow the nodes that were not named, once it is known which those are."""
        for _ in range(OFFER_WITHIN):
            if names := session.nodes_without_engine():
                break
            await asyncio.sleep(1)
        else:
            return
        profile = session.profile
        chosen = await self._asking.more_nodes(shown(profile).title, names)
        if chosen is None:
            return
        addresses = tuple(_beside(profile, name) for name in chosen)
        if session is self.session:
            for address in addresses:
                session.add(address)
        with contextlib.suppress(NotKept):  # then it is offered once more
            self._clusters.change(
                profile.id,
                addresses=(*profile.addresses, *addresses),
                few=len(addresses) < len(names),
            )
            self.saved_changed.emit()

    def _spawn(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _beside(profile: Profile, name: str) -> str:
    """The address of another node's engine: at the port of those named."""
    return str(Address(name, parse_address(profile.addresses[0]).port))
