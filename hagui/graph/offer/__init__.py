"""The small windows in which a person says what exactly is meant: kind, score, roles, target."""
