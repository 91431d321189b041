import { planGroupFacts } from "../../../components/wso2-elb/group-facts";
import { readMemberLog } from "../../../components/wso2-elb/member-log";

const nodes = { as1: "10.0.0.1", as2: "10.0.0.2", as3: "10.0.0.3" };
const joined = (last: number) =>
  `Application member Host:10.0.0.${last}, Port: 4000 joined application cluster\n`;

function facts(log: string, closed: readonly string[] = [], kept: readonly string[] = []) {
  const view = { log: readMemberLog(log), closed: new Set(closed) };
  const files = { records: new Map(), floors: new Map(), joined: new Set(kept) };
  const found = planGroupFacts("d", nodes, view, files);
  return { servers: found.servers.map(({ name, admin }) => `${name} ${admin}`), joined: found.joined };
}

describe("what an ELB says of its domain", () => {
  it("is nothing of a node that a first deployment is yet to bring: nobody waits for its machine", () => {
    expect(facts("")).toEqual({ servers: [], joined: [] });
    expect(facts(joined(1))).toEqual({ servers: ["as1 ready"], joined: ["as1"] });
  });

  it("misses one that has joined once, also where the ELB was started anew", () => {
    expect(facts("", [], ["d/as2", "other/as3"])).toEqual({ servers: ["as2 ready"], joined: ["as2"] });
  });

  it("has one that a roll has shut out", () => {
    expect(facts(joined(1), ["10.0.0.3"])).toEqual({
      servers: ["as1 ready", "as3 maint"],
      joined: ["as1"],
    });
  });
});
