"""What ends a command: one sentence."""


class Trouble(Exception):
    """The command cannot do its work; the words say why and what to do next."""
