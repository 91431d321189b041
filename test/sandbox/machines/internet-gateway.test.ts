import { type ChildProcess, spawn } from "node:child_process";
import { Agent, get } from "node:http";
import { pollUntil } from "../../../sandbox/elb/poll-until";
import { Cabling } from "../../../sandbox/machines/cabling";
import { Fabric } from "../../../sandbox/machines/fabric";
import { InternetGateway } from "../../../sandbox/machines/internet-gateway";
import { whyNoMachines } from "../../../sandbox/prerequisites";

const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
const describeGateway = reason ? describe.skip : describe;

/** Says its name, and whom it sees. */
const server = `require("http").createServer((asked, answer) =>
  answer.end(process.argv[1] + " " + asked.socket.remoteAddress)).listen(80, "0.0.0.0")`;

describeGateway("the internet gateway of a sandbox", () => {
  const octet = 1 + (process.pid % 250);
  const network = { cidr: `10.253.${octet}.0/24`, gateway: `10.253.${octet}.1` };
  const fabric = new Fabric(`wg${octet}`, network);
  const cabling = new Cabling(fabric);
  const gateway = new InternetGateway(fabric);
  const address = `203.0.113.${octet}`;
  const holders = { first: `10.253.${octet}.11`, second: `10.253.${octet}.12` };
  const client = "198.51.100.1";
  const servers: ChildProcess[] = [];

  const ask = (host: string, agent: Agent | false = false) =>
    new Promise<string>((resolve) => {
      const request = get({ host, agent, timeout: 1000 }, (response) => {
        response.setEncoding("utf8").on("data", resolve);
      });
      request.on("timeout", () => request.destroy(new Error("silence")));
      request.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });

  beforeAll(async () => {
    await fabric.create();
    for (const [name, own] of Object.entries(holders)) {
      const namespace = await cabling.plug(name, [own]);
      const command = ["netns", "exec", namespace, process.execPath, "-e", server, name];
      servers.push(spawn("ip", command, { stdio: "inherit" }));
      await pollUntil(name, 20, async () => ((await ask(own)).startsWith(name) ? true : undefined));
    }
  });
  afterAll(async () => {
    for (const each of servers) each.kill();
    for (const name of Object.keys(holders)) await cabling.unplug(name);
    await fabric.destroy();
  });

  it("leads to whoever holds the address, and leaves private addresses alone", async () => {
    await gateway.setAddresses([{ address, leadsTo: holders.first }]);
    expect(await ask(address)).toBe(`first ${client}`);
    expect(await ask(holders.first)).toBe(`first ${network.gateway}`);
  });

  it("takes no open connection along when the address moves", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect(await ask(address, agent)).toBe(`first ${client}`);
    await gateway.setAddresses([{ address, leadsTo: holders.second }]);
    expect(await ask(address)).toBe(`second ${client}`);
    expect(await ask(address, agent)).toBe("ECONNRESET");
    agent.destroy();
  });

  it("says nothing to who asks an address that nobody holds", async () => {
    await gateway.setAddresses([{ address }]);
    expect(await ask(address)).toBe("silence");
    await gateway.setAddresses([]);
    expect(await ask(holders.second)).toBe(`second ${network.gateway}`);
  });
});
