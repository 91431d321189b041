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
/** For a request that does come, on a computer with much else to do. */
const busySec = 8;

/** Real connections, and the machine's own table of them. */
describe("an ELB that has lost a node from its list", () => {
  const elb = new FakeElb();
  let connection: SshConnection;
  const find = (addresses: string[], timeoutSec: number) =>
    findPassedOver(
      connection,
      { trafficPorts: [elb.nodePort], probe: { port: elb.port, host: "as.example" } },
      addresses,
      timeoutSec,
    );

  beforeAll(async () => {
    await elb.start([one, two]);
    connection = await localContext([]).pool.connect(exampleTarget);
  });
  afterAll(() => elb.stop());

  it("sends to both, and is seen to", async () => {
    elb.members = [one, two];
    expect(await find([one, two], 20)).toEqual(new Map());
  });

  it("sends to one of them only, which no answer tells", async () => {
    elb.members = [two];
    const why = `but gets no request, and port ${elb.port} answers: 200 OK: ${two}`;
    expect(await find([one, two], busySec)).toEqual(new Map([[one, why]]));
  });

  it("sends to nobody", async () => {
    elb.members = [];
    const why = `but gets no request, and port ${elb.port} answers: 503 Service Unavailable: No application members available`;
    expect(await find([one], 2)).toEqual(new Map([[one, why]]));
  });

  it("has connections that carry nothing, which are no requests", async () => {
    elb.members = [];
    const idle = connect(elb.nodePort, one);
    expect([...(await find([one], 2)).keys()]).toEqual([one]);
    idle.destroy();
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
      const passedOver = await requests.passedOver(connection, { log, closed: noWays }, [one, two], busySec);
      return [one, two].map((address) => {
        const view = planNodeView("as", address, { log, closed: noWays, passedOver });
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
