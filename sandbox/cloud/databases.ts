import { join } from "node:path";
import { type DatabaseModel, type Member, servedEngines } from "../databases/database-model";
import { DatabasePlane, type MemberMachine } from "../databases/database-plane";
import type { Log } from "./log";
import { writeReport } from "./report-file";

/** A database and the machines that stand for it. */
export interface PlacedDatabase {
  readonly model: DatabaseModel;
  readonly machines: Readonly<Record<Member, MemberMachine>>;
}

/** Keeps every database what the API says, each at its own pace. */
export class Databases {
  private readonly busy = new Map<string, Promise<void>>();
  private readonly problems = new Map<string, string>();
  private readonly addresses = new Map<string, string>();

  constructor(
    private readonly stateDir: string,
    private readonly log: Log,
  ) {}

  /** Address by the name of each database that has served. */
  get names(): ReadonlyMap<string, string> {
    return this.addresses;
  }

  /** Why those that don't serve don't. */
  get said(): string[] {
    return [...this.problems.values()];
  }

  /** Starts to bring one up to date, unless that is under way; the next round comes back to it. */
  settle({ model, machines }: PlacedDatabase): void {
    if (this.busy.has(model.id)) return;
    const plane = new DatabasePlane(join(this.stateDir, "databases", model.id), this.log);
    const leadTo = (address: string) => void this.addresses.set(model.host, address);
    const work = plane
      .settle(model, machines, leadTo)
      .then(
        () => void this.problems.delete(model.id),
        (error: Error) => {
          const text = `database ${model.id}: ${error.message}`;
          if (this.problems.get(model.id) !== text) this.log(text);
          this.problems.set(model.id, text);
        },
      )
      .finally(() => this.busy.delete(model.id));
    this.busy.set(model.id, work);
  }

  /** Tells the AWS API which of them serve: until then one is being created. */
  async report(models: readonly DatabaseModel[]): Promise<void> {
    const serving = models.filter(({ host }) => this.addresses.has(host)).map(({ id }) => id);
    await writeReport(this.stateDir, "database-reports.json", { engines: servedEngines, serving });
  }

  /** Waits for what is under way. */
  async finish(): Promise<void> {
    await Promise.all(this.busy.values());
  }
}
