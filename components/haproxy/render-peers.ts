import type { HaproxyPeers } from "./operator-model";

/** Name of the section, as tables refer to it. */
export const peersName = "wso2";

/**
 * The machines that share tables. The values in them are sessions: each side shows its certificate. A process that
 * a reload ends hands its tables to the next one over the local line.
 */
export function renderPeers(peers: HaproxyPeers): string[] {
  const { port, local, machines, certificateFile, caFile, certificateName } = peers;
  return [
    `peers ${peersName}`,
    `    bind :${port} ssl crt ${certificateFile} verify required ca-file ${caFile}`,
    `    default-server ssl crt ${certificateFile} verify required ca-file ${caFile} verifyhost ${certificateName}`,
    ...machines.map(({ name, address }) =>
      name === local ? `    server ${name}` : `    server ${name} ${address}:${port}`,
    ),
    "",
  ];
}
