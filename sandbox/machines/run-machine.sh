#!/bin/sh
# Runs one machine until it powers off, in a mount namespace of its own: the mount of its disk ends with it.
# usage: run-machine.sh FOLDER NAMESPACE CGROUP...
set -eu
folder=$1 namespace=$2
shift 2
for cgroup; do
  echo $$ > "$cgroup/cgroup.procs"
done

cd "$folder"
# Relative paths, since a colon or a comma in an absolute one would be read as an option's end.
mount -t overlay overlay -o lowerdir=image,upperdir=upper,workdir=work root

# /tmp is on the disk, as on EC2, and not a tenth of this computer's memory.
export SYSTEMD_NSPAWN_TMPFS_TMP=0
# Nobody else sees this mount, and a lock would outlive a kill -9 as a file.
export SYSTEMD_NSPAWN_LOCK=0

rebooted=133
status=$rebooted
while [ "$status" -eq "$rebooted" ] && [ ! -e stopping ]; do
  status=0
  systemd-nspawn --quiet --boot --directory=root --machine="$namespace" \
    --network-namespace-path="/run/netns/$namespace" --capability=CAP_NET_ADMIN \
    --register=no --keep-unit --settings=no --link-journal=no --resolv-conf=off --timezone=off \
    --console=read-only --setenv=SYSTEMD_COLORS=0 || status=$?
done
echo "systemd-nspawn ended with status $status"

# When systemd-nspawn was killed, the machine lives on without it.
ip netns pids "$namespace" | xargs -r kill -KILL || true
# A machine that is off doesn't answer, not even with a reset.
ip netns delete "$namespace"
