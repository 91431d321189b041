import { describeError, RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import type { SshTarget } from "../../remote/ssh-target";
import type { RollContext } from "../../rolling/context";
import { type PairStatus, parsePairStatus } from "../pair-status";

const askScript = `
crm_mon --one-shot --inactive --output-as=xml
echo "== nodes"
cibadmin --query --scope nodes`;

const askTimeoutSec = 20;
/** A machine that is down is not waited for long: the other one knows as much. */
const connectTimeoutSec = 5;

/** @throws RollError when Pacemaker does not run there. */
export async function askCluster(connection: SshConnection): Promise<PairStatus> {
  const step = "ask Pacemaker";
  const answer = await runAsRoot(connection, askScript, {
    ...{ step, expected: "its answer", timeoutSec: askTimeoutSec },
  });
  const [monitor = "", nodes = ""] = answer.split(/^== nodes$/m);
  try {
    return parsePairStatus(monitor, nodes.trim());
  } catch (error) {
    const node = connection.target.name;
    throw new RollError({ node, step, expected: "what it knows, as XML", seen: describeError(error) });
  }
}

/** The cluster of a pair, by whichever of its machines belongs to it. */
export class PairCluster {
  constructor(
    private readonly context: RollContext,
    /** Those that are asked, the better one first. */
    private readonly machines: readonly SshTarget[],
  ) {}

  /** What the machine says that has quorum; without any, one that answers. */
  async status(): Promise<PairStatus> {
    return (await this.speaker()).status;
  }

  /** Runs a script where the cluster is. */
  async run(script: string, step: string, timeoutSec = 60): Promise<string> {
    const { target } = await this.speaker();
    return this.context.pool.run(target, (connection) => runAsRoot(connection, script, { step, timeoutSec }));
  }

  /** Sets a machine's attribute in the configuration; `undefined` takes it away. */
  async setAttribute(machine: string, attribute: string, value: string | undefined): Promise<void> {
    const change = value === undefined ? "--delete" : `--update ${quote(value)}`;
    const at = `--node ${quote(machine)} --name ${quote(attribute)}`;
    await this.run(`crm_attribute ${at} ${change} > /dev/null`, `write ${attribute} of ${machine}`);
  }

  private async speaker(): Promise<{ readonly target: SshTarget; readonly status: PairStatus }> {
    const failed: unknown[] = [];
    let alone: { readonly target: SshTarget; readonly status: PairStatus } | undefined;
    for (const target of this.machines) {
      try {
        await this.context.pool.connect(target, connectTimeoutSec);
        const found = { target, status: await this.context.pool.run(target, askCluster) };
        if (found.status.hasQuorum) return found;
        alone ??= found;
      } catch (error) {
        failed.push(error);
      }
    }
    if (alone) return alone;
    throw failed[0];
  }
}
