import type { PairFacts } from "./pair-model";

/** Corosync's own: long enough for the pauses that a virtual machine has. */
const defaultTokenMs = 3000;

/**
 * `corosync.conf`: two machines over an encrypted knet link. `two_node` lets one of them go on alone, which is safe
 * because it fences the other one first, and implies `wait_for_all`: one that starts alone waits for the other, so
 * that a machine that was fenced does not come back and fence in return.
 */
export function renderCorosyncConf({ name, machines, limits = {} }: PairFacts): string {
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
    token: ${limits.tokenMs ?? defaultTokenMs}
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
