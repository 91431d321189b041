import { rooms } from "../../../../components/program/rooms";
import { Report } from "../../../../components/remote/report";
import { RollError } from "../../../../components/remote/roll-error";
import type { RollRun } from "../../../../components/remote/run/roll-run";
import { SshPool } from "../../../../components/remote/ssh/pool";
import type { RollContext } from "../../../../components/rolling/context";
import type { GroupFacts, Member } from "../../../../components/rolling/membership/member";
import type { MemberView } from "../../../../components/rolling/membership/member-view";
import type { OutRecord } from "../../../../components/rolling/membership/out-record";
import type { FloorPolicy } from "../../../../components/rolling/membership/plans";

/** A context whose lines are kept. */
export function fakeContext(change: Partial<RollContext> = {}): RollContext & { lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    report: new Report({ command: "test", write: (line) => lines.push(line) }),
    pool: new SshPool(),
    rooms,
    signal: new AbortController().signal,
    belowFloorAllowed: false,
    missingHostSkipped: false,
    run: fakeRun("1"),
    lockBroken: false,
    ...change,
  };
}

/** A run whose process is alive; `elsewhere` has ones of which nobody here can tell. */
export function fakeRun(id: string, dead: readonly string[] = []): RollRun {
  const isRunning = (other: string) => (other.startsWith("elsewhere") ? undefined : !dead.includes(other));
  return { id, by: "ann@here", pid: 1, isRunning, isHere: () => true };
}

/** A balancer in memory, whose checks pass at once for healthy nodes. All balancers of a test share one log. */
export class FakeBalancer {
  readonly servers = new Map<string, MemberView>();
  readonly records = new Map<string, OutRecord>();
  wanted: string[] | undefined;
  joined: string[] | undefined;
  served: string[] | undefined;
  floors: FloorPolicy | undefined;
  /** Requests in flight at a server, or what tells them at each look. */
  inFlight: (server: string) => number = () => 0;
  oldClients: () => number = () => 0;
  healthy: (server: string) => boolean = () => true;
  /** What a check of a server that is not healthy shows. */
  failedCheck = "L7OK/200";
  /** What would keep a server from coming back. */
  problems: (server: string) => string[] = () => [];
  /** The same node elsewhere. */
  others: () => Member[] = () => [];
  /** Commands that fail, as `haproxy1 takeOut node1`. */
  readonly broken = new Set<string>();

  constructor(
    readonly name: string,
    servers: readonly string[],
    readonly log: string[],
  ) {
    for (const server of servers) this.servers.set(server, view(server));
  }

  set(server: string, change: Partial<MemberView>): this {
    this.servers.set(server, { ...(this.servers.get(server) ?? view(server)), ...change });
    return this;
  }

  member(server: string): Member {
    const act = async (verb: string, change: Partial<MemberView> = {}) => {
      const line = `${this.name} ${verb} ${server}`;
      if (this.broken.has(line)) throw new Error(`${line} is broken`);
      this.log.push(line);
      this.set(server, change);
    };
    return {
      balancer: this.name,
      server,
      oldClientsLimitSec: 1,
      group: this.name,
      otherLines: async () => this.others(),
      check: async () => this.problems(server),
      shutdownSessions: () => act("shutdownSessions"),
      facts: async (): Promise<GroupFacts> => ({
        servers: [...this.servers.values()],
        wanted: this.wanted,
        joined: this.joined,
        served: this.served,
        floors: this.floors,
        records: [...this.records.values()],
      }),
      state: async () => {
        const found = this.servers.get(server);
        if (!found) {
          const seen = `only ${[...this.servers.keys()].join(", ")}`;
          throw new RollError({ node: this.name, step: "find the server", expected: server, seen });
        }
        return { view: found, inFlight: this.inFlight(server) };
      },
      exclusive: async (work) => {
        this.log.push(`${this.name} lock`);
        try {
          return await work();
        } finally {
          this.log.push(`${this.name} unlock`);
        }
      },
      drain: () => act("drain", { admin: "drain", status: "DRAIN" }),
      takeOut: () => act("takeOut", { admin: "maint", status: "MAINT", up: false }),
      putBack: () => act("putBack", { admin: "ready", status: "UP", up: true }),
      admit: () => {
        const up = this.healthy(server);
        const check = up ? "L7OK/200" : this.failedCheck;
        const status = up ? "UP" : "DOWN";
        return act("admit", { admin: "ready", status, up, checkPassed: up, check, passedOver: false });
      },
      writeRecord: async (record) => {
        const kind = record.ended ? "ended" : record.joined ? "joined" : "out";
        await act(`writeRecord(${kind})`);
        this.records.set(server, record);
      },
      removeRecord: async () => {
        await act("removeRecord");
        this.records.delete(server);
      },
      writeFloors: async (policy) => {
        await act("writeFloors");
        this.floors = policy;
      },
      oldClients: async () => this.oldClients(),
      save: (inService) => act(inService ? "saveIn" : "saveOut"),
      forget: async () => {
        await act("forget");
        this.servers.delete(server);
      },
    };
  }
}

function view(name: string): MemberView {
  return {
    name,
    status: "UP",
    admin: "ready",
    up: true,
    checkPassed: true,
    check: "L7OK/200",
    sessions: 0,
    requests: 0,
    downs: 0,
  };
}
