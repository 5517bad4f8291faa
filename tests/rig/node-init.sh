#!/bin/sh
# First process of one node, started in fresh namespaces: lays out the node's own view of the
# file system, reports its process id as the host sees it, and then only reaps.
# Arguments: the node's name, the node's folder, the rig's folder, and two lists, a path per line:
# folders that only root may enter, and those below them that the engine's user has to read.
set -eu
name=$1 node=$2 rig=$3 hidden=$4 needed=$5

read -r pid _ < /proc/self/stat
hostname "$name"

for place in /var/lib/pacemaker /var/lib/corosync /etc/corosync /var/log; do
    mount -n --bind "$node$place" "$place"
done
mount -n --bind "$node/etc/hosts" /etc/hosts
# The rig's fence agent appears among the host's without being installed there.
mount -n -t overlay -o "lowerdir=$rig/agents:/usr/sbin" overlay /usr/sbin
mount -n -t tmpfs -o mode=1777,size=512m tmpfs /dev/shm

mkdir -p "$node/run"
mount -n -t tmpfs -o mode=755,size=64m tmpfs "$node/run"
mkdir -p "$node/run/crm" "$node/run/lock" "$node/run/resource-agents" "$node/run/rig/home" \
    "$node/run/rig/shared" "$node/run/rig/engine"
chown hacluster:haclient "$node/run/crm"
chmod 750 "$node/run/crm"
mount -n --bind "$rig/shared" "$node/run/rig/shared"
mount -n --bind "$node/engine" "$node/run/rig/engine"

# A folder closed to others is replaced, on this node, by one that has only what is needed.
number=0
newline='
'
IFS=$newline
for place in $needed; do
    number=$((number + 1))
    mkdir -p "$node/run/needed/$number"
    mount -n --bind "$place" "$node/run/needed/$number"
done
for place in $hidden; do
    mount -n -t tmpfs -o mode=755,size=1m tmpfs "$place"
done
number=0
for place in $needed; do
    number=$((number + 1))
    mkdir -p "$place"
    mount -n --move "$node/run/needed/$number" "$place"
done
unset IFS

mount -n --move "$node/run" /run
mount -n -t proc proc /proc

echo "ready $pid"
# A process that ignores SIGCHLD has its children reaped by the kernel (dash's trap cannot ignore it).
exec env --ignore-signal=CHLD sleep infinity
