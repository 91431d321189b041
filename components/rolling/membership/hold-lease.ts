import { leaseEnd, renewEveryMs } from "./lease";
import type { Member } from "./member";
import type { OutRecord } from "./out-record";

/**
 * Renews what the work writes down about a node for as long as it works: a leave may wait for sessions for
 * hours. The work gets members that know of it; a record that it ends or removes is renewed no more.
 */
export async function holdingLease<T>(
  members: readonly Member[],
  leaseSec: number,
  work: (members: readonly Member[]) => Promise<T>,
): Promise<T> {
  const leases = members.map((member) => new Lease(member, leaseSec));
  const timer = setInterval(() => {
    for (const lease of leases) lease.renew();
  }, renewEveryMs(leaseSec));
  timer.unref();
  try {
    return await work(leases.map((lease) => lease.member));
  } finally {
    clearInterval(timer);
    await Promise.all(leases.map((lease) => lease.settled));
  }
}

class Lease {
  /** The same member; what it writes is known here. */
  readonly member: Member;
  settled: Promise<void> = Promise.resolve();
  private record: OutRecord | undefined;
  private isRenewing = false;

  constructor(
    private readonly of: Member,
    private readonly leaseSec: number,
  ) {
    const own: Partial<Member> = {
      writeRecord: (record) => this.instead(record, () => of.writeRecord(record)),
      removeRecord: () => this.instead(undefined, () => of.removeRecord()),
      forget: () => this.instead(undefined, () => of.forget()),
    };
    this.member = new Proxy(of, {
      get(target, key) {
        const value = Reflect.get(own, key) ?? Reflect.get(target, key, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  renew(): void {
    if (!this.record || this.isRenewing) return;
    const record = { ...this.record, until: leaseEnd(this.leaseSec, new Date()) };
    this.isRenewing = true;
    // One that fails is tried again the next time; the step itself meets the balancer and says what is wrong.
    this.settled = this.of
      .writeRecord(record)
      .catch(() => {})
      .finally(() => {
        this.isRenewing = false;
      });
  }

  /** After a renewal that is under way, so that this has the last word. */
  private async instead(record: OutRecord | undefined, write: () => Promise<void>): Promise<void> {
    this.record = undefined;
    await this.settled;
    await write();
    const isOpen = record !== undefined && record.joined === undefined && record.ended === undefined;
    this.record = isOpen ? record : undefined;
  }
}
