import { planElevation } from "../../../sandbox/cli/elevate";

it("runs the same command line through sudo, with what sudo would drop", () => {
  const argv = ["node", "/repo/dist/sandbox/cli/main.js", "up", "--set", "version=4.4.0"];
  const environment = { PATH: "/own/bin", HOME: "/home/me", WSO2_SANDBOX_CACHE: "/cache", SECRET: "s" };
  expect(planElevation(argv, "/own/bin/node", environment)).toEqual([
    "sudo",
    "-E",
    "env",
    "HOME=/home/me",
    "PATH=/own/bin",
    "WSO2_SANDBOX_CACHE=/cache",
    "/own/bin/node",
    "/repo/dist/sandbox/cli/main.js",
    "up",
    "--set",
    "version=4.4.0",
  ]);
});
