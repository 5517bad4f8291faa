"""Which action comes before which, and what follows for actions that depend on others."""
