import { createHash } from "node:crypto";
import type { WantedGroup } from "./deployed";

/** Short name for what a roll brings about; another version, configuration or machine is another roll. */
export function digestRoll({ version, machines, configurations }: WantedGroup): string {
  const parts = [version, ...[machines, configurations].flatMap((each) => Object.entries(each).sort())];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 8);
}
