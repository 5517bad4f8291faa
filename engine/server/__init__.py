"""The listener on TCP 5560: TLS, login, sessions, dispatch, fan-out, audit."""
