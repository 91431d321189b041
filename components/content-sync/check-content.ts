import { readAddress } from "../validation/names";
import { type Problem, Problems } from "../validation/problems";
import type { ContentSyncSettings, NfsShare } from "./content-settings";

/** What a product says of folders that its nodes have in common. */
export interface ContentProduct {
  readonly name: string;
  readonly version: string;
  readonly service?: string;
  /** Below the home. @default not known: the operator names them */
  readonly commonFolders?: readonly string[];
  /** By folder, why it is not common in this version. @default none */
  readonly notCommon?: Readonly<Record<string, string>>;
  /** Why no folder at all is common. @default some may be */
  readonly needsNoContent?: string;
}

/** Each node's own, in every product. */
const own: Readonly<Record<string, string>> = {
  "repository/conf": "the roll writes it for each node",
  "repository/resources": "the roll writes the key stores in it for each node",
  "repository/logs": "each node writes its own log",
  "repository/database": "each node has H2 databases of its own, which a copy would break",
  "repository/components": "its bundles are those of one version",
  solr: "each node has an index of its own, which a copy would break",
};

const isIn = (folder: string, parent: string) => folder === parent || folder.startsWith(`${parent}/`);

/** The folders that are kept the same. */
export function findFolders(product: ContentProduct, settings: ContentSyncSettings): readonly string[] {
  return settings.folders ?? product.commonFolders ?? [];
}

/** What is wrong with it, also that a product of this version needs none. @param nodes Keys of all nodes. */
export function checkContent(
  product: ContentProduct,
  settings: ContentSyncSettings & { readonly share?: NfsShare },
  nodes: readonly string[],
): Problem[] {
  const what = `${product.name} ${product.version}`;
  const problems = new Problems();
  if (product.needsNoContent !== undefined) {
    const reason = `${what} needs no content sync: ${product.needsNoContent}; leave it out`;
    return [{ propertyPath: "product", reason }];
  }
  const folders = findFolders(product, settings);
  problems.require(
    folders.length > 0,
    "folders",
    `is needed for ${what}, and not set: paths below its home, such as "repository/deployment/server/userstores"`,
  );
  for (const [index, folder] of folders.entries()) {
    const at = `folders[${index}]`;
    const isPath = /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/.test(folder);
    problems.require(isPath, at, `got ${JSON.stringify(folder)}; a path below the product's home is needed`);
    const other = folders.find((each, place) => place !== index && isIn(folder, each));
    problems.require(other === undefined, at, `got ${folder}, which is in ${other} already`);
    for (const [refused, why] of Object.entries({ ...own, ...product.notCommon })) {
      const holds = isIn(folder, refused) || isIn(refused, folder);
      problems.require(!holds, at, `got ${folder}, which can't be common in ${what}: ${refused}: ${why}`);
    }
  }
  problems.require(
    nodes.length > 0,
    "nodes",
    "is empty; the nodes that have the folders in common are needed, by key",
  );
  if (settings.share) {
    checkShare(problems, settings.share, settings);
    return problems.list;
  }
  checkWriter(problems, settings, nodes);
  checkTimes(problems, settings);
  return problems.list;
}

const ofRsync = ["writer", "watch", "intervalSec", "settleSec", "maxLagSec", "port"] as const;

function checkShare(
  problems: Problems,
  { server, path = "/" }: NfsShare,
  settings: ContentSyncSettings,
): void {
  // A name that a resource gives is known later.
  if (typeof server === "string") {
    const isAddress = readAddress(server) !== undefined;
    const reason = `got ${JSON.stringify(server)}; the name or the address of an NFS server is needed`;
    problems.require(isAddress, "share.server", reason);
  }
  problems.matches(
    path,
    "share.path",
    /^(\/|(\/(?!\.\.?(\/|$))[A-Za-z0-9._-]+)+)$/,
    "an absolute path that the server exports, of letters, digits and . _ - /, without / at its end,",
  );
  for (const key of ofRsync) {
    const reason = "is of rsync, and all nodes write where they have a file system in common; leave it out";
    problems.require(settings[key] === undefined, key, reason);
  }
}

function checkWriter(problems: Problems, { writer }: ContentSyncSettings, nodes: readonly string[]): void {
  problems.require(
    writer === undefined || nodes.includes(writer),
    "writer",
    `got ${JSON.stringify(writer)}; one of ${nodes.join(", ")} is needed`,
  );
}

function checkTimes(problems: Problems, settings: ContentSyncSettings): void {
  const { intervalSec = 10, settleSec = 2, maxLagSec = 120, port = 8731, watch = "inotify" } = settings;
  problems.require(
    watch === "inotify" || watch === "timer",
    "watch",
    `got ${JSON.stringify(watch)}; inotify or timer is needed`,
  );
  problems.integer(intervalSec, "intervalSec", 1, 3600);
  problems.integer(settleSec, "settleSec", 1, 60);
  problems.integer(port, "port", 1024, 65_535);
  const least = 2 * (intervalSec + settleSec);
  problems.require(
    Number.isInteger(maxLagSec) && maxLagSec >= least,
    "maxLagSec",
    `got ${maxLagSec}; a whole number of ${least} or more is needed, twice intervalSec and settleSec: else every look at the content fails`,
  );
}
