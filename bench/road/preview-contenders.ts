import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { utils } from "ssh2";
import type { Overrides } from "../../sandbox/engine/overrides";

/** A program of which previews are taken. */
export interface Contender {
  readonly name: string;
  /** Folder of its Pulumi.yaml, as seen from the package. */
  readonly project: string;
  readonly stack: "dev" | "prod";
  readonly overrides: Overrides;
}

const pack = { "wso2:pack": "file:///none/{name}-{version}.zip" };

/** What a stack of this project is measured against, then the stacks as they are. */
export const ownStacks: readonly Contender[] = [
  { name: "an empty program", project: "bench/road/programs/empty", stack: "dev", overrides: {} },
  { name: "one instance", project: "bench/road/programs/one-instance", stack: "dev", overrides: {} },
  { name: "stack dev", project: ".", stack: "dev", overrides: pack },
  { name: "stack prod", project: ".", stack: "prod", overrides: pack },
];

/** So many machines that exist already, in an inventory: the system without AWS, for how a preview grows. */
export async function hostsOf(count: number, folder: string): Promise<Contender> {
  const { private: privateKey, public: hostKey } = utils.generateKeyPairSync("ed25519");
  const host = (name: string, index: number) =>
    `    ${name}: { address: 127.1.${index >> 8}.${index & 255}, hostKey: ${hostKey} }`;
  const inventory = [
    "app:",
    "  hosts:",
    ...Array.from({ length: count }, (_, index) => host(`app${index + 1}`, index)),
    "lbservers:",
    "  hosts:",
    host("haproxy1", count),
    "",
  ];
  const path = join(folder, `inventory-${count}.yaml`);
  await writeFile(path, inventory.join("\n"));
  const overrides = { "wso2:inventory": path, "wso2:sshPrivateKey": privateKey };
  return { name: `${count} hosts`, project: "bench/road/programs/hosts", stack: "dev", overrides };
}
