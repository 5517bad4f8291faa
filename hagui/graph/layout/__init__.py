"""Where cards, columns and the tray go: pure functions, no Qt."""
