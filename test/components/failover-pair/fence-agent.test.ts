import { DOMParser } from "@xmldom/xmldom";
import { planFencing } from "../../../components/failover-pair/plan-resources";
import { fenceAgent } from "../../../components/failover-pair/render-fence-agent";
import { Ec2OnLoopback, ownInstance, renderError } from "./ec2-on-loopback";
import { examplePair } from "./example-pair";

const ec2 = new Ec2OnLoopback();
beforeAll(() => ec2.open());
afterAll(() => ec2.close());
beforeEach(() => {
  ec2.asked.length = 0;
});

/** EC2 with two instances: this one, and one that goes from state to state with each look at it. */
function become(
  states: string[],
  { own = "running", refused }: { own?: string; refused?: RegExp } = {},
): void {
  ec2.answers = (asked) => {
    if (refused?.test(ec2.asked.at(-1) ?? ""))
      return { status: 400, xml: renderError("UnknownParameter", "no such parameter") };
    if (asked.get("Action") !== "DescribeInstances") return { xml: "<Response/>" };
    const describe = (id: string) => {
      const state = id === ownInstance ? own : states.length > 1 ? states.shift() : states[0];
      return `<item><instanceId>${id}</instanceId>\n <instanceState>\n<code>1</code>\n <name>${state}</name>
      </instanceState><networkInterfaceSet><item><groupSet><item><name>not a state</name></item></groupSet></item></networkInterfaceSet></item>`;
    };
    const ids = Array.from(asked).flatMap(([name, value]) => (name.startsWith("InstanceId.") ? [value] : []));
    return { xml: `<DescribeInstancesResponse>${ids.map(describe).join("\n")}</DescribeInstancesResponse>` };
  };
}

const fence = (action: string, more = "") =>
  ec2.run(fenceAgent, [], `action=${action}\nregion=eu-central-1\nplug=i-1\nnodename=haproxy1\n${more}`);

const stopped = "StopInstances i-1 true true";

test.each<[string, string[], string[]]>([
  ["off", ["running", "stopping", "stopped"], [stopped]],
  ["reboot", ["running", "stopping", "stopped"], [stopped, "StartInstances i-1"]],
  // Already as it is to be.
  ["off", ["stopped"], []],
  ["reboot", ["stopped"], ["StartInstances i-1"]],
  // An instance that ends for ever holds nothing, and can't be stopped or started.
  ["reboot", ["terminated"], []],
  ["reboot", ["shutting-down", "terminated"], []],
  ["on", ["stopped"], ["StartInstances i-1"]],
])("%s of one that is %j calls %j", async (action, states, calls) => {
  become([...states]);
  expect(await fence(action)).toMatchObject({ exitCode: 0, stderr: "" });
  expect(ec2.asked.filter((each) => !each.startsWith("Describe"))).toEqual(calls);
});

test("it is off only when AWS says so, and a machine that can't be started again is off all the same", async () => {
  become(["running"]);
  const late = await fence("off", "power_timeout=1\n");
  expect(late.stderr).toBe("fence of i-1: is running after 1 seconds");
  expect(late.exitCode).toBe(1);
  become(["stopped"], { refused: /^StartInstances/ });
  expect(await fence("reboot")).toMatchObject({ exitCode: 0 });
});

test("the stop is the second call: the head start of the holder is to be longer", async () => {
  become(["running", "stopped"]);
  await fence("off");
  expect(ec2.asked.slice(0, 2)).toEqual([`DescribeInstances i-1 ${ownInstance}`, stopped]);
});

test("fails where this machine is being stopped itself: two that want to stop each other don't both", async () => {
  become(["running"], { own: "stopping" });
  const { exitCode, stderr } = await fence("reboot");
  expect([exitCode, stderr]).toEqual([1, "fence of i-1: this machine's own instance is stopping"]);
  expect(ec2.asked.filter((each) => !each.startsWith("Describe"))).toEqual([]);
});

test("where EC2 does not know how to skip the guest's own end, it is stopped without", async () => {
  become(["running", "stopped"], { refused: /^StopInstances i-1 true true$/ });
  expect(await fence("off")).toMatchObject({ exitCode: 0 });
  expect(ec2.asked.filter((each) => each.startsWith("Stop"))).toEqual([stopped, "StopInstances i-1 true"]);
});

test.each([
  ["running", 0],
  ["stopping", 0],
  ["stopped", 2],
  ["terminated", 2],
])("status of one that is %s", async (state, exitCode) => {
  become([state]);
  expect(await fence("status")).toMatchObject({ exitCode });
});

test("fails to look after an instance that is not known", async () => {
  ec2.answers = () => ({ status: 400, xml: renderError("InvalidInstanceID.NotFound", "no such instance") });
  for (const action of ["monitor", "status", "off", "reboot"]) {
    expect(await fence(action)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("InvalidInstanceID.NotFound no such instance"),
    });
  }
});

test.each([
  [["-o", "metadata"], ""],
  [[], "action=metadata\n"],
])("it says what it takes, and what the cluster gives it is that: %j %j", async (args, input) => {
  const { stdout } = await ec2.run(fenceAgent, args, input);
  const said = new DOMParser().parseFromString(stdout, "text/xml");
  const names = (tag: string) =>
    Array.from(said.getElementsByTagName(tag), (element) => element.getAttribute("name"));
  expect(names("parameter")).toEqual(["action", "region", "plug", "power_timeout"]);
  expect(names("action")).toEqual(["on", "off", "reboot", "status", "monitor", "metadata"]);
  const given = planFencing(examplePair()).flatMap(({ parameters }) => Object.keys(parameters));
  expect(names("parameter")).toEqual(
    expect.arrayContaining(given.filter((name) => !name.startsWith("pcmk_"))),
  );
});
