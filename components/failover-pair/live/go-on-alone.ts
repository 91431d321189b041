import { poll } from "../../remote/poll";
import { describeError, RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import type { RollContext } from "../../rolling/context";
import type { PairFacts } from "../pair-model";
import { askCluster } from "./pair-cluster";

const timeoutSec = 120;

/** Shell text that prints the instance at an address of this machine's VPC, whatever its state; AWS knows for sure. */
function renderFindInstance({ region, machines }: PairFacts, node: string): string {
  const own = machines.find(({ name }) => name === node)?.instanceId ?? "";
  const other = machines.find(({ name }) => name !== node)?.address ?? "";
  const ask = `aws ec2 describe-instances --region ${quote(region)} --output text`;
  return `
export HOME=/root
vpc=$(${ask} --instance-ids ${quote(own)} --query 'Reservations[0].Instances[0].VpcId')
${ask} --query 'Reservations[].Instances[].InstanceId' --filters "Name=vpc-id,Values=$vpc" \\
  ${quote(`Name=private-ip-address,Values=${other}`)} \\
  Name=instance-state-name,Values=pending,running,shutting-down,stopping,stopped`;
}

/**
 * The first machine of a new pair: the other one is not made yet, and `wait_for_all` would wait for it, without
 * HAProxy. It goes on alone when AWS has no instance at the other one's address, so that nobody can hold ours.
 *
 * @returns whether it does
 */
export async function goOnAlone(
  context: RollContext,
  connection: SshConnection,
  facts: PairFacts,
): Promise<boolean> {
  const node = connection.target.name;
  const find = renderFindInstance(facts, node);
  let seen = "";
  const found = await poll(
    () =>
      runAsRoot(connection, find, { step: "look for the other machine's instance" }).catch((error) => {
        // The role's right is new, and AWS takes a moment to know it.
        seen = describeError(error);
        return undefined;
      }),
    { timeoutSec, intervalMs: 2000, signal: context.signal },
  );
  if (found === undefined) throw failure(node, "look for the other machine's instance", seen);
  if (found.trim() !== "") return false;
  await runAsRoot(connection, "corosync-cmapctl -s quorum.cancel_wait_for_all u8 1", {
    step: "wait for the other machine no more",
  });
  const runs = await poll(
    async () => {
      const { machines, hasQuorum } = await askCluster(connection);
      const own = machines.find(({ name }) => name === node);
      seen = `quorum: ${hasQuorum}, HAProxy: ${own?.haproxy}, resources of the address: ${own?.held}`;
      return hasQuorum && own?.haproxy ? true : undefined;
    },
    { timeoutSec, intervalMs: 500, signal: context.signal },
  );
  if (!runs) throw failure(node, "go on without the other machine", seen);
  return true;
}

function failure(node: string, step: string, seen: string): RollError {
  return new RollError({
    ...{ node, step, expected: `that within ${timeoutSec} s`, seen },
    next: `look at \`pcs status\` on ${node}; then \`pulumi up\``,
  });
}
