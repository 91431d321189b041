import { renderPackages } from "../../machines/live/prepare-scripts";
import { findChangedFiles, renderWriteFiles } from "../../remote/machine-files";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import type { RollContext } from "../../rolling/context";
import { contentPaths, rsyncPackages } from "../content-paths";
import type { ContentPlan } from "../content-plan";
import { planContentFiles } from "../render-files";
import { type ContentHome, renderContentFolders } from "../render-setup";

const installTimeoutSec = 600;
/** For all content of a product, to a new machine. */
const firstTimeoutSec = 1800;

/** Brings rsync and inotify-tools where a machine was made before its content was common. */
export async function bringContentPackages(connection: SshConnection): Promise<void> {
  await runAsRoot(connection, renderPackages(rsyncPackages), {
    ...{ step: "install rsync and inotify-tools", timeoutSec: installTimeoutSec },
  });
}

/**
 * Makes a node keep its content as planned, and brings what the others have, before the product starts.
 *
 * @throws RollError where the others have content that can't be brought
 */
export async function startContent(
  context: RollContext,
  connection: SshConnection,
  plan: ContentPlan,
  home: ContentHome,
): Promise<void> {
  const { script, sshdConfig, units } = contentPaths(plan.service);
  const asOwner = `runuser -u ${quote(home.owner)} --`;
  const set = async () => {
    // Made first: the group that may read the keys is there, and the shell that answers others.
    await runAsRoot(
      connection,
      `systemctl stop --quiet ${units.lagTimer} ${units.sync} 2> /dev/null || :\n${renderContentFolders(plan, home)}`,
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
    return said.trim().split("\n").at(-1) ?? "";
  };
  await context.report.step(plan.node, "content", set, (said) => `${said}; ${plan.rsync.writer} writes`);
}
