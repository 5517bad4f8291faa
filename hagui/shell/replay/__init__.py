"""The window while it shows a moment of a recording: transport bar, frame, actions."""
