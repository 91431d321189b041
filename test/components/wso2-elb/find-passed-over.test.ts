import { connect } from "node:net";
import type { SshConnection } from "../../../components/remote/ssh/connection";
import { findPassedOver } from "../../../components/wso2-elb/live/find-passed-over";
import { RequestsSeen } from "../../../components/wso2-elb/live/requests-seen";
import { readMemberLog } from "../../../components/wso2-elb/member-log";
import { planNodeView } from "../../../components/wso2-elb/node-view";
import { localContext } from "../nodes/live/local-machine";
import { exampleTarget } from "../program/example-plans";
import { FakeElb } from "./fake-elb";

const one = "127.0.0.2";
const two = "127.0.0.3";
const joined = (address: string) =>
  `Application member Host:${address}, Port: 4000 joined application cluster\n`;
const left = (address: string) => `Application member Host:${address}, Port: 4000 left cluster.\n`;
const noWays = new Set<string>();
/** Patient, for a computer with much else to do. */
const limits = { leastSec: 3, looks: 20, answers: 20, mostSec: 60 };
const none = new Map<string, string>();

/** Real connections, and the machine's own table of them. */
describe("an ELB that has lost a node from its list", () => {
  const elb = new FakeElb();
  let connection: SshConnection;
  const find = (addresses: string[], change: Partial<typeof limits> = {}) =>
    findPassedOver(
      connection,
      { trafficPorts: [elb.nodePort], probe: { port: elb.port, host: "as.example" } },
      addresses,
      { ...limits, ...change },
    );

  beforeAll(async () => {
    await elb.start([one, two]);
    connection = await localContext([]).pool.connect(exampleTarget);
  });
  afterAll(() => elb.stop());

  it("sends to both, and is seen to", async () => {
    elb.members = [one, two];
    expect(await find([one, two])).toEqual({ passedOver: none, unproven: none });
  });

  it("sends to one of them only, which no answer tells", async () => {
    elb.members = [two];
    const why = `but gets no request, and port ${elb.port} answers: 200 OK: ${two}`;
    expect(await find([one, two])).toEqual({ passedOver: new Map([[one, why]]), unproven: none });
  });

  it("sends to nobody", async () => {
    elb.members = [];
    const why = `but gets no request, and port ${elb.port} answers: 503 Service Unavailable: No application members available`;
    expect(await find([one])).toEqual({ passedOver: new Map([[one, why]]), unproven: none });
  });

  it("has connections that carry nothing, which are no requests", async () => {
    elb.members = [];
    const idle = connect(elb.nodePort, one);
    expect([...(await find([one])).passedOver.keys()]).toEqual([one]);
    idle.destroy();
  });

  it("is in doubt, and not taken for one that sends nothing, where there was too little to see", async () => {
    elb.members = [];
    for (const change of [{ looks: 1e9 }, { answers: 1e9 }]) {
      const { passedOver, unproven } = await find([one], { ...change, mostSec: 4 });
      expect(passedOver).toEqual(none);
      expect(unproven.get(one)).toMatch(
        /^but was not seen to get a request: \d+ answers and \d+ looks in \d+ s$/,
      );
    }
    const seen = {
      log: readMemberLog(joined(one)),
      closed: noWays,
      passedOver: none,
      unproven: new Map([[one, "?"]]),
    };
    expect(planNodeView("as", one, seen)).toMatchObject({
      status: "member, ?",
      up: true,
      checkPassed: false,
      unproven: true,
    });
  });

  it("is asked once in each membership, and again once a node has been away", async () => {
    const member = {
      ...({ kind: "wso2-elb", balancer: "elb1", server: "as1", domain: "d", ssh: exampleTarget } as const),
      ...{ logPath: "/log", tribesPort: 4000, nodes: { as1: one, as2: two }, trafficPorts: [elb.nodePort] },
      probe: { port: elb.port, host: "as.example" },
    };
    const requests = new RequestsSeen(member);
    const statuses = async (text: string) => {
      const log = readMemberLog(text);
      const unseen = await requests.unseen(connection, { log, closed: noWays }, [one, two], limits);
      return [one, two].map((address) => {
        const view = planNodeView("as", address, { log, closed: noWays, ...unseen });
        return `${view.status.replace(/ and port.*/, "")}${view.passedOver ? "!" : ""}`;
      });
    };
    elb.members = [one, two];
    expect(await statuses(joined(one) + joined(two))).toEqual(["member", "member"]);
    elb.members = [one];
    expect(await statuses(joined(one) + joined(two))).toEqual(["member", "member"]);
    expect(await statuses(joined(one) + joined(two) + left(two))).toEqual(["member", "left"]);
    const again = joined(one) + joined(two) + left(two) + joined(two);
    expect(await statuses(again)).toEqual(["member", "member, but gets no request,!"]);
    elb.members = [one, two];
    expect(await statuses(again)).toEqual(["member", "member"]);
  });
});
