#!/bin/sh
# Makes a fresh Debian into what Debian's AMI is after cloud-init: run by mmdebstrap with the root folder.
set -eu
root=$1

# What belongs to one machine is made at its first boot, or written to its disk before.
rm -f "$root"/etc/ssh/ssh_host_* "$root/etc/hostname" "$root/var/lib/dbus/machine-id"
# Empty, not missing: a missing one makes systemd enable every unit at the first boot, haproxy too.
: > "$root/etc/machine-id"
: > "$root/etc/resolv.conf"

chroot "$root" useradd --create-home --shell /bin/bash --uid 1000 admin
chroot "$root" install -d -o admin -g admin -m 700 /home/admin/.ssh
echo 'admin ALL=(ALL) NOPASSWD:ALL' > "$root/etc/sudoers.d/90-cloud-init-users"
chmod 440 "$root/etc/sudoers.d/90-cloud-init-users"

cat > "$root/etc/ssh/sshd_config.d/50-cloud-init.conf" << 'EOF'
PermitRootLogin no
PasswordAuthentication no
KbdInteractiveAuthentication no
EOF

# No RSA key: making one takes most of a second, half of the boot.
cat > "$root/etc/systemd/system/ssh-host-keys.service" << 'EOF'
[Unit]
Description=Host keys of this machine (Ed25519 and ECDSA)
ConditionPathExists=!/etc/ssh/ssh_host_ed25519_key
Before=ssh.service

[Service]
Type=oneshot
ExecStart=/usr/bin/ssh-keygen -q -t ecdsa -N "" -f /etc/ssh/ssh_host_ecdsa_key
ExecStart=/usr/bin/ssh-keygen -q -t ed25519 -N "" -f /etc/ssh/ssh_host_ed25519_key

[Install]
WantedBy=ssh.service
EOF
systemctl --quiet --root="$root" enable ssh-host-keys.service

# Installed and nothing more: who configures it, enables it.
systemctl --quiet --root="$root" disable apache2.service apache-htcacheclean.service haproxy.service monit.service

# Of no use in a container, and in the way of a boot within a second.
systemctl --quiet --root="$root" mask \
  console-getty.service getty.target remote-fs.target systemd-pstore.service e2scrub_reap.service \
  apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer

# Says that /etc and /var belong to this /usr; else the first boot rebuilds caches.
touch -r "$root/usr" "$root/etc/.updated" "$root/var/.updated"
