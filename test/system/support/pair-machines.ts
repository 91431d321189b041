import { DescribeAddressesCommand, DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import type { PairAddress } from "../../../components/failover-pair/pair-model";
import type { RunningCloud } from "../../../sandbox/cloud";
import { createAwsClients } from "../../../sandbox/cloud/aws-clients";
import { findInit, runInside } from "../../../sandbox/elb/inside-machine";
import { pollUntil } from "../../../sandbox/elb/poll-until";
import { Cgroups } from "../../../sandbox/machines/cgroups";
import { signalIfThere } from "../../../sandbox/process-identity";
import { type PairStep, parsePairSteps } from "./pair-times";

export const pairNames = ["haproxy1", "haproxy2"] as const;
export type PairName = (typeof pairNames)[number];
export const otherOf = (name: PairName): PairName => (name === "haproxy1" ? "haproxy2" : "haproxy1");

/** What is known of a pair that does not become whole. */
const tell =
  "hostname; ip -br address; crm_mon -1rfo; corosync-quorumtool -s; journalctl -b -u corosync -u pacemaker -o cat --no-pager -n 80; true";

/** The two machines of a pair in the sandbox, seen from inside and from below. */
export class PairMachines {
  constructor(
    private readonly cloud: RunningCloud,
    /** Of the sandbox. */
    private readonly id: string,
    /** The one that moves. */
    private readonly address: PairAddress,
    private readonly instanceIds: ReadonlyMap<PairName, string>,
  ) {}

  instanceOf(name: PairName): string {
    const found = this.instanceIds.get(name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  }

  async on(name: PairName, command: string): Promise<string> {
    const { machines } = await this.cloud.client.status();
    const instance = this.instanceOf(name);
    const pid = machines.find((each) => each.name === instance && each.state === "running")?.pid;
    if (pid === undefined) throw new Error(`${name} is off`);
    return runInside(findInit(pid), ["sh", "-c", command]);
  }

  /** Another one after each boot: when its first process began. */
  bootOf(name: PairName): Promise<string> {
    return this.on(name, "cut -d ' ' -f 22 /proc/1/stat");
  }

  rebooted(name: PairName, boot: string): Promise<true> {
    return pollUntil(`another boot of ${name}`, 120, async () => {
      const now = await this.bootOf(name).catch(() => boot);
      return now === boot ? undefined : true;
    });
  }

  /** Ends all that runs there at once. */
  kill(name: PairName): void {
    this.groupOf(name).kill();
  }

  /**
   * All that runs there stands still, and its memory stays: a guest that gets no processor. Looked at until there is
   * nothing else: what goes on makes others, and some have ended when they are to be stopped.
   */
  freeze(name: PairName): void {
    const stopped = new Set<number>();
    for (;;) {
      const found = this.groupOf(name)
        .pids()
        .filter((pid) => !stopped.has(pid));
      if (found.length === 0) return;
      for (const pid of found) {
        signalIfThere(pid, "SIGSTOP");
        stopped.add(pid);
      }
    }
  }

  /** Of what of it is there still. */
  thaw(name: PairName): void {
    for (const pid of this.groupOf(name).pids()) signalIfThere(pid, "SIGCONT");
  }

  private groupOf(name: PairName): Cgroups {
    return new Cgroups(`${this.id}/${this.instanceOf(name)}`);
  }

  /** Machines that have the address now: on their device or, where that has none of it, by what AWS says. */
  async holders(): Promise<PairName[]> {
    if (this.address.kind === "elastic") return this.associated(this.address.ip);
    const seen = await Promise.all(
      pairNames.map(
        async (name) => [name, await this.on(name, "ip -br -4 address").catch(() => "")] as const,
      ),
    );
    return seen.filter(([, text]) => text.includes(`${this.address.ip}/`)).map(([name]) => name);
  }

  private async associated(ip: string): Promise<PairName[]> {
    const { Addresses = [] } = await this.ec2.send(new DescribeAddressesCommand({ PublicIps: [ip] }));
    const held = Addresses.map(({ InstanceId }) => InstanceId);
    return pairNames.filter((name) => held.includes(this.instanceOf(name)));
  }

  async holder(): Promise<PairName> {
    const [name, ...more] = await this.holders();
    if (name === undefined || more.length > 0) throw new Error(`holders: ${name} ${more}`);
    return name;
  }

  /**
   * How many held the address at most while something happened, looked at all the time. Both are not asked at the very
   * same moment, and a move between the two answers is none that both hold: so who has it, has it in two looks in a row.
   */
  async mostHolders(happens: () => Promise<unknown>): Promise<number> {
    const seen: number[] = [];
    const watched = new AbortController();
    const watching = (async () => {
      let before = await this.holders();
      while (!watched.signal.aborted) {
        const now = await this.holders();
        seen.push(now.filter((name) => before.includes(name)).length);
        before = now;
      }
    })();
    await happens().finally(() => watched.abort());
    await watching;
    return Math.max(...seen);
  }

  /** Both are in the cluster, HAProxy runs on both, and one has everything that goes with the address. */
  async whole(): Promise<void> {
    await pollUntil("a whole pair", 90, async () => {
      const text = await this.on("haproxy1", "crm_mon -1 --output-as=xml").catch(() => "");
      const online = text.match(
        /<node name="\w+" id="\d" online="true" standby="false"[^>]* pending="false" unclean="false"/g,
      );
      const started = text.match(/<resource id="(haproxy|drain|address)"[^>]* role="Started"/g);
      if (online?.length !== 2 || started?.length !== 4) return undefined;
      // Of a machine that was gone for a moment the cluster may not know yet what it has lost.
      const idle = await this.on("haproxy1", "crmadmin -q -S $(crmadmin -q -D 2>&1) 2>&1").catch(() => "");
      return /S_IDLE/.test(idle) && (await this.holders()).length === 1 ? true : undefined;
    }).catch(async (error: Error) => {
      const told = await Promise.all(pairNames.map((name) => this.on(name, tell).catch(String)));
      throw new Error([error.message, ...told].join("\n"));
    });
  }

  /** What the clusters of both did since a moment, as their journals have it. */
  async steps(sinceMs: number): Promise<PairStep[]> {
    const read = `journalctl -u corosync -u pacemaker -o short-unix --no-pager --since @${Math.floor(sinceMs / 1000)}`;
    const journals = await Promise.all(pairNames.map((name) => this.on(name, read).catch(() => "")));
    return parsePairSteps(journals.join("\n"), sinceMs);
  }

  async interfaces(): Promise<string[]> {
    const { Reservations = [] } = await this.ec2.send(new DescribeInstancesCommand({}));
    return Reservations.flatMap(({ Instances = [] }) => Instances).flatMap(({ NetworkInterfaces = [] }) =>
      NetworkInterfaces.flatMap((each) => each.NetworkInterfaceId ?? []),
    );
  }

  private get ec2() {
    return createAwsClients(this.cloud.status.endpoint).ec2;
  }
}
