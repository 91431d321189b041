import { planFollowing, planTakeOut, readInService } from "../../../sandbox/elb/follow-workers";

const head = "# pxname,svname,addr,status,\n";
const csv = (...servers: readonly string[]) =>
  `${head}${servers.map((server) => `health,${server},\n`).join("")}health,BACKEND,,UP,\nport_80,i-1,10.0.0.1:80,UP,\n`;

it("reads who is in service", () => {
  const serving = csv(
    "i-1,10.0.0.1:8405,UP",
    "i-2,10.0.0.2:8405,UP 1/2",
    "i-3,10.0.0.3:8405,DOWN 1/2",
    "i-4,10.0.0.4:8405,MAINT",
  );
  expect([...readInService(serving)]).toEqual(["10.0.0.1", "10.0.0.2"]);
});

it("takes an address out under whatever id a worker knows it", () => {
  const worker = csv("i-old,10.0.0.1:8405,UP", "i-2,10.0.0.2:8405,UP", "i-3,10.0.0.3:8405,MAINT");
  expect(planTakeOut(worker, new Set(["10.0.0.2"]))).toEqual(["set server health/i-old state maint"]);
});

describe("a worker that only finishes old connections", () => {
  it.each([
    ["stays as it is when it agrees", "i-1,10.0.0.1:8405,UP", ["10.0.0.1"], []],
    [
      "sends to a replaced instance again, at the same address",
      "i-old,10.0.0.1:8405,MAINT",
      ["10.0.0.1"],
      ["set server health/i-old state ready", "set server health/i-old health up"],
    ],
    [
      "learns that an instance passes its checks again",
      "i-1,10.0.0.1:8405,DOWN",
      ["10.0.0.1"],
      ["set server health/i-1 state ready", "set server health/i-1 health up"],
    ],
    ["learns that one fails them", "i-1,10.0.0.1:8405,UP", [], ["set server health/i-1 state maint"]],
  ])("%s", (_, server, inService, commands) => {
    expect(planFollowing(csv(server), new Set(inService))).toEqual(commands);
  });
});
