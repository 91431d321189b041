import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../../sandbox/paths";
import { supportedFunctions, supportedTypes } from "../../../../sandbox/providers/aws/schema";

function sources(folder: string): string[] {
  const path = join(packageRoot, folder);
  const files = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  return files.map((file) => readFileSync(join(path, file), "utf8"));
}

function found(pattern: RegExp): string[] {
  const texts = [...sources("components"), ...sources("stacks")];
  return [
    ...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name ?? ""))),
  ].sort();
}

/** `aws:ec2/vpc:Vpc` as a program writes it: `ec2.Vpc`. */
function written(token: string): string {
  const [, path = "", name] = token.split(":");
  const module = path.split("/")[0];
  return module === "index" ? `${name}` : `${module}.${name}`;
}

/**
 * Off unless a stack asks for them; that the sandbox has none is said in docs/load-balancers.md, docs/content-sync.md
 * and docs/backups.md.
 */
const onAwsAlone = [
  ...["backup.Plan", "backup.Selection", "backup.Vault", "backup.VaultNotifications"],
  ...["efs.BackupPolicy", "efs.FileSystem", "efs.FileSystemPolicy", "efs.MountTarget"],
  ...["iam.RolePolicyAttachment", "wafv2.WebAclAssociation"],
];

describe("components and stacks", () => {
  it("make only resources that the sandbox's AWS provider has", () => {
    const known = supportedTypes().map(written);
    const used = found(/new aws\.(\w+\.\w+)\(/g);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((name) => !known.includes(name))).toEqual(onAwsAlone);
  });

  it("call only functions that the sandbox's AWS provider has", () => {
    const known = supportedFunctions().map(written);
    const used = found(/aws\.((?:\w+\.)?get\w+?)(?:Output)?\(/g);
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
  });
});
