import { planMissing } from "../../../../components/haproxy/live/catch-up";
import type { ServerView } from "../../../../components/haproxy/server-view";
import { exampleView } from "../example-view";

const view = (name: string, change: Partial<ServerView> = {}) => exampleView({ name, ...change });
const down = { status: "DOWN", up: false, checkPassed: false };
const maint = { status: "MAINT", up: false, admin: "maint" } as const;

it.each<[string, ServerView[], ServerView[][], string[]]>([
  ["nothing, when all is in service", [view("node1"), view("node2")], [[view("node1"), view("node2")]], []],
  [
    "what is still DOWN here",
    [view("node1"), view("node2", down)],
    [[view("node1"), view("node2")]],
    ["node2 DOWN"],
  ],
  ["what is in maint here alone", [view("node1", maint)], [[view("node1")]], ["node1 MAINT"]],
  ["what is not known here", [], [[view("node1")]], ["node1 not known"]],
  ["nothing of what no peer has in service", [view("node1", maint)], [[view("node1", maint)]], []],
  [
    "what one of several peers has",
    [view("node1", down)],
    [[view("node1", down)], [view("node1")]],
    ["node1 DOWN"],
  ],
  ["nothing without peers", [view("node1", down)], [], []],
])("a HAProxy misses %s", (_, own, peers, missing) => {
  expect(planMissing(own, peers)).toEqual(missing);
});
