"""The command lines that would do what edits do: as an administrator types them."""

from engine.cib.commands.write import crm, pcs

__all__ = ["crm", "pcs"]
