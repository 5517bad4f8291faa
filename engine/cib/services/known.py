"""Agents whose parameters say where their service answers."""

from dataclasses import dataclass
from typing import Final

ADDRESSES: Final = {
    "IPaddr2": "ip",
    "IPaddr": "ip",
    "IPv6addr": "ipv6addr",
    "Address": "ip",
    "aws-vpc-move-ip": "ip",
    "gcp-vpc-move-vip": "alias_ip",
}
"""By type of the agent, the parameter that holds the address it brings up."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where one kind of server answers, unless its parameters say otherwise."""

    port: int
    http: bool = False
    port_parameter: str = "port"
    host_parameter: str = ""
    url_parameter: str = ""
    """A parameter with a URL of its own page."""


SERVERS: Final = {
    "WebServer": Server(8080, http=True, host_parameter="ip"),
    "apache": Server(80, http=True, url_parameter="statusurl"),
    "nginx": Server(80, http=True, url_parameter="status10url"),
    "tomcat": Server(8080, http=True, url_parameter="statusurl"),
    "jboss": Server(8080, http=True, url_parameter="statusurl"),
    "haproxy": Server(80),
    "squid": Server(3128, port_parameter="squid_port"),
    "pgsql": Server(5432, port_parameter="pgport"),
    "pgsqlms": Server(5432, port_parameter="pgport"),
    "mysql": Server(3306),
    "mariadb": Server(3306),
    "galera": Server(3306),
    "redis": Server(6379),
    "rabbitmq-cluster": Server(5672),
    "oralsnr": Server(1521),
    "db2": Server(50000),
    "nfsserver": Server(2049),
    "iSCSITarget": Server(3260),
    "vsftpd": Server(21),
    "postfix": Server(25),
    "named": Server(53),
    "apache2": Server(80, http=True),
    "httpd": Server(80, http=True),
    "postgresql": Server(5432),
    "redis-server": Server(6379),
    "memcached": Server(11211),
    "nfs-server": Server(2049),
    "smbd": Server(445),
    "smb": Server(445),
    "ssh": Server(22),
    "sshd": Server(22),
}
"""By type of the agent, or name of the systemd unit."""
