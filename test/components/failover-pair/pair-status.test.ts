import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePairStatus, viewOf } from "../../../components/failover-pair/pair-status";

/** What Pacemaker 3.0 of Debian 13 said on machines that ran. */
const recorded = (name: string) => readFileSync(join(__dirname, "recorded", `${name}.xml`), "utf8");

const record = {
  ...{ server: "haproxy2", by: "alice@ci-7", run: "4711" },
  ...{ since: "2026-11-26T22:00:00.000Z", until: "2026-11-26T22:30:00.000Z" },
};
const attribute = (name: string, value: string) =>
  `<nvpair id="x-${name}" name="${name}" value="${value.replaceAll('"', "&quot;")}"/>`;
const nodes = (...second: string[]) => `<nodes>
  <node id="1" uname="haproxy1"/>
  <node id="2" uname="haproxy2"><instance_attributes id="nodes-2">${second.join("")}</instance_attributes></node>
</nodes>`;

test("one machine holds the address, and HAProxy runs on it alone", () => {
  const status = parsePairStatus(recorded("one-holds"), nodes());
  expect(status).toEqual({
    hasDecider: true,
    hasQuorum: true,
    records: [],
    machines: [
      { name: "haproxy1", online: true, out: false, unclean: false, haproxy: true, held: 2 },
      { name: "haproxy2", online: true, out: false, unclean: false, haproxy: false, held: 0 },
    ],
  });
  expect(status.machines.map((state) => viewOf(state).status)).toEqual([
    "online, holds the address",
    "online, HAProxy does not run",
  ]);
});

test("a machine that is on its way in is not online, and one that is to be fenced is not up", () => {
  const { machines } = parsePairStatus(recorded("joining"), nodes());
  expect(machines.map(({ name, online }) => [name, online])).toEqual([
    ["haproxy1", true],
    ["haproxy2", false],
  ]);
  const [seen] = parsePairStatus(recorded("one-holds"), nodes()).machines;
  if (!seen) throw new Error("no machine");
  expect(viewOf(seen).up).toBe(true);
  expect(viewOf({ ...seen, unclean: true })).toMatchObject({ up: false, status: "UNCLEAN" });
});

test("what a roll wrote of a machine is read back", () => {
  const written = nodes(attribute("wso2-out", "true"), attribute("wso2-roll", JSON.stringify(record)));
  const { machines, records } = parsePairStatus(recorded("one-holds"), written);
  expect(machines.map(({ out }) => out)).toEqual([false, true]);
  expect(records).toEqual([record]);
});

test.each([
  [{ out: true, held: 2 }, "drain"],
  [{ out: true, held: 0 }, "maint"],
  [{ out: false, held: 2 }, "ready"],
  [{ out: false, held: 0 }, "ready"],
])("%j is %s", (state, admin) => {
  const view = viewOf({ name: "a", online: true, unclean: false, haproxy: true, ...state });
  expect(view.admin).toBe(admin);
});

test.each(["", "crm_mon: Error: cluster is not available on this node", "<html/>"])(
  "fails on an answer that is none: %j",
  (text) => {
    expect(() => parsePairStatus(text, nodes())).toThrow();
  },
);
