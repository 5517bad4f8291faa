"""Where everything in the dependency view is. No Qt: text is measured by who asks."""
