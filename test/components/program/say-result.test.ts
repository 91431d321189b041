import type { CommandName } from "../../../components/program/commands";
import { renderLastLine, sayResult } from "../../../components/program/say-result";
import { readStartSec } from "../../../components/rolling/describe-group";

describe("sayResult", () => {
  const table: [CommandName, object, string][] = [
    ["prepare", { hostname: "ip-10-0-0-1", os: "Debian 12" }, "node1 is prepared: ip-10-0-0-1, Debian 12"],
    ["stage", { staged: true }, "node1 has the distribution"],
    ["stage", { staged: false }, "node1 has the distribution, as before"],
    [
      "stage-ahead",
      { name: "wso2mi-4.4.0", staged: ["node1", "node2"], absent: ["node3"] },
      "wso2mi-4.4.0 is on all nodes; brought to node1, node2; later on node3, which are not there yet",
    ],
    ["stage-ahead", { name: "wso2mi-4.4.0", staged: [], absent: [] }, "wso2mi-4.4.0 is on all nodes"],
    ["start", { version: "4.4.0", readyAfterSec: 12.3 }, "node1 runs version 4.4.0, ready after 12.3 s"],
    ["stop", { stopped: true }, "node1 has stopped"],
    ["stop", { stopped: false }, "node1 was stopped already"],
    ["stop", { stopped: "skipped" }, "node1 can't be reached and counts as gone"],
    ["set-floors", { balancers: "haproxy1 haproxy2" }, "haproxy1 haproxy2 know how many nodes must stay UP"],
    ["bake", { baked: ["node1", "node2"], bakeSec: 30 }, "node1, node2 stayed in service for 30 s"],
    ["gate", { batch: 1 }, "the gate after batch 1 is open"],
    ["join", { joined: "haproxy1 haproxy2" }, "node1 is in service on haproxy1 haproxy2"],
    ["join", { joined: "haproxy1", before: true }, "node1 is in service on haproxy1, as before"],
    [
      "join",
      { joined: "elb", waiting: "PRD" },
      "node1 is registered on elb, and in service once a node serves behind it",
    ],
    [
      "leave",
      { left: "haproxy1 haproxy2", before: false },
      "node1 is out of service on haproxy1 haproxy2, nothing in flight",
    ],
    ["leave", { left: "haproxy1", before: true }, "node1 stays out of service on haproxy1"],
    ["leave", { left: "before" }, "node1 had left every balancer before"],
    [
      "configure-haproxy",
      { changed: true, reloaded: true },
      "node1 has its configuration, reloaded without a gap",
    ],
    [
      "configure-haproxy",
      { changed: true, reloaded: false },
      "node1 has its configuration, no reload needed",
    ],
    ["configure-haproxy", { changed: false }, "node1 has its configuration already"],
    [
      "repair",
      { repaired: ["node2"], left: { node3: "taken out by hand" } },
      "brought back node2; node3 stays out: taken out by hand",
    ],
    ["check-members", { nodes: ["node1", "node2"] }, "every balancer knows node1, node2"],
    ["run-hooks", { label: "batch 1", hooks: ["smoke test"] }, "batch 1: hooks ran: smoke test"],
  ];

  it.each(table)("says of %s %j", (command, result, sentence) => {
    expect(sayResult(command, { node: "node1", ...result }, "node1")).toBe(sentence);
  });
});

describe("the last line of a start", () => {
  it("tells how long it took, in the words of today and of 0.1.0", () => {
    const sentence = sayResult("start", { version: "4.4.0", readyAfterSec: 12.3 }, "node1");
    expect(readStartSec(renderLastLine(sentence, { at: new Date(0), id: "1a2b3c4d" }))).toBe(12.3);
    expect(readStartSec('{"run":"x","node":"node1","version":"4.4.0","readyAfterSec":9.5}')).toBe(9.5);
    expect(readStartSec("")).toBeUndefined();
  });
});
