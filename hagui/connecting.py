"""Wires the connect dialog to the session: what the one wants, the other does.

The composition root makes one ``Connecting``, tells it who shows clusters, and asks it to open
the dialog or to connect at once.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import msgspec
from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QWidget

from engine.protocol.verbs import Act
from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import SourcesStatus
from hagui.i18n import tr
from hagui.session.acting import ActFailed, OnActProgress
from hagui.session.address import Address, BadAddress, parse_address
from hagui.session.connection import Connector, connect_to_engine
from hagui.session.credentials import Credentials
from hagui.session.passwords import NoKeyring, Passwords
from hagui.session.pins import PinStore, TrustQuestion, groups, plain
from hagui.session.profile import Profile, ProfileStore
from hagui.session.resolving import resolves
from hagui.session.session import ClusterSession, Means, NotConnected
from hagui.session.trusting import Decide, Trusting
from hagui.session.words import does_not_resolve, no_source, sentence_of
from hagui.shell.connect.certificate import CertificateDialog
from hagui.shell.connect.dialog import ConnectDialog
from hagui.shell.connect.nodes import FoundNode, NodesDialog
from hagui.shell.connect.password import PasswordDialog
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


class Shell(Protocol):
    """Who shows clusters: the main window, or what stands for it."""

    def opened(self, live: LiveCluster, cluster: SavedCluster) -> None:
        """Another cluster is connected and is to be shown; ``live`` may not be loaded yet."""
        ...

    def changed(self, change: ChangeSet) -> None:
        """The live copy changed."""
        ...

    def sources(self, status: SourcesStatus) -> None:
        """Where its data comes from, or how old it is, changed."""
        ...

    def closed(self) -> None:
        """The cluster is no longer connected."""
        ...


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


def default_folder() -> Path:
    """Where this platform keeps a user's settings."""
    where = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(where)) / "hagui"


class Connecting(QObject):
    """Connects to clusters, one at a time, and keeps what was learnt about them."""

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
        self._profiles = ProfileStore(folder / "clusters.json")
        self._pins = PinStore(folder / "certificates.json")
        self._passwords = passwords or Passwords()
        self._connect = connect
        self._tasks: set[asyncio.Task[Any]] = set()
        self._attempt: asyncio.Task[Any] | None = None
        self._deleted: tuple[Profile, int] | None = None

    # what the composition root asks

    @property
    def saved(self) -> tuple[SavedCluster, ...]:
        """The saved clusters."""
        return tuple(_shown(profile) for profile in self._profiles.all())

    @property
    def notice(self) -> str:
        """What a person should know about files found damaged; empty where there is nothing."""
        aside = [str(path) for path in (self._profiles.set_aside, self._pins.set_aside) if path]
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
        profile = self._profiles.find(cluster_id)
        if profile is not None:
            dialog.connect_button.click()

    async def connect_directly(self, direct: Direct) -> None:
        """Connect without a dialog, as the command line asks.

        Raises:
            NotConnected: no engine could be reached, or none let us in.
        """
        profile = Profile(
            name=direct.addresses[0],
            addresses=direct.addresses,
            user=direct.user,
            token=direct.token,
        )
        accepted = {plain(fingerprint) for fingerprint in direct.fingerprints}

        async def decide(question: TrustQuestion) -> bool:
            return plain(question.fingerprint) in accepted or await self._decide(question)

        ask = None if direct.password is not None else self._asker(profile)
        credentials = Credentials(
            profile.user, password=direct.password, token=profile.token, ask=ask
        )
        await self._try(profile, credentials, decide)

    async def act(self, act: Act, progress: OnActProgress | None = None) -> None:
        """Have the cluster do something; returns once it has settled.

        Raises:
            ActFailed: it was not done, or nobody knows whether it was.
        """
        if self.session is None:
            raise ActFailed("no-source", no_source())
        await self.session.act(act, progress)

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
        profile = _profile(request.cluster)
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
            await self._try(profile, credentials, self._decide)
        except NotConnected as failure:
            dialog.show_error(str(failure), _FIELDS.get(failure.code, ""))
            return
        except OSError as error:
            dialog.show_error(_not_kept(error))
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
            self._profiles.save(_profile(cluster))
        except OSError as error:
            if self.dialog is not None:
                self.dialog.show_error(_not_kept(error))
            return False
        if not cluster.remember:
            self._spawn(self._passwords.forget(cluster.id), "forget password")
        self._list_changed(cluster.id)
        return True

    def _delete(self, cluster_id: str) -> None:
        profile = self._profiles.find(cluster_id)
        if profile is None or self.dialog is None:
            return
        try:
            index = self._profiles.delete(cluster_id)
        except OSError as error:
            self.dialog.show_error(_not_kept(error))
            return
        self._forget_deleted()
        self._deleted = (profile, index or 0)
        self._list_changed("")
        self.dialog.offer_undo(_shown(profile).title)

    def _undo(self) -> None:
        if self._deleted is None or self.dialog is None:
            return
        profile, index = self._deleted
        try:
            self._profiles.save(profile, index=index)
        except OSError as error:
            self.dialog.show_error(_not_kept(error))
            return
        self._deleted = None
        self._list_changed(profile.id)
        self.dialog.offer_undo("")

    def _list_changed(self, current: str) -> None:
        if self.dialog is not None:
            self.dialog.set_saved(self.saved, current)
        self.saved_changed.emit()

    def _forget_deleted(self) -> None:
        """A deletion that can no longer be undone takes its password along."""
        if self._deleted is not None:
            self._spawn(self._passwords.forget(self._deleted[0].id), "forget password")
            self._deleted = None

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
        if not profile.remember or self._profiles.find(profile.id) is None:
            return
        try:
            await self._passwords.keep(profile.id, password)
        except NoKeyring:
            self._profiles.save(msgspec.structs.replace(profile, remember=False))

    # connecting

    async def _try(self, profile: Profile, credentials: Credentials, decide: Decide) -> None:
        live = LiveCluster()
        relay = _Relay()
        means = Means(credentials, Trusting(self._pins, decide), self._connect)
        session = ClusterSession(profile, live, relay, means)
        session.start()
        try:
            await session.connected()
        except BaseException:
            await session.close()
            raise
        credentials.ask = self._asker(profile)
        before, self.session = self.session, session
        if before is not None:
            await before.close()
        self._shell.opened(live, _shown(profile))
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
        known = await asyncio.gather(*(resolves(name) for name in names))
        nodes = [
            FoundNode(name, "" if good else does_not_resolve(name))
            for name, good in zip(names, known, strict=True)
        ]
        if session is not self.session or not any(known):
            return
        profile = session.profile
        dialog = NodesDialog(_shown(profile).title, nodes, self._window)
        accepted = await finished(dialog)
        chosen = dialog.chosen if accepted else ()
        addresses = [_beside(profile, name) for name in chosen]
        if session is self.session:
            for address in addresses:
                session.add(address)
        if self._profiles.find(profile.id) is not None:
            self._profiles.save(
                msgspec.structs.replace(
                    profile,
                    addresses=(*profile.addresses, *addresses),
                    few=len(addresses) < len(nodes),
                )
            )
            self.saved_changed.emit()

    def _asker(self, profile: Profile) -> Callable[[str, str], Coroutine[Any, Any, str | None]]:
        async def ask(user: str, why: str) -> str | None:
            dialog = PasswordDialog(user, _shown(profile).title, why, self._parent())
            if not await finished(dialog):
                return None
            return dialog.password

        return ask

    async def _decide(self, question: TrustQuestion) -> bool:
        known = groups(question.known) if question.known is not None else None
        dialog = CertificateDialog(
            question.address, groups(question.fingerprint), known, self._parent()
        )
        return await finished(dialog)

    def _parent(self) -> QWidget:
        return self.dialog or self._window

    def _spawn(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


class _Relay:
    """What a session tells goes to the shell from the moment on when the shell shows it."""

    def __init__(self) -> None:
        self.shell: Shell | None = None

    def changed(self, change: ChangeSet) -> None:
        """See ``Listener``."""
        if self.shell is not None:
            self.shell.changed(change)

    def sources(self, status: SourcesStatus) -> None:
        """See ``Listener``."""
        if self.shell is not None:
            self.shell.sources(status)


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


def _beside(profile: Profile, name: str) -> str:
    """The address of another node's engine: at the port of those named."""
    return str(Address(name, parse_address(profile.addresses[0]).port))


def _shown(profile: Profile) -> SavedCluster:
    return SavedCluster(
        name=profile.name,
        addresses=profile.addresses,
        user=profile.user,
        ca=profile.ca,
        token=profile.token,
        production=profile.production,
        remember=profile.remember,
        few=profile.few,
        id=profile.id,
    )


def _profile(cluster: SavedCluster) -> Profile:
    return Profile(
        name=cluster.name,
        addresses=cluster.addresses,
        user=cluster.user,
        ca=cluster.ca,
        token=cluster.token,
        production=cluster.production,
        remember=cluster.remember,
        few=cluster.few,
        id=cluster.id,
    )


def _not_kept(error: OSError) -> str:
    return tr(
        "connect",
        "{file} cannot be written ({reason}): mend that and try again; nothing was lost.",
        file=error.filename or "",
        reason=error.strerror or str(error),
    )
