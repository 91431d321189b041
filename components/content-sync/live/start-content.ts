import { renderPackages } from "../../machines/live/prepare-scripts";
import { findChangedFiles, renderWriteFiles } from "../../remote/machine-files";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import type { RollContext } from "../../rolling/context";
import { contentPackages, contentPaths } from "../content-paths";
import type { ContentPlan, NfsPlan, RsyncPlan } from "../content-plan";
import { planContentFiles } from "../render-files";
import { nfsSource } from "../render-nfs-files";
import { renderMountPoint, renderSharedFolders } from "../render-nfs-setup";
import { type ContentHome, renderContentFolders, renderNoMount } from "../render-setup";

const installTimeoutSec = 600;
/** For all content of a product, to a new machine. */
const firstTimeoutSec = 1800;

/** Brings the programs where a machine was made before its content was common. */
export async function bringContentPackages(connection: SshConnection, plan: ContentPlan): Promise<void> {
  const packages = contentPackages(plan.nfs);
  const names = packages.map((each) => each.name).join(" and ");
  await runAsRoot(connection, renderPackages(packages), {
    ...{ step: `install ${names}`, timeoutSec: installTimeoutSec },
  });
}

/**
 * Makes a node keep its content as planned, and brings what the others have, before the product starts.
 *
 * @throws RollError where the others have content that can't be brought, or what all have can't be mounted
 */
export async function startContent(
  context: RollContext,
  connection: SshConnection,
  plan: ContentPlan,
  home: ContentHome,
): Promise<void> {
  const { rsync, nfs } = plan;
  if (rsync) {
    const set = () => startRsync(context, connection, { ...plan, rsync }, home);
    await context.report.step(plan.node, "content", set, (said) => `${said}; ${rsync.writer} writes`);
  }
  if (nfs) {
    const set = () => startMount(context, connection, { ...plan, nfs }, home);
    await context.report.step(plan.node, "content", set, (said) => `${said} on ${nfs.server}:${nfs.path}`);
  }
}

const lastLine = (said: string) => said.trim().split("\n").at(-1) ?? "";

async function startRsync(
  context: RollContext,
  connection: SshConnection,
  plan: ContentPlan & { readonly rsync: RsyncPlan },
  home: ContentHome,
): Promise<string> {
  const { script, sshdConfig, units } = contentPaths(plan.service);
  const asOwner = `runuser -u ${quote(home.owner)} --`;
  // Made first: the group that may read the keys is there, and the shell that answers others.
  await runAsRoot(
    connection,
    `systemctl stop --quiet ${units.lagTimer} ${units.sync} 2> /dev/null || :
${renderContentFolders(plan, home)}
${renderNoMount(plan.service)}`,
    { step: "make the common folders", timeoutSec: firstTimeoutSec },
  );
  const changed = await findChangedFiles(connection, planContentFiles(plan, home.owner));
  const said = await runAsRoot(
    connection,
    [
      renderWriteFiles(changed),
      `${asOwner} /usr/sbin/sshd -t -f ${quote(sshdConfig)}`,
      ...(changed.length > 0 ? ["systemctl daemon-reload", `systemctl try-restart ${units.source}`] : []),
      `systemctl enable --quiet ${units.source} ${units.sync} ${units.lagTimer}`,
      `systemctl start ${units.source}`,
      `${asOwner} ${quote(script)} ${plan.service} begin`,
      `systemctl start ${units.sync} ${units.lagTimer}`,
    ].join("\n"),
    {
      step: "bring the common content",
      expected: `what the other nodes have in ${plan.folders.join(", ")}`,
      ...{ timeoutSec: firstTimeoutSec, signal: context.signal },
    },
  );
  return lastLine(said);
}

async function startMount(
  context: RollContext,
  connection: SshConnection,
  plan: ContentPlan & { readonly nfs: NfsPlan },
  home: ContentHome,
): Promise<string> {
  const { units, mount } = contentPaths(plan.service);
  const unit = quote(units.mount);
  const where = `${plan.nfs.server}:${plan.nfs.path}`;
  await runAsRoot(
    connection,
    `systemctl stop --quiet ${units.lagTimer} ${units.sync} 2> /dev/null || :\n${renderMountPoint(plan, home)}`,
    { step: "make the common folders" },
  );
  const changed = await findChangedFiles(connection, planContentFiles(plan, home.owner));
  const tls = plan.nfs.efs ? ` ${units.tls}` : "";
  // Another server, other options: the product has ended, so nothing uses the mount.
  const remount = changed.length > 0 ? ["systemctl daemon-reload", `systemctl stop ${unit}${tls}`] : [];
  await runAsRoot(
    connection,
    [
      renderWriteFiles(changed),
      ...remount,
      `systemctl enable --quiet ${unit} ${units.lagTimer}${tls}`,
      `systemctl start ${unit} || { journalctl -q -n 3 -o cat -u ${unit} >&2; exit 1; }`,
      `found=$(findmnt -n -o SOURCE ${quote(mount)})`,
      `if [ "$found" != ${quote(nfsSource(plan.nfs))} ]; then echo "$found is mounted on "${quote(mount)} >&2; exit 1; fi`,
    ].join("\n"),
    {
      step: "mount the common content",
      expected: `${where}, which all nodes have`,
      ...{ timeoutSec: 120, signal: context.signal },
    },
  );
  const said = await runAsRoot(
    connection,
    `${renderSharedFolders(plan, plan.nfs, home)}\nsystemctl start ${units.lagTimer}`,
    {
      step: "make the common folders",
      ...{ timeoutSec: firstTimeoutSec, signal: context.signal },
    },
  );
  return lastLine(said);
}
