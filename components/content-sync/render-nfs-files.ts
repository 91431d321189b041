import type { MachineFile } from "../remote/ssh-target";
import { contentPaths, tlsPort } from "./content-paths";
import type { ContentPlan, NfsPlan } from "./content-plan";

/** Longest time for a mount, and for an answer of what is mounted, in seconds. */
export const nfsAnswerSec = 60;

/** Nothing in these folders is a device or a program, whatever another machine writes there. */
const safe = ["nosuid", "nodev", "noexec"];

/**
 * EFS's are those that AWS recommends (*Mount settings used by EFS mount helper*). A server of one's own gets no
 * `noresvport`: Linux' refuses other ports than reserved ones unless it exports `insecure`. What another node wrote is
 * seen within `actimeo`, where NFS would take up to a minute.
 */
function mountOptions({ efs }: NfsPlan): string[] {
  const common = ["nfsvers=4.1", "hard", "timeo=600", "retrans=2", "actimeo=5", "_netdev", ...safe];
  return efs ? [...common, "rsize=1048576", "wsize=1048576", "noresvport", `port=${tlsPort}`] : common;
}

/** For a mount that is tried: it gives up where a lasting one would wait for its server. */
export function trialOptions({ efs }: NfsPlan, port = tlsPort): string {
  const common = ["nfsvers=4.1", "ro", "soft", "timeo=50", "retrans=2", "retry=0", ...safe];
  return [...common, ...(efs ? ["noresvport", `port=${port}`] : [])].join(",");
}

/** What is mounted, as `mount` takes it. EFS is reached by the way that this node opens to it. */
export function nfsSource({ server, path, efs }: NfsPlan): string {
  if (efs) return `127.0.0.1:${path}`;
  return `${server.includes(":") ? `[${server}]` : server}:${path}`;
}

/** Amazon's roots are among those that Debian trusts. What the mount helper of AWS sets, this sets. */
export function renderTls({ server }: NfsPlan, port = tlsPort): string {
  return `; Written by pulumi-wso2.
foreground = yes
syslog = no
debug = notice
pid =

[nfs]
client = yes
accept = 127.0.0.1:${port}
connect = ${server}:2049
sslVersionMin = TLSv1.2
renegotiation = no
verifyChain = yes
CAfile = /etc/ssl/certs/ca-certificates.crt
checkHost = ${server}
TIMEOUTbusy = 20
TIMEOUTclose = 0
TIMEOUTidle = 70
delay = yes
libwrap = no
socket = l:SO_REUSEADDR=1
`;
}

/** All files of a node that has its content on a file system that all nodes mount. @param owner The product's user. */
export function planNfsFiles(plan: ContentPlan, nfs: NfsPlan, owner: string): MachineFile[] {
  const paths = contentPaths(plan.service);
  const file = (path: string, content: string) => ({ path, content, mode: "644" });
  const unit = (name: string, content: string) =>
    file(`/etc/systemd/system/${name}`, `# Written by pulumi-wso2.\n${content}`);
  return [
    file(paths.folders, plan.folders.map((each) => `${each}\n`).join("")),
    ...(nfs.efs
      ? [file(paths.tlsConfig, renderTls(nfs)), unit(paths.units.tls, renderTlsUnit(plan.service))]
      : []),
    unit(paths.units.mount, renderMountUnit(plan.service, nfs)),
    unit(paths.units.lag, renderCheckUnit(plan.service, owner)),
    unit(paths.units.lagTimer, renderCheckTimer(plan.service)),
  ];
}

function renderTlsUnit(service: string): string {
  return `[Unit]
Description=TLS to the file system of ${service}'s content
After=network-online.target
Wants=network-online.target
Before=remote-fs-pre.target

[Service]
ExecStart=/usr/bin/stunnel ${contentPaths(service).tlsConfig}
DynamicUser=yes
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
Restart=always
RestartSec=1

[Install]
WantedBy=multi-user.target
`;
}

/** A server that is gone must not keep a machine from its end: it is let go of, whatever still waits for it. */
function renderMountUnit(service: string, nfs: NfsPlan): string {
  const { mount, units } = contentPaths(service);
  const needs = nfs.efs ? `\nRequires=${units.tls}\nAfter=${units.tls}` : "";
  return `[Unit]
Description=Content of ${service} that all nodes have${needs}

[Mount]
What=${nfsSource(nfs)}
Where=${mount}
Type=nfs4
Options=${mountOptions(nfs).join(",")}
TimeoutSec=${nfsAnswerSec}
LazyUnmount=yes

[Install]
WantedBy=remote-fs.target
`;
}

/** Fails while the file system does not answer: what watches for failed units sees it. */
function renderCheckUnit(service: string, owner: string): string {
  return `[Unit]
Description=Whether the content of ${service} answers

[Service]
Type=oneshot
User=${owner}
Group=${owner}
ExecStart=/usr/bin/timeout --signal=KILL ${nfsAnswerSec} /usr/bin/stat --format='content of ${service} is there, of %%U' ${contentPaths(service).shared}
`;
}

function renderCheckTimer(service: string): string {
  return `[Unit]
Description=Whether the content of ${service} answers

[Timer]
OnActiveSec=30
OnUnitInactiveSec=30
AccuracySec=5

[Install]
WantedBy=timers.target
`;
}
