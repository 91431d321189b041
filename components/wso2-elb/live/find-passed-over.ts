import { probeReadiness } from "../../nodes/live/readiness";
import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { ElbProbe, Wso2ElbMember } from "../elb-member";
import { renderWatch } from "../watch-requests";

/** Clients at once: the ELB's other clients take turns of the nodes, too. */
const clients = 2;
const pauseMs = 20;

/**
 * Sends requests through an ELB until it has sent one to each of these nodes, as its machine's connections tell. What
 * clients send counts as well.
 *
 * @returns by address why a node has got none within the time
 */
export async function findPassedOver(
  connection: SshConnection,
  { trafficPorts, probe }: Pick<Wso2ElbMember, "trafficPorts"> & { readonly probe: ElbProbe },
  addresses: readonly string[],
  timeoutSec: number,
): Promise<Map<string, string>> {
  const asked = new AbortController();
  const answers: string[] = [];
  const script = renderWatch(addresses, trafficPorts, timeoutSec);
  const watched = runAsRoot(connection, script, { step: "look at the ELB's requests" }).finally(() =>
    asked.abort(),
  );
  const asking = Array.from({ length: clients }, async () => {
    while (!asked.signal.aborted) {
      answers.push(await ask(connection, probe));
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  });
  const [output] = await Promise.all([watched, ...asking]);
  const seen = new Set(output.split("\n"));
  const why = `but gets no request, and port ${probe.port} answers: ${answers.at(-1)}`;
  return new Map(addresses.filter((address) => !seen.has(address)).map((address) => [address, why]));
}

/** What it answers is the application's; that it reaches a node is to be seen at the connections. */
async function ask(connection: SshConnection, { port, host, path = "/" }: ElbProbe): Promise<string> {
  const { seen } = await probeReadiness(connection, { scheme: "http", port, host, path, expectStatus: 200 });
  return seen.slice(0, 100);
}
