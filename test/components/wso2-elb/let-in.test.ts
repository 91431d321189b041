import { letIn, type Way } from "../../../components/wso2-elb/live/let-in";
import { readMemberLog } from "../../../components/wso2-elb/member-log";

const address = "10.0.0.1";
const host = `Host:${address}, Port: 4000, HTTP:9763, HTTPS:9443, ACTIVE:true`;

/** An ELB whose lists are Axis2's: who is in the first one is not let in again, and each leave takes one entry away. */
class Elb implements Way {
  anew = false;
  readonly meetsWithinSec = 0.05;
  readonly missesWithinSec = 0.5;
  readonly intervalMs = 5;
  readonly done: string[] = [];
  private text = "Initializing cluster\nCluster initialization completed\n";

  constructor(private entries: number) {
    for (let each = 0; each < entries; each++) this.join();
    this.miss();
  }

  async open() {
    this.done.push("open");
    if (this.entries > 0) return;
    this.entries = 1;
    this.join();
  }

  async close() {
    this.done.push("close");
    this.miss();
  }

  async log() {
    return readMemberLog(this.text);
  }

  private join() {
    this.text += `Application member ${address}:4000(d) joined group d\n`;
    this.text += `Application member ${host} joined application cluster\n`;
  }

  private miss() {
    this.entries = Math.max(0, this.entries - 1);
    this.text += `Application member ${host} left cluster.\n`;
  }
}

it.each([
  ["once", 1, ["open"]],
  ["twice", 2, ["open", "close", "open"]],
  ["three times", 3, ["open", "close", "open", "close", "open"]],
])("lets a node in that an ELB had %s", async (_, entries, done) => {
  const elb = new Elb(entries);
  await letIn(address, elb);
  expect((await elb.log()).members.get(address)).toBe("in");
  expect(elb.done).toEqual(done);
});

it("lets one in anew that the ELB has and has lost from the list that it sends by", async () => {
  const elb = new Elb(0);
  await letIn(address, elb);
  elb.anew = true;
  await letIn(address, elb);
  expect((await elb.log()).members.get(address)).toBe("in");
  expect(elb.done).toEqual(["open", "close", "open"]);
});

it("leaves the way open where an ELB never takes the node in: the join then says so", async () => {
  const elb = new Elb(9);
  await letIn(address, elb);
  expect((await elb.log()).members.get(address)).toBe("out");
  expect(elb.done.at(-1)).toBe("open");
});
