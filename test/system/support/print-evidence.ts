import type { Cli } from "../../../sandbox/cli/drive-cli";
import type { LoadReport } from "../../../sandbox/load";

/** An answer that HAProxy gave itself or did not get whole, and what became of a server. */
const told = " (5[0-9][0-9]|-1) -?[0-9]+ - - |Server |[Bb]ackend |Proxy |worker";

/** What the balancers wrote while requests were lost: their journals are gone with their machines. */
export async function printEvidence(cli: Cli, report: LoadReport): Promise<void> {
  const losses = report.failures.flatMap(({ examples }) => examples.map(({ atSec }) => atSec));
  const firstSec = Math.floor(Date.parse(report.startedAt) / 1000 + Math.min(...losses));
  const journal = `journalctl -u haproxy -o short-precise --since=@${firstSec - 15} --until=@${firstSec + 30}`;
  const { loadBalancers } = await cli.outputs();
  for (const { key } of loadBalancers) {
    const { all } = await cli.run("ssh", key, `sudo ${journal} | grep -E '${told}' | tail -n 40`);
    console.error(`${key}, from 15 s before the first loss:\n${all}`);
  }
}
