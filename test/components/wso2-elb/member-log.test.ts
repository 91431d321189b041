import { isLeftOver, readMemberLog } from "../../../components/wso2-elb/member-log";
import { planNodeView } from "../../../components/wso2-elb/node-view";

const at = "[2026-11-26 18:00:00,000]  INFO";
const host = (last: number) => `Host:10.0.0.${last}, Port: 4000, HTTP:9763, HTTPS:9443, ACTIVE:true`;

/** As Axis2 1.6.2 writes it. */
const log = `${at} {TribesClusteringAgent} - Initializing cluster...
${at} {TribesClusteringAgent} - Cluster initialization completed.
${at} {MembershipManager} - Application member 10.0.0.1:4000(wso2.appserver.domain) joined group wso2.appserver.domain
${at} {DefaultGroupManagementAgent$MemberAdder} - Application member ${host(1)} joined application cluster
${at} {DefaultGroupManagementAgent$MemberAdder} - Application member ${host(2)} joined application cluster
${at} {DefaultGroupManagementAgent} - Application member ${host(2)} left cluster.
${at} {MembershipManager} - Application member 10.0.0.3:4000(wso2.appserver.domain) joined group wso2.appserver.domain
`;

describe("an ELB's log", () => {
  it("says who is a member, and how often one has left", () => {
    const read = readMemberLog(log);
    expect(read.initialized).toBe(true);
    expect([...read.members]).toEqual([
      ["10.0.0.1", "in"],
      ["10.0.0.2", "out"],
      ["10.0.0.3", "coming"],
    ]);
    expect([...read.leaves]).toEqual([["10.0.0.2", 1]]);
  });

  it("counts from the last start on", () => {
    const again = `${log}${at} {TribesClusteringAgent} - Initializing cluster...\n`;
    expect(readMemberLog(again)).toEqual({
      ...{ initialized: false, starts: 2, members: new Map(), joins: new Map() },
      ...{ leaves: new Map(), entries: new Map() },
    });
  });

  it("says of a member that could not be reached that it is out", () => {
    const never = `${log}${at} {DefaultGroupManagementAgent} - Could not add application member ${host(3)}\n`;
    expect(readMemberLog(never).members.get("10.0.0.3")).toBe("out");
  });

  it("says which member Axis2 still has although it has left: one that two messages brought at one moment", () => {
    const group = `${at} {MembershipManager} - Application member 10.0.0.1:4000(d) joined group d\n`;
    const left = `${at} {DefaultGroupManagementAgent} - Application member ${host(1)} left cluster.\n`;
    const leftOver = (text: string) => isLeftOver(readMemberLog(text), "10.0.0.1");
    expect(leftOver(log)).toBe(false);
    expect(leftOver(`${log}${left}`)).toBe(false);
    expect(leftOver(`${log}${group}`)).toBe(false);
    expect(leftOver(`${log}${group}${left}`)).toBe(true);
    expect(leftOver(`${log}${group}${left}${left}`)).toBe(false);
    expect(leftOver(`${log}${group}${left}${left}${group}${left}`)).toBe(false);
  });

  it("reads WSO2's longer words as well", () => {
    const line =
      "Application member Host:10.0.0.3, Remote Host:null, Port: 4000, HTTP:9763, HTTPS:9443, Domain: d, Sub-domain:mgt, Active:true joined application cluster";
    expect([...readMemberLog(line).members]).toEqual([["10.0.0.3", "in"]]);
  });
});

describe("a node's view", () => {
  const twice = `${at} {MembershipManager} - Application member 10.0.0.4:4000(d) joined group d\n`;
  const gone = `${at} {DefaultGroupManagementAgent} - Application member ${host(4)} left cluster.\n`;
  const read = readMemberLog(`${log}${twice}${twice}${gone}`);
  const view = (address: string, closed: readonly string[]) => {
    const { admin, up, status } = planNodeView("as", address, { log: read, closed: new Set(closed) });
    return `${admin} ${up ? "up" : "down"}: ${status}`;
  };

  it.each([
    ["10.0.0.1", [], "ready up: member"],
    ["10.0.0.2", [], "ready down: left"],
    ["10.0.0.9", [], "ready down: never joined"],
    ["10.0.0.1", ["10.0.0.1"], "drain up: member, closed"],
    ["10.0.0.2", ["10.0.0.2"], "maint down: left, closed"],
    ["10.0.0.3", [], "ready down: joining"],
    ["10.0.0.3", ["10.0.0.3"], "drain down: joining, closed"],
    ["10.0.0.4", [], "maint down: left, not let in again"],
    ["10.0.0.4", ["10.0.0.4"], "maint down: left, closed"],
    ["10.0.0.9", ["10.0.0.9"], "maint down: never joined, closed"],
  ])("of %s with %j closed is %s", (address, closed, expected) => {
    expect(view(address, closed)).toBe(expected);
  });
});
