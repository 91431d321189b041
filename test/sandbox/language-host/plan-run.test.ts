import { type ProgramRun, planRun } from "../../../sandbox/language-host/plan-run";

const run: ProgramRun = {
  monitor: "127.0.0.1:1",
  engine: "127.0.0.1:2",
  organization: "organization",
  project: "wso2",
  stack: "dev",
  rootDirectory: "/project",
  directory: "/project/stacks",
  entryPoint: "index.ts",
  dryRun: true,
  parallel: 16,
  config: { "wso2:version": "4.3.0", "aws:config:region": "eu-west-1" },
  secretKeys: ["wso2:sshJump"],
  options: {},
};
const rest = ["--pwd", "/project/stacks"];

it("starts the SDK's runner as the official host does", () => {
  expect(planRun(run, "/sdk/run")).toEqual({
    args: [
      ...["/sdk/run", "--monitor", "127.0.0.1:1", "--engine", "127.0.0.1:2"],
      ...["--organization", "organization", "--project", "wso2", "--root-directory", "/project"],
      ...["--stack", "dev", ...rest, "--dry-run", "--parallel", "16", "index.ts"],
    ],
    env: {
      PULUMI_CONFIG: '{"wso2:config:version":"4.3.0","aws:config:region":"eu-west-1"}',
      PULUMI_CONFIG_SECRET_KEYS: '["wso2:sshJump"]',
      PULUMI_NODEJS_TYPESCRIPT: "true",
    },
  });
});

it("an update, no entry point, the runtime's options", () => {
  const options = {
    typescript: false,
    tsconfig: "../tsconfig.json",
    nodeargs: "--trace-warnings  --inspect",
  };
  const { args, env } = planRun({ ...run, dryRun: false, entryPoint: "", engine: "", options }, "/sdk/run");
  expect(args.slice(0, 5)).toEqual(["--trace-warnings", "--inspect", "/sdk/run", "--monitor", "127.0.0.1:1"]);
  expect(args).not.toContain("--engine");
  expect(args.slice(-5)).toEqual([...rest, "--parallel", "16", "."]);
  expect(env).toEqual(expect.objectContaining({ PULUMI_NODEJS_TSCONFIG_PATH: "../tsconfig.json" }));
  expect(env).not.toHaveProperty("PULUMI_NODEJS_TYPESCRIPT");
});

it("fails for a runtime option that it would not follow", () => {
  expect(() => planRun({ ...run, options: { buildTarget: "x" } }, "/sdk/run")).toThrow(
    "runtime.options: buildTarget not known; one of typescript, tsconfig, nodeargs, packagemanager",
  );
});
