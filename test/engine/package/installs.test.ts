import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import * as library from "../../../components";
import { describeThorough } from "../../support/thorough";
import { compile, writeProject } from "./compile";
import { type Consumer, checkOut, createConsumer, lockedVersions, pack, previewProject } from "./consumer";

// Npm, compilers and engines on a processor that others load: nothing here waits for so long.
jest.setTimeout(900_000);

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "installs-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const tools = () => lockedVersions(["@types/node", "ts-node", "typescript"]);
describeThorough("the packed package, installed by pnpm beside another version of @pulumi/pulumi", () => {
  let consumer: Consumer;
  beforeAll(async () => {
    const dependencies = { ...(await tools()), "@pulumi/pulumi": "3.265.0" };
    consumer = await createConsumer(join(dir, "pnpm"), "pnpm", await pack(dir), dependencies);
  });

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

  it("gives every name to a program that is an ES module", async () => {
    const names = Object.keys(library);
    const program = `import { ${names.join(", ")} } from "pulumi-wso2";
      console.log([${names.join(", ")}].filter((each) => each === undefined).length);`;
    const { stdout } = await consumer.run("node", ["--input-type=module", "-e", program]);
    expect(stdout).toBe("0");
  });

  it("has a program for the command line", async () => {
    const { stdout } = await consumer.run("npx", ["--no-install", "pulumi-wso2", "--help"]);
    expect(stdout).toMatch(/^Usage: pulumi-wso2/);
  });

  it("runs the command that stands in a state", async () => {
    const args = ["-e", 'require("pulumi-wso2/roll")', "leave"];
    const { stderr } = await consumer.run("node", args, { input: "{}", reject: false });
    expect(stderr).toContain("roll leave failed");
  });
});

describeThorough("the package, installed from a git repository by npm", () => {
  it("is built, has its types, and runs", async () => {
    const repository = await checkOut(join(dir, "repository"));
    const git = (...args: string[]) => execa("git", args, { cwd: repository });
    const author = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
    await git("init", "-q");
    await git("add", "-A");
    await git(...author, "commit", "-q", "-m", "all of it");
    const cwd = join(dir, "from-git");
    await mkdir(cwd);
    await writeFile(join(cwd, "package.json"), '{"name": "consumer", "private": true}');
    const source = `git+file://${repository}`;
    await execa("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", source], { cwd });
    const run = (program: string) => execa("node", ["-p", program], { cwd });
    expect((await run('Object.keys(require("pulumi-wso2")).length')).stdout).toBe(
      String(Object.keys(library).length),
    );
    const files = ["components/index.d.ts", "components/cli/main.js", "components/provider/main.js"];
    for (const file of files) expect(existsSync(join(cwd, "node_modules/pulumi-wso2/dist", file))).toBe(true);
  }, 600_000);
});

describe("a checkout without development dependencies", () => {
  it("says that nothing was built, and fails no install", async () => {
    const cwd = await checkOut(join(dir, "bare"));
    const { all } = await execa("npm", ["run", "prepare"], { cwd, all: true });
    expect(all).toContain("pulumi-wso2: nothing is built");
  });
});
