import { checkApplication } from "../../../../components/nodes/application/check-application";
import { type Application, planApplication } from "../../../../components/nodes/application/plan-application";
import { planShapes } from "../../../../components/program/plan-schemas";
import { exampleTarget } from "../../program/example-plans";

const application: Application = {
  version: "2.0.0",
  services: [
    { manager: "monit", name: "app" },
    { manager: "systemd", name: "cache.service" },
  ],
  distribution: {
    source: "https://files.example/app-2.0.0.zip",
    name: "app-2.0.0",
    directory: "/opt/app",
    owner: "app",
    timeoutSec: 600,
  },
  link: "/opt/app/current",
  files: [
    {
      path: "/etc/{{variables.server}}.conf",
      content: "name={{node}} of {{ version }} at {{address}}",
      mode: "640",
    },
  ],
  script: { text: "true", timeoutSec: 30 },
  readiness: { scheme: "tcp", port: 8080 },
  ports: [8080],
  logPath: "/var/log/{{node}}.log",
};

describe("planApplication", () => {
  it("says what is changed on one node, in a form that the program takes", () => {
    const plan = planApplication(
      application,
      { target: exampleTarget, variables: { server: "ei-1" } },
      { startTimeoutSec: 60, stopTimeoutSec: 30 },
    );
    expect(plan.change).toEqual({
      link: { path: "/opt/app/current", to: "/opt/app/app-2.0.0" },
      files: [{ path: "/etc/ei-1.conf", content: "name=node1 of 2.0.0 at 10.0.1.10", mode: "640" }],
      script: { text: "true", timeoutSec: 30 },
      environment: {
        WSO2_NODE: "node1",
        WSO2_VERSION: "2.0.0",
        WSO2_HOME: "/opt/app/app-2.0.0",
        VAR_SERVER: "ei-1",
      },
    });
    expect(plan.logPath).toBe("/var/log/node1.log");
    expect(planShapes.start(plan, "")).toEqual(plan);
  });
});

describe("checkApplication", () => {
  const found = (change: Partial<Application>, variables: Record<string, string> = { server: "ei-1" }) =>
    checkApplication({ ...application, ...change }, { node1: variables }).map(
      ({ propertyPath, reason }) => `${propertyPath}: ${reason}`,
    );

  it.each<[string, Partial<Application>, string[]]>([
    ["nothing", {}, []],
    ["no service", { services: [] }, ["services: is empty; at least one service is needed"]],
    [
      "a service twice",
      { services: [application.services[0], application.services[0]].flatMap((each) => each ?? []) },
      ["services: got app, app; each once is needed"],
    ],
    [
      "a link to nothing",
      { distribution: undefined },
      ["link: is set, but there is no distribution it could point to"],
    ],
    [
      "a change of nothing",
      { distribution: undefined, link: undefined, files: [], script: undefined },
      ["distribution: is not set, and neither are files and script: nothing would be changed"],
    ],
  ])("finds %s", (_, change, problems) => {
    expect(found(change)).toEqual(problems);
  });

  it("finds placeholders that stand for nothing", () => {
    expect(found({ logPath: "/{{nod}}" }, {})).toEqual([
      "files[0].path: {{variables.server}} stands for nothing on node1",
      "logPath: {{nod}} stands for nothing on node1",
    ]);
  });
});
