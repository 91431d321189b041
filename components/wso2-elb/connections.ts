/**
 * Connections to a node's ports that have carried something, out of what `ss -Htni state established` says. When a member
 * joins, Axis2 tries each of its ports by a connection that it then forgets (DefaultGroupManagementAgent, `canConnect`):
 * such a one is no request, and stands until the node gives it up.
 */
export function countRequests(text: string, address: string, ports: readonly number[]): number {
  const wanted = ports.flatMap((port) => [`${address}:${port}`, `[::ffff:${address}]:${port}`]);
  return text
    .replace(/\n\s+/g, " ")
    .split("\n")
    .filter((line) => wanted.includes(line.trim().split(/\s+/)[3] ?? "") && !isUnused(line)).length;
}

/** The handshake counts as one byte. Kernels that do not say what was acknowledged say nothing of use. */
function isUnused(line: string): boolean {
  return /\bbytes_acked:1\b/.test(line) && !/\bbytes_sent:[1-9]/.test(line);
}
