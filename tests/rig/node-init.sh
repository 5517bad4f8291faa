#!/bin/sh
# First process of one node, started in fresh namespaces: lays out the node's own view of the
# file system, reports its process id as the host sees it, and then only reaps.
# Arguments: the node's name, the node's folder, the rig's folder.
set -eu
name=$1 node=$2 rig=$3

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
mount -n --move "$node/run" /run
mount -n -t proc proc /proc

echo "ready $pid"
# A process that ignores SIGCHLD has its children reaped by the kernel.
trap '' CHLD
exec sleep infinity
