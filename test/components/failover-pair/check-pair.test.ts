import { checkPair } from "../../../components/failover-pair/check-pair";
import type { PairFacts } from "../../../components/failover-pair/pair-model";
import { examplePair } from "./example-pair";

const problemsOf = (facts: Partial<PairFacts>) =>
  checkPair(examplePair(facts)).map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`);
const [one] = examplePair().machines;
if (!one) throw new Error("no machine");

test("a pair with nothing wrong has no problem", () => {
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf({ limits: { tokenMs: 1000, fencingDelaySec: 2, drainTimeoutSec: 0 } })).toEqual([]);
});

test.each<[Partial<PairFacts>, string[]]>([
  [{ machines: [one] }, ["instances: got 1; a failover pair is two machines, for more use a load balancer"]],
  [
    { machines: [one, { ...one, name: "a b" }] },
    ['instances: got "a b"; a host name of letters, digits, . and - is needed'],
  ],
  [
    { address: { kind: "secondary", ip: "10.42.32" } },
    ['address.ip: got "10.42.32"; an IPv4 address is needed'],
  ],
  [
    { address: { kind: "route", ip: "172.31.0.1", routeTableIds: [] } },
    ["address.routeTableIds: got none; the tables of all subnets that clients are in are needed"],
  ],
  [{ ports: [] }, ["ports: got none; those that clients connect to are needed"]],
  [
    { limits: { tokenMs: 20, fencingDelaySec: 0, pauseSec: 1.5 } },
    [
      "limits.tokenMs: got 20; a whole number from 1000 to 60000 is needed",
      "limits.fencingDelaySec: got 0; a whole number from 2 to 60 is needed",
      "limits.pauseSec: got 1.5; a whole number from 1 to 60 is needed",
    ],
  ],
])("fails %# with every problem", (facts, expected) => {
  expect(problemsOf(facts)).toEqual(expected);
});
