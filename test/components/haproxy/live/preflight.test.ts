import { findProblems } from "../../../../components/haproxy/live/preflight";
import { parseInfo } from "../../../../components/haproxy/process-info";
import type { ServerView } from "../../../../components/haproxy/server-view";
import { exampleView } from "../example-view";

/** What HAProxy answers to `set server b/node1`, release by release. */
const answers: Record<string, string> = {
  // As 2.2.9 still prints it, too.
  "1.8":
    "'set server <srv>' only supports 'agent', 'health', 'state', 'weight', 'addr', 'fqdn' and 'check-port'.\n\n",
  // And 3.0.11.
  "2.6":
    "usage: set server <backend>/<server> addr | agent | agent-addr | agent-port | agent-send | check-addr | check-port | fqdn | health | ssl | state | weight\n\n",
};
const fine = answers["2.6"] ?? "";

function find(
  answer: string,
  {
    view = {},
    processes = 1,
    own,
  }: { view?: Partial<ServerView>; processes?: number; own?: ServerView } = {},
) {
  const info = async () => ({ processes, description: "" });
  return findProblems({ ask: async () => answer, info, path: "/s" }, exampleView(view), own);
}

it.each(Object.entries(answers))("finds nothing wrong where HAProxy %s can do it all", async (_, answer) => {
  expect(await find(answer)).toEqual([]);
});

it.each([
  "Permission denied\n",
  "Unknown command. Please enter one of the following commands only :\n",
  "",
  "No such server.\n",
])("finds a socket that can't set a state: %j", async (answer) => {
  expect(await find(answer)).toEqual([expect.stringContaining("socket /s can't set a server's state")]);
});

it("finds several processes, and weight 0 that no agent set", async () => {
  expect(await find(fine, { view: { weightless: true }, processes: 2 })).toEqual([
    expect.stringContaining("runs 2 processes (nbproc)"),
    expect.stringContaining("b/node1 has weight 0"),
  ]);
  expect(await find(fine, { view: { weightless: true, agent: true } })).toEqual([]);
});

describe("another line of the same node", () => {
  const down = { status: "DOWN", up: false, check: "L4CON" };
  it("is DOWN although the node serves: no join could bring it in", async () => {
    expect(await find(fine, { view: down, own: exampleView() })).toEqual([
      expect.stringContaining("b/node1 is DOWN by L4CON although the node serves"),
    ]);
  });

  it("may be DOWN with the node, and may have weight 0", async () => {
    expect(await find(fine, { view: down, own: exampleView(down) })).toEqual([]);
    expect(await find(fine, { view: { weightless: true }, own: exampleView() })).toEqual([]);
  });
});

it("reads what a process says of itself, as HAProxy 2.2.9 with `nbproc 2` prints it", () => {
  expect(parseInfo("Name: HAProxy\nNbthread: 1\nNbproc: 2\nProcess_num: 2\nPid: 14030\n")).toEqual({
    pid: 14030,
    processes: 2,
    description: "",
  });
});
