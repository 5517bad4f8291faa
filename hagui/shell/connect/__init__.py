"""Dialogs for connecting: saved clusters, certificates, passwords. They emit what is wanted."""
