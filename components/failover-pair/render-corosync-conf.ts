import type { PairFacts } from "./pair-model";

/** Corosync's own: long enough for the pauses that a virtual machine has. */
const defaultTokenMs = 3000;

/**
 * How long the machine that is left waits for an answer before it goes on, after the token's time: Corosync's own 1.2
 * times the token is for three and more, where members may disagree. Of two, one that is left has nobody to agree with,
 * and any time longer than that for a join (50 ms) is safe (corosync.conf(5)).
 */
function consensusMs(tokenMs: number): number {
  return Math.min(Math.max(Math.round(tokenMs / 5), 200), 2000);
}

/**
 * `corosync.conf`: two machines over an encrypted knet link. `two_node` lets one of them go on alone, which is safe
 * because it fences the other one first, and implies `wait_for_all`: one that starts alone waits for the other, so
 * that a machine that was fenced does not come back and fence in return.
 */
export function renderCorosyncConf({ name, machines, limits = {} }: PairFacts): string {
  const tokenMs = limits.tokenMs ?? defaultTokenMs;
  const nodes = machines.map(
    ({ name: machine, address }, index) => `    node {
        name: ${machine}
        nodeid: ${index + 1}
        ring0_addr: ${address}
    }`,
  );
  return `# Written by pulumi-wso2.
totem {
    version: 2
    cluster_name: ${name}
    transport: knet
    crypto_cipher: aes256
    crypto_hash: sha256
    token: ${tokenMs}
    consensus: ${consensusMs(tokenMs)}
}

nodelist {
${nodes.join("\n\n")}
}

quorum {
    provider: corosync_votequorum
    two_node: 1
}

logging {
    to_logfile: no
    to_syslog: yes
    timestamp: on
}
`;
}
