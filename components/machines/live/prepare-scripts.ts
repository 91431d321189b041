import { parseHostKey } from "../../remote/ssh/host-key";
import { quote, renderPutInPlace, renderRewrite, renderWriteFile } from "../../remote/ssh/shell";
import type { MachinePlan } from "../machine-plan";

const keyFiles: Record<string, string> = {
  "ssh-ed25519": "ssh_host_ed25519_key",
  "ssh-rsa": "ssh_host_rsa_key",
};

function keyFile(type: string): string {
  return `/etc/ssh/${keyFiles[type] ?? (type.startsWith("ecdsa-") ? "ssh_host_ecdsa_key" : "ssh_host_wso2_key")}`;
}

/** Waits for cloud-init where there is one: it makes host keys and package sources on a first boot. */
const afterCloudInit =
  "if command -v cloud-init > /dev/null; then cloud-init status --wait > /dev/null 2>&1 || :; fi";

/** Shell text after which sshd presents the planned key and no other. */
export function renderHostKey({ target, hostPrivateKey }: MachinePlan): string {
  const { type, blob } = parseHostKey(target.hostKey);
  const path = keyFile(type);
  const aside = `${path}.aside`;
  const publicKey = `${type} ${blob.toString("base64")}`;
  const privateKey = hostPrivateKey.endsWith("\n") ? hostPrivateKey : `${hostPrivateKey}\n`;
  return [
    afterCloudInit,
    // Proven before the machine loses the key that it has: without any it would be out of reach.
    renderWriteFile(aside, privateKey, "600"),
    `found=$(ssh-keygen -y -P '' -f ${aside} | cut -d' ' -f1,2)`,
    `if [ "$found" != ${quote(publicKey)} ]; then`,
    `rm -f ${aside}`,
    `echo ${quote(`the private host key does not belong to the planned ${type} key`)} >&2`,
    "exit 1",
    "fi",
    "find /etc/ssh -maxdepth 1 -name 'ssh_host_*_key*' ! -name '*.aside' -delete",
    renderPutInPlace(aside, path),
    renderWriteFile(`${path}.pub`, `${publicKey}\n`, "644"),
    "install -d -m 755 /etc/ssh/sshd_config.d",
    renderWriteFile("/etc/ssh/sshd_config.d/10-wso2-host-key.conf", `HostKey ${path}\n`, "644"),
    "install -d -m 755 /run/sshd",
    "/usr/sbin/sshd -t",
    // Under socket activation there is no daemon to reload.
    "systemctl try-reload-or-restart ssh",
  ].join("\n");
}

/** Keeps the name that the operator knows, also over a reboot under cloud-init. */
function renderHostname(hostname: string): string {
  const name = quote(hostname);
  const short = hostname.split(".")[0] ?? hostname;
  const names = short === hostname ? hostname : `${hostname} ${short}`;
  return [
    // First the name's address: without one, every sudo waits for the resolver.
    renderRewrite(
      "/etc/hosts",
      `grep -v '^127\\.0\\.1\\.1[[:space:]]' || :; printf '%s\\n' ${quote(`127.0.1.1 ${names}`)}`,
    ),
    renderRewrite("/etc/hostname", `printf '%s\\n' ${name}`),
    `if [ "$(uname -n)" != ${name} ]; then hostname ${name}; fi`,
    // Debian's and Ubuntu's images have cloud-init write /etc/hosts anew at each boot (manage_etc_hosts).
    "if [ -d /etc/cloud/cloud.cfg.d ]; then",
    renderWriteFile(
      "/etc/cloud/cloud.cfg.d/99-wso2.cfg",
      "preserve_hostname: true\nmanage_etc_hosts: false\n",
      "644",
    ),
    "fi",
  ].join("\n");
}

/**
 * A package of the roll's changes in a roll alone: an upgrade at night would restart HAProxy, or take the JRE
 * away under a running product, on all machines at the same time. Other packages are upgraded as before.
 */
function renderKept(packages: MachinePlan["packages"]): string {
  const names = packages
    .map(({ name: each }) => each.replace(/[.+]/g, "\\$&"))
    // The package of that name is empty: it is the one of a version that brings the JRE.
    .flatMap((each) => (each.startsWith("default-jre") ? [each, "openjdk-[0-9]+-jre"] : [each]));
  const list = names.map((each) => `  "^${each}(-|$)";`).join("\n");
  const upgrades = `// Written by pulumi-wso2.\nUnattended-Upgrade::Package-Blacklist {\n${list}\n};\n`;
  const restarts =
    "# Written by pulumi-wso2.\n$nrconf{override_rc}{qr(^(haproxy|wso2|micro-integrator|integrator))} = 0;\n";
  return [
    ...(packages.length > 0
      ? [
          "if [ -d /etc/apt/apt.conf.d ]; then",
          renderWriteFile("/etc/apt/apt.conf.d/52wso2-unattended-upgrades", upgrades, "644"),
          "fi",
        ]
      : []),
    "if [ -d /etc/needrestart/conf.d ]; then",
    renderWriteFile("/etc/needrestart/conf.d/52wso2.conf", restarts, "644"),
    "fi",
  ].join("\n");
}

/** Shell text that installs what is missing; says which in `$missing`. */
export function renderPackages(packages: MachinePlan["packages"]): string {
  const checks = packages.map(
    (item) => `command -v ${quote(item.command)} > /dev/null || missing="$missing "${quote(item.name)}`,
  );
  const apt =
    "DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 -o APT::Update::Error-Mode=any";
  return `
missing=""
${checks.join("\n")}
if [ -n "$missing" ]; then
  # Another program may hold the lists' lock, which has no waiting option of its own.
  tries=0
  until ${apt} update > /run/wso2-apt.log 2>&1; do
    tries=$((tries + 1))
    if [ $tries -ge 24 ]; then cat /run/wso2-apt.log >&2; exit 1; fi
    sleep 5
  done
  ${apt} install --no-install-recommends $missing > /run/wso2-apt.log 2>&1 || { cat /run/wso2-apt.log >&2; exit 1; }
  rm -f /run/wso2-apt.log
fi`;
}

/** Shell text for the rest of a machine's first day; each part may run again. */
export function renderSetup({ target, hostname, packages, groups }: MachinePlan): string {
  const user = quote(target.user);
  return [
    afterCloudInit,
    renderHostname(hostname),
    renderKept(packages),
    renderPackages(packages),
    ...groups.map(
      (group) => `id -nG ${user} | grep -qw ${quote(group)} || usermod -aG ${quote(group)} ${user}`,
    ),
    // With a session manager that stays, each login is a tenth of a second faster.
    `if [ -d /var/lib/systemd ]; then mkdir -p /var/lib/systemd/linger; touch /var/lib/systemd/linger/${user}; fi`,
    'echo "installed=$(echo $missing)"',
    'echo "kernel=$(uname -r)"',
    '. /etc/os-release; echo "os=$PRETTY_NAME"',
  ].join("\n");
}
