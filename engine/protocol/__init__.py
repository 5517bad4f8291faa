"""What crosses TCP 5560: messages, framing, a session as bytes in and events out."""
