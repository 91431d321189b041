/** The engine that every observation of the roll's order was made with. */
export const engineVersion = "3.259.0";

/** Whether the text that `pulumi version` prints names this engine's version or a later one of its major. */
export function isNewEnough(printed: string, wanted: string = engineVersion): boolean {
  const found = parseVersion(printed);
  const least = parseVersion(wanted);
  if (!found || !least || found[0] !== least[0]) return false;
  return found[1] !== least[1] ? found[1] > least[1] : found[2] >= least[2];
}

function parseVersion(text: string): [number, number, number] | undefined {
  const parts = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text.trim());
  return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : undefined;
}
