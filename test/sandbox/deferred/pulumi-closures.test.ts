import { join } from "node:path";
import execa from "execa";
import { packageRoot } from "../../../sandbox/paths";

const program = `
const isLoaded = (name) => Object.keys(require.cache).some((path) => path.includes("/node_modules/" + name + "/"));
const loaded = () => ["typescript", "@npmcli/arborist"].filter(isLoaded);
const { runtime } = require("@pulumi/pulumi");
const before = loaded();
runtime.serializeFunction((name) => "hello " + name).then(async ({ text }) => {
  const packages = await runtime.computeCodePaths({ extraIncludePackages: ["semver"] });
  console.log(JSON.stringify({ before, after: loaded(), text, paths: packages.size > 0 }));
});`;

test("what Pulumi serializes functions with is loaded when one is serialized", async () => {
  const hook = join(packageRoot, "dist/sandbox/deferred/pulumi-closures.js");
  const { stdout } = await execa("node", ["--require", hook, "-e", program], { cwd: packageRoot });
  const { text, ...rest } = JSON.parse(stdout);
  expect(rest).toEqual({ before: [], after: ["typescript", "@npmcli/arborist"], paths: true });
  expect(text).toContain("hello ");
});
