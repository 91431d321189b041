import { planShapes } from "../../../components/program/plan-schemas";
import { exampleInstall, exampleMembership, exampleService, exampleTarget } from "./example-plans";

describe("planShapes", () => {
  it("gives back what fits, and leaves out what it does not know", () => {
    expect(planShapes.join({ ...exampleMembership, later: 1 }, "")).toEqual(exampleMembership);
    expect(planShapes.start(exampleService, "")).toEqual(exampleService);
    const told = { ...exampleService, members: exampleMembership.members };
    expect(planShapes.start(told, "")).toEqual(told);
  });

  it("accepts a machine behind two jump hosts", () => {
    const far = { ...exampleTarget, jump: { ...exampleTarget, jump: exampleTarget } };
    const plan = { ...exampleService, target: far };
    expect(planShapes.start(plan, "")).toEqual(plan);
  });

  it("stops what a state of before several services says", () => {
    const { services: _, install: __, ...rest } = exampleService;
    const { target, version, ports, stopTimeoutSec, services } = exampleService;
    const old = { ...rest, unit: "wso2-integrator.service", unitText: "[Service]\n" };
    expect(planShapes.stop(old, "")).toEqual({ target, version, ports, stopTimeoutSec, services });
  });

  const member = exampleMembership.members[0];
  const cases: [string, keyof typeof planShapes, unknown, string][] = [
    ["no plan", "join", null, "plan: the plan must be an object, got null"],
    ["a list", "join", [], "plan: the plan must be an object, got a list of 0"],
    ["no node", "join", { ...exampleMembership, node: undefined }, "plan: node must be a name"],
    [
      "a balancer of another kind",
      "leave",
      { ...exampleMembership, members: [member, { ...member, kind: "nlb" }] },
      "plan: members[1].kind must be haproxy or classic-elb or target-group or failover-pair or wso2-elb or apache, got a text that does not fit",
    ],
    [
      "a server's name with a space",
      "leave",
      { ...exampleMembership, members: [{ ...member, server: "node1; set server" }] },
      "plan: members[0].server must be a name",
    ],
    [
      "a limit that is no number",
      "leave",
      { ...exampleMembership, drain: { ...exampleMembership.drain, quietSec: "5" } },
      "plan: drain.quietSec must be seconds, 0 or more, got a text that does not fit",
    ],
    [
      "a port out of range",
      "start",
      { ...exampleService, ports: [8253, 70000] },
      "plan: ports[1] must be a port, 1 to 65535, got 70000",
    ],
    [
      "a file outside the home",
      "start",
      {
        ...exampleService,
        install: { ...exampleInstall, files: [{ path: "../../etc/passwd", content: "" }] },
      },
      "plan: install.files[0].path must be a path below the home, without ..",
    ],
    [
      "a unit that is a path",
      "start",
      { ...exampleService, services: [{ manager: "systemd", name: "../x.service" }] },
      "plan: services[0].name must be the name of a service unit",
    ],
    [
      "a manager that there is not",
      "start",
      { ...exampleService, services: [{ manager: "runit", name: "app" }] },
      "plan: services[0].manager must be systemd or monit or script",
    ],
    [
      "a script without its pid file",
      "stop",
      { ...exampleService, services: [{ manager: "script", name: "app", script: "/opt/app/bin/app.sh" }] },
      "plan: services[0].pidFile must be an absolute path",
    ],
    [
      "a variable that would be a command",
      "run-hooks",
      { hooks: [], context: { label: "batch 1", environment: { "A; reboot": "" } } },
      "plan: context.environment.A; reboot must be named as a variable",
    ],
    [
      "readiness without a path",
      "start",
      { ...exampleService, readiness: { ...exampleService.readiness, path: undefined } },
      "plan: readiness.path must be a path",
    ],
    [
      "no host key of the jump host",
      "start",
      { ...exampleService, target: { ...exampleTarget, jump: { ...exampleTarget, hostKey: "x" } } },
      "plan: target.jump.hostKey must be a public key",
    ],
    [
      "a plain http source",
      "stage",
      { target: exampleTarget, source: "http://x/y.zip" },
      "plan: source must be an https:// or file:// URL",
    ],
  ];
  it.each(cases)("fails for %s and names the property", (_, command, plan, message) => {
    expect(() => planShapes[command](plan, "")).toThrow(message);
  });

  it("fails without repeating a secret", () => {
    const secret = "-----BEGIN OPENSSH PRIVATE KEY-----";
    const plans = [
      { ...exampleMembership, node: secret },
      { ...exampleMembership, members: secret },
      { ...exampleMembership, members: [{ ...member, ssh: { ...exampleTarget, hostKey: secret } }] },
    ];
    for (const plan of plans) {
      let message = "";
      try {
        planShapes.join(plan, "");
      } catch (error) {
        message = String(error);
      }
      expect(message).toMatch(/^PlanError: plan: /);
      expect(message).not.toContain("BEGIN");
    }
  });
});
