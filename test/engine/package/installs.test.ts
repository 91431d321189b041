import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { packageRoot } from "../../../sandbox/paths";
import { compile } from "./compile";
import { type Consumer, createConsumer, lockedVersions, pack, previewProject } from "./consumer";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "installs-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const tools = () => lockedVersions(["@types/node", "ts-node", "typescript"]);
const strictest = { skipLibCheck: false, exactOptionalPropertyTypes: true } as const;
const check = (consumer: Consumer) =>
  compile(consumer, "strictest", [join("examples", "existing-machines", "index.ts")], {
    ...{ compiler: "typescript", type: "commonjs", module: "node16", ...strictest },
  });

describe("the packed package, installed by pnpm beside another version of @pulumi/pulumi", () => {
  let consumer: Consumer;
  beforeAll(async () => {
    const dependencies = { ...(await tools()), "@pulumi/pulumi": "3.265.0" };
    consumer = await createConsumer(join(dir, "pnpm"), "pnpm", await pack(dir), dependencies);
  }, 300_000);

  it("compiles", async () => {
    expect(await check(consumer)).toBe("");
  }, 240_000);

  it("previews a rolling group", async () => {
    const project = join(consumer.dir, "examples", "existing-machines");
    const { steps, errors } = await previewProject(project, join(dir, "state"), {});
    expect(errors).toBe("");
    expect(steps).toContain("create wso2:index:RollingGroup app");
  }, 240_000);

  it("runs the command that stands in a state", async () => {
    const args = ["-e", 'require("pulumi-wso2/roll")', "leave"];
    const { stderr } = await consumer.run("node", args, { input: "{}", reject: false });
    expect(stderr).toContain("roll leave failed");
  });
});

describe("an install from git", () => {
  it("has its types and its program", async () => {
    const source = `git+file://${packageRoot}`;
    const dependencies = { ...(await tools()), ...(await lockedVersions(["@pulumi/pulumi"])) };
    const consumer = await createConsumer(join(dir, "git"), "git", source, dependencies);
    expect(await check(consumer)).toBe("");
    const args = ["-e", 'require("pulumi-wso2/roll")', "leave"];
    const { stderr } = await consumer.run("node", args, { input: "{}", reject: false });
    expect(stderr).toContain("roll leave failed");
  }, 400_000);
});

describe("a clone without development dependencies", () => {
  it("installs, and says that nothing was built", async () => {
    const clone = join(dir, "clone");
    await execa("git", ["clone", "--quiet", "--depth=1", `file://${packageRoot}`, clone]);
    const args = ["ci", "--omit=dev", "--prefer-offline", "--no-audit", "--no-fund", "--foreground-scripts"];
    const { all } = await execa("npm", args, { cwd: clone, all: true });
    expect(all).toContain("pulumi-wso2: nothing is built");
  }, 300_000);
});
