/** Shell text for `parseOpenPorts`. */
export const listPorts = "ss -Htln";

/** Of these ports, those that something listens on. */
export function parseOpenPorts(text: string, ports: readonly number[]): number[] {
  const listening = new Set(
    Array.from(text.matchAll(/^LISTEN\s+\d+\s+\d+\s+\S*:(\d+)\s/gm), (match) => Number(match[1])),
  );
  return ports.filter((port) => listening.has(port));
}
