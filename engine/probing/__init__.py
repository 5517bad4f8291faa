"""Asking services from outside whether they answer: by TCP, HTTP or ICMP, at a fixed rate.

model      what is asked and what came of it
checking   what is wrong with a target
schedule   when which question is sent, and in which order answers count. Pure
http       one question over HTTP/1.1: bytes out, bytes in, a verdict. Pure
echo       ICMP echo: packets, and the socket that ordinary users may have
asking     one question, over asyncio
prober     the shell around a schedule

Knows nothing of clusters: engines and the desktop both ask with it.
"""
