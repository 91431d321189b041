import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { compile, writeProject } from "./compile";
import { type Consumer, checkOut, createConsumer, lockedVersions, pack, previewProject } from "./consumer";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "installs-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const tools = () => lockedVersions(["@types/node", "ts-node", "typescript"]);
describe("the packed package, installed by pnpm beside another version of @pulumi/pulumi", () => {
  let consumer: Consumer;
  beforeAll(async () => {
    const dependencies = { ...(await tools()), "@pulumi/pulumi": "3.265.0" };
    consumer = await createConsumer(join(dir, "pnpm"), "pnpm", await pack(dir), dependencies);
  }, 300_000);

  it("compiles", async () => {
    const strictest = { skipLibCheck: false, exactOptionalPropertyTypes: true } as const;
    await writeProject(consumer, "strictest", { type: "commonjs", module: "node16", ...strictest });
    expect(await compile(consumer, "typescript", ["strictest"])).toBe("");
  }, 240_000);

  it("previews a rolling group, its types checked on the way", async () => {
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

describe("a checkout without development dependencies", () => {
  it("says that nothing was built, and fails no install", async () => {
    const cwd = await checkOut(join(dir, "bare"));
    const { all } = await execa("npm", ["run", "prepare"], { cwd, all: true });
    expect(all).toContain("pulumi-wso2: nothing is built");
  });
});
