import type { MachineFile } from "../remote/ssh-target";
import { contentPaths } from "./content-paths";
import type { ContentPlan, RsyncPlan } from "./content-plan";
import { planNfsFiles } from "./render-nfs-files";
import { renderSyncScript } from "./script/render-script";

/** How often the age of the content is looked at. */
const lagCheckSec = 30;

/** All files of a node's content sync. @param owner The product's user. */
export function planContentFiles(plan: ContentPlan, owner: string): MachineFile[] {
  if (plan.nfs) return planNfsFiles(plan, plan.nfs, owner);
  if (!plan.rsync) throw new Error(`content of ${plan.service} by neither rsync nor NFS`);
  return planRsyncFiles({ ...plan, rsync: plan.rsync }, owner);
}

type Rsynced = ContentPlan & { readonly rsync: RsyncPlan };

function planRsyncFiles(plan: Rsynced, owner: string): MachineFile[] {
  const { rsync, service } = plan;
  const paths = contentPaths(service);
  const secret = { owner: `root:${owner}`, mode: "640" };
  const open = { mode: "644" };
  const unit = (name: string, content: string) => ({
    ...{ path: `/etc/systemd/system/${name}`, content: `# Written by pulumi-wso2.\n${content}` },
    ...open,
  });
  return [
    { path: paths.script, content: renderSyncScript(), mode: "755" },
    { path: paths.config, content: renderConfig(plan, owner), ...open },
    { path: paths.folders, content: plan.folders.map((each) => `${each}\n`).join(""), ...open },
    { path: paths.readerKey, content: withEnd(rsync.readerKey), ...secret },
    { path: paths.sourceKey, content: withEnd(rsync.sourceKey), ...secret },
    // The key can do what `serve` answers, and nothing else.
    {
      path: paths.authorizedKeys,
      content: `restrict,command="${paths.script} ${service} serve" ${withEnd(rsync.readerPublicKey)}`,
      ...open,
    },
    { path: paths.knownHosts, content: `wso2-content ${withEnd(rsync.sourcePublicKey)}`, ...open },
    { path: paths.sshdConfig, content: renderSshdConfig(plan, owner), ...open },
    unit(paths.units.source, renderSourceUnit(plan, owner)),
    unit(paths.units.sync, renderSyncUnit(plan, owner)),
    unit(paths.units.lag, renderLagUnit(plan, owner)),
    unit(paths.units.lagTimer, renderTimer(plan)),
  ];
}

const withEnd = (text: string) => `${text.trim()}\n`;

function renderConfig({ service, node, rsync }: Rsynced, owner: string): string {
  const { root, script } = contentPaths(service);
  const peers = rsync.peers.map(({ name, address, port }) => `${name}=${address},${port}`).join(" ");
  return `# Written by pulumi-wso2.
service=${service}
owner=${owner}
script=${script}
root=${root}
node=${node}
writer=${rsync.writer}
peers="${peers}"
watch=${rsync.watch}
interval_sec=${rsync.intervalSec}
settle_sec=${rsync.settleSec}
max_lag_sec=${rsync.maxLagSec}
`;
}

/** A daemon of its own, as the product's user: the machine's own SSH stays as it is, and closed to other nodes. */
function renderSshdConfig({ service, rsync }: Rsynced, owner: string): string {
  const paths = contentPaths(service);
  return `# Written by pulumi-wso2.
Port ${rsync.port}
HostKey ${paths.sourceKey}
AuthorizedKeysFile ${paths.authorizedKeys}
AllowUsers ${owner}
AuthenticationMethods publickey
UsePAM no
PidFile none
PermitTTY no
PermitUserRC no
DisableForwarding yes
ForceCommand ${paths.script} ${service} serve
MaxAuthTries 2
LoginGraceTime 10
ClientAliveInterval 10
ClientAliveCountMax 3
LogLevel ERROR
`;
}

const hardening = `NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes`;

interface Daemon {
  readonly description: string;
  /** Units besides the network that it starts after. */
  readonly after: readonly string[];
  readonly command: string;
}

/** A program that goes on, and is started again when it ends. */
function renderDaemonUnit(root: string, owner: string, { description, after, command }: Daemon): string {
  const earlier = ["network-online.target", ...after].join(" ");
  return `[Unit]
Description=${description}
After=${earlier}
Wants=${earlier}

[Service]
User=${owner}
Group=${owner}
ExecStart=${command}
${hardening}
ReadWritePaths=${root}
Restart=always
RestartSec=5

[Install]
WantedBy=multi-user.target
`;
}

function renderSourceUnit({ service }: ContentPlan, owner: string): string {
  const { root, sshdConfig } = contentPaths(service);
  const description = `Content of ${service} for the other nodes`;
  return renderDaemonUnit(root, owner, {
    description,
    after: [],
    command: `/usr/sbin/sshd -D -e -f ${sshdConfig}`,
  });
}

function renderSyncUnit({ service }: ContentPlan, owner: string): string {
  const { root, script, units } = contentPaths(service);
  const description = `Content of ${service}, from its writer`;
  return renderDaemonUnit(root, owner, {
    description,
    after: [units.source],
    command: `${script} ${service} run`,
  });
}

/** Fails while the content is too old: what watches for failed units sees it. */
function renderLagUnit({ service }: ContentPlan, owner: string): string {
  return `[Unit]
Description=Age of the content of ${service}

[Service]
Type=oneshot
User=${owner}
Group=${owner}
ExecStart=${contentPaths(service).script} ${service} lag
`;
}

function renderTimer({ service }: ContentPlan): string {
  return `[Unit]
Description=Age of the content of ${service}

[Timer]
OnActiveSec=${lagCheckSec}
OnUnitInactiveSec=${lagCheckSec}
AccuracySec=5

[Install]
WantedBy=timers.target
`;
}
