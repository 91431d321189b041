import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { utils } from "ssh2";
import * as library from "../../../components";
import { type AwsApi, startAwsApi } from "../../../sandbox/aws-api";
import { packageRoot } from "../../../sandbox/paths";
import { isThorough } from "../../support/thorough";
import { type Compiler, compilations, compile, writeConfig, writeProject } from "./compile";
import {
  type Consumer,
  createConsumer,
  lockedVersions,
  type Preview,
  pack,
  previewProject,
} from "./consumer";
import { openYamlProject, replaceRollProgram } from "./yaml-project";

// Npm, compilers and engines on a processor that others load: nothing here waits for so long.
jest.setTimeout(900_000);

const examples = readdirSync(join(packageRoot, "examples")).filter((name) =>
  existsSync(join(packageRoot, "examples", name, "index.ts")),
);
const compilers: readonly Compiler[] = [...(isThorough ? (["typescript-5"] as const) : []), "typescript"];

let dir: string;
let tarball: string;
let consumer: Consumer;
let api: AwsApi;
let cloud: Record<string, string>;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "package-"));
  api = await startAwsApi({ stateDir: join(dir, "cloud"), log: () => {} });
  cloud = {
    AWS_ENDPOINT_URL: api.endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    // Types are checked by the compilers.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  };
  tarball = await pack(dir);
  const tools = {
    "typescript-5": "npm:typescript@5.9.3",
    ...(await lockedVersions(["@types/node", "ts-node", "typescript"])),
  };
  const providers = await lockedVersions(["@pulumi/aws", "@pulumi/command", "@pulumi/pulumi", "@pulumi/tls"]);
  consumer = await createConsumer(join(dir, "npm"), "npm", tarball, { ...tools, ...providers });
});
afterAll(async () => {
  await api.stop();
  await rm(dir, { recursive: true, force: true });
});

/** The sandbox's AWS has neither EFS nor AWS Backup. */
const compiledAlone = "shared-content";
const previewable = examples.filter((example) => example !== compiledAlone);

describe("the packed package, installed by npm", () => {
  it("brings no second copy of Pulumi's packages", async () => {
    const own = join(consumer.dir, "node_modules", "pulumi-wso2", "node_modules");
    expect(await readdir(own).catch(() => [])).toEqual([]);
  });

  it.each(compilers)(
    "compiles with %s in each kind of project",
    async (compiler) => {
      const folders = await Promise.all(
        compilations[compiler].map((compilation) =>
          writeProject(consumer, [compiler, ...Object.values(compilation)].join("-"), compilation),
        ),
      );
      expect(await compile(consumer, compiler, folders)).toBe("");
    },
    240_000,
  );

  it("compiles every example", async () => {
    await writeConfig(
      join(consumer.dir, "every-example"),
      examples.map((example) => join("..", "examples", example, "index.ts")),
      { type: "commonjs", module: "nodenext", skipLibCheck: true, exactOptionalPropertyTypes: true },
    );
    expect(await compile(consumer, "typescript", ["every-example"])).toBe("");
  }, 240_000);
});

describe("the pulumi program", () => {
  const previews = new Map<string, Preview>();
  beforeAll(async () => {
    const waiting = [...previewable];
    const previewWaiting = async () => {
      for (let example = waiting.shift(); example; example = waiting.shift()) {
        const project = join(consumer.dir, "examples", example);
        previews.set(example, await previewProject(project, join(dir, "states", example), cloud));
      }
    };
    await Promise.all([previewWaiting(), previewWaiting()]);
  });

  it.each(previewable)("previews example %s", (example) => {
    const { steps, errors } = previews.get(example) as Preview;
    expect(errors).toBe("");
    expect(steps.filter((step) => !step.startsWith("create "))).toEqual([]);
    expect(steps.length).toBeGreaterThan(3);
  });

  it("has an example of every component", () => {
    const components = Object.entries(library).flatMap(([name, value]) =>
      typeof value === "function" && value.prototype instanceof pulumi.ComponentResource
        ? [`wso2:index:${name}`]
        : [],
    );
    expect(components.length).toBeGreaterThan(8);
    const previewed = new Set(
      [...previews.values()].flatMap(({ steps }) => steps.map((step) => step.split(" ")[1] ?? "")),
    );
    const compiled = readFileSync(join(packageRoot, "examples", compiledAlone, "index.ts"), "utf8");
    const isThere = (component: string) =>
      previewed.has(component) || compiled.includes(`new ${component.split(":")[2]}(`);
    expect(components.filter((component) => !isThere(component))).toEqual([]);
  });

  it.each([
    ["the project", "."],
    ["a folder of it", "examples/own-vpc"],
    ["an ES module's folder", "typescript-module-node16-false-true"],
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

describe("a program in YAML", () => {
  it("deploys, rolls and destroys a cluster of machines that exist", async () => {
    const { pulumi } = await openYamlProject(consumer, "yaml-cluster", join(dir, "yaml-cluster"), cloud);
    const { private: key } = utils.generateKeyPairSync("ed25519");
    await pulumi("config", "set", "--secret", "sshPrivateKey", "no key");
    await pulumi("config", "set", "version", "2.10");
    const refused = await pulumi("preview").catch(String);
    expect(refused).toContain("ExistingCluster app:\n      version: got a number; text is needed, in quotes");
    await pulumi("config", "set", "version", "2.0.0");
    expect(await pulumi("preview").catch(String)).toContain(
      "sshPrivateKey: got a text that is no private key",
    );

    const program = await replaceRollProgram(consumer, join(dir, "journal"));
    await pulumi("config", "set", "--secret", "sshPrivateKey", "--", key);
    await pulumi("up", "--yes", "--skip-preview");
    const start = ["start", "join"];
    expect(await program.ran()).toEqual(["check-members", "set-floors", ...start, ...start]);
    await pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
    await pulumi("config", "set", "version", "2.1.0");
    expect(await pulumi("up", "--yes", "--skip-preview")).toContain("version 2.0.0 to 2.1.0");
    const roll = ["leave", "stop", ...start];
    expect(await program.ran()).toEqual(["check-members", ...roll, ...roll]);
    expect(await pulumi("stack", "export")).not.toContain("PRIVATE KEY");
    await pulumi("destroy", "--yes", "--skip-preview");
    expect(await program.ran()).toEqual(["end-group", "leave", "stop", "leave", "stop"]);
    await program.restore();
  });

  it("makes a load balancer in a VPC of its own, and the way in", async () => {
    const { pulumi } = await openYamlProject(consumer, "yaml-aws", join(dir, "yaml-aws"), cloud);
    const made = await pulumi("preview");
    for (const type of [
      "Network",
      "TierSecurityGroup",
      "ClassicLoadBalancer",
      "InstanceConnect",
      "SshAccess",
      "LeafCertificate",
      "AliasRecord",
    ]) {
      expect(made).toContain(`wso2:index:${type} `);
    }
  });
});
