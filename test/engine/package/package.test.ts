import { readdirSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as library from "../../../components";
import { type AwsApi, startAwsApi } from "../../../sandbox/aws-api";
import { packageRoot } from "../../../sandbox/paths";
import { compilations, compile } from "./compile";
import { type Consumer, createConsumer, lockedVersions, pack, previewProject } from "./consumer";

const examples = readdirSync(join(packageRoot, "examples"));
const program = (example: string) => join("examples", example, "index.ts");

let dir: string;
let tarball: string;
let consumer: Consumer;
let api: AwsApi;
const previewed = new Set<string>();
let cloud: Record<string, string>;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "package-"));
  api = await startAwsApi({ stateDir: join(dir, "cloud"), log: () => {} });
  cloud = {
    AWS_ENDPOINT_URL: api.endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
  tarball = await pack(dir);
  const tools = {
    "typescript-5": "npm:typescript@5.9.3",
    ...(await lockedVersions(["@types/node", "ts-node", "typescript"])),
  };
  const providers = await lockedVersions(["@pulumi/aws", "@pulumi/command", "@pulumi/pulumi", "@pulumi/tls"]);
  consumer = await createConsumer(join(dir, "npm"), "npm", tarball, { ...tools, ...providers });
}, 300_000);
afterAll(async () => {
  await api.stop();
  await rm(dir, { recursive: true, force: true });
});

describe("the packed package, installed by npm", () => {
  it("brings no second copy of Pulumi's packages", async () => {
    const own = join(consumer.dir, "node_modules", "pulumi-wso2", "node_modules");
    expect(await readdir(own).catch(() => [])).toEqual([]);
  });

  it.each(compilations)(
    "compiles with %j",
    async (compilation) => {
      const folder = `${compilation.type}-project`;
      await mkdir(join(consumer.dir, folder), { recursive: true });
      await writeFile(join(consumer.dir, folder, "package.json"), JSON.stringify({ type: compilation.type }));
      // What needs none of AWS's own types, which take a compiler ten times as long.
      const files = compilation.type === "module" ? ["esm.ts"] : ["existing-machines.ts", "own-vpc.ts"];
      for (const file of files) {
        const source =
          file === "esm.ts"
            ? join(packageRoot, "test/fixtures/consumer", file)
            : join(consumer.dir, program(file.slice(0, -3)));
        await cp(source, join(consumer.dir, folder, file));
      }
      const name = Object.values(compilation).join("-");
      expect(
        await compile(
          consumer,
          name,
          files.map((file) => join(folder, file)),
          compilation,
        ),
      ).toBe("");
    },
    120_000,
  );

  it("compiles every example", async () => {
    const strictest = { skipLibCheck: true, exactOptionalPropertyTypes: true } as const;
    const files = examples.map(program);
    const said = await compile(consumer, "examples", files, {
      compiler: "typescript",
      type: "commonjs",
      module: "nodenext",
      ...strictest,
    });
    expect(said).toBe("");
  }, 300_000);

  it.each(examples)(
    "previews example %s by the pulumi program",
    async (example) => {
      const { steps, errors } = await previewProject(
        join(consumer.dir, "examples", example),
        join(dir, "states", example),
        // Their types are checked above; one is left to go the whole way.
        example === "existing-machines" ? cloud : { ...cloud, PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
      );
      expect(errors).toBe("");
      expect(steps.filter((step) => !step.startsWith("create "))).toEqual([]);
      for (const step of steps) previewed.add(step.split(" ")[1] ?? "");
      expect(steps.length).toBeGreaterThan(3);
    },
    120_000,
  );

  it("has an example of every component", () => {
    const components = Object.entries(library).flatMap(([name, value]) =>
      typeof value === "function" && value.prototype instanceof pulumi.ComponentResource
        ? [`wso2:index:${name}`]
        : [],
    );
    expect(components.length).toBeGreaterThan(8);
    expect(components.filter((component) => !previewed.has(component))).toEqual([]);
  });

  it.each([
    ["the project", "."],
    ["a folder of it", "examples/own-vpc"],
    ["an ES module's folder", "module-project"],
  ])("runs the command that stands in a state in %s", async (_, folder) => {
    const ran = await consumer.run("node", ["-e", 'require("pulumi-wso2/roll")', "leave"], {
      cwd: join(consumer.dir, folder),
      input: "{}",
      reject: false,
    });
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toContain("roll leave failed");
  });
});
