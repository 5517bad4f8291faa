"""What waits to be sent to one client: bounded, whatever the client does. Pure."""

from collections import deque
from dataclasses import dataclass
from enum import Enum


class _Kind(Enum):
    REPLY = "reply"
    SNAPSHOT = "snapshot"
    PATCH = "patch"


@dataclass(slots=True)
class _Entry:
    frame: bytes
    kind: _Kind
    key: str | None = None


class Outbox:
    """Frames in the order in which they go out.

    Replies are kept always (what is in flight is limited elsewhere). Of frames with a key only
    the newest waits. Patches wait up to a limit; past it they all are dropped, further ones too,
    and ``stale`` is true until a snapshot is put in. At most one snapshot waits.
    """

    def __init__(self, max_messages: int, max_bytes: int) -> None:
        self._max_messages = max_messages
        self._max_bytes = max_bytes
        self._waiting: deque[_Entry] = deque()
        self._keyed: dict[str, _Entry] = {}
        self._patches = 0
        self._patch_bytes = 0
        self.reply_bytes = 0
        """Bytes of replies that wait."""
        self.stale = False
        """Whether patches were dropped, so that the client needs a snapshot."""

    def put(self, frame: bytes, key: str | None = None) -> None:
        """Add a reply, or with a key something of which only the newest matters."""
        if key is not None and (entry := self._keyed.get(key)) is not None:
            self.reply_bytes += len(frame) - len(entry.frame)
            entry.frame = frame
            return
        entry = _Entry(frame, _Kind.REPLY, key)
        if key is not None:
            self._keyed[key] = entry
        self.reply_bytes += len(frame)
        self._waiting.append(entry)

    def put_snapshot(self, frame: bytes) -> None:
        """Add a snapshot; patches and snapshots that still wait are not needed any more."""
        self._drop_stream()
        self.stale = False
        self._waiting.append(_Entry(frame, _Kind.SNAPSHOT))

    def put_patch(self, frame: bytes) -> None:
        """Add a patch, unless the client has fallen behind too far."""
        if self.stale:
            return
        self._patches += 1
        self._patch_bytes += len(frame)
        if self._patches > self._max_messages or self._patch_bytes > self._max_bytes:
            self._drop_stream()
            self.stale = True
            return
        self._waiting.append(_Entry(frame, _Kind.PATCH))

    def pop(self) -> bytes | None:
        """The next frame to send."""
        if not self._waiting:
            return None
        entry = self._waiting.popleft()
        if entry.key is not None:
            del self._keyed[entry.key]
        if entry.kind is _Kind.REPLY:
            self.reply_bytes -= len(entry.frame)
        elif entry.kind is _Kind.PATCH:
            self._patches -= 1
            self._patch_bytes -= len(entry.frame)
        return entry.frame

    def clear(self) -> None:
        """Forget all."""
        self._waiting.clear()
        self._keyed.clear()
        self._patches = self._patch_bytes = self.reply_bytes = 0

    def drop_stream(self) -> None:
        """Forget patches and snapshots: the client does not follow any more."""
        self._drop_stream()
        self.stale = False

    def __len__(self) -> int:
        return len(self._waiting)

    def _drop_stream(self) -> None:
        self._waiting = deque(entry for entry in self._waiting if entry.kind is _Kind.REPLY)
        self._patches = self._patch_bytes = 0
