import { describeError, RollError } from "../../remote/roll-error";
import { throwIfSectionIsLost } from "../../remote/section";
import type { GroupFacts, Member, MemberState } from "../../rolling/membership/member";
import type { MemberView } from "../../rolling/membership/member-view";
import { NodeGoneError } from "../../rolling/membership/node-gone";
import type { OutRecord } from "../../rolling/membership/out-record";
import type { FloorPolicy } from "../../rolling/membership/plans";
import { isFloorTag, parseFloorTags, planFloorTags } from "./floor-tags";
import { parseRecordTag, planRecordTag, recordTagKey } from "./record-tag";
import type { Tag } from "./tag";
import { type LockOptions, TagLock } from "./tag-lock";

/** What a member needs of the API of its kind of balancer. */
export interface RegistrationApi {
  /** For messages: `classic ELB wso2-prod in us-east-1`. */
  readonly title: string;
  /** The name that the API gives to an error about a balancer, or an instance, that is not there. */
  readonly unknownBalancer: string;
  readonly unknownMember: string;
  /** All that are registered, as far as the API lists them. */
  list(): Promise<readonly MemberView[]>;
  /** The node itself; `undefined` when it is not registered and nothing of it is draining. */
  own(): Promise<MemberView | undefined>;
  /** A connection to the node is a client's own, and no request by request. */
  carriesClients(): Promise<boolean>;
  register(): Promise<void>;
  deregister(): Promise<void>;
  readTags(): Promise<readonly Tag[]>;
  writeTags(tags: readonly Required<Tag>[]): Promise<void>;
  removeTags(keys: readonly string[]): Promise<void>;
}

/** The API's limits are an account's; a state that is read more often than this says nothing new. */
const readEveryMs = 1000;

/**
 * A node as a member of a balancer that knows registered and not registered. Deregistering drains: no new
 * request, and what is in flight goes on until it is done or the balancer's own time limit is over.
 */
export class RegisteredMember implements Member {
  readonly oldClientsLimitSec = 0;
  private read: { readonly at: number; readonly view: Promise<MemberView | undefined> } | undefined;

  constructor(
    readonly balancer: string,
    readonly server: string,
    /** What the API calls the node: an instance's id. */
    private readonly registered: string,
    private readonly groupSize: number | undefined,
    private readonly api: RegistrationApi,
    private readonly lockOptions: LockOptions,
  ) {}

  async facts(): Promise<GroupFacts> {
    const [all, own, tags] = await Promise.all([
      this.ask(() => this.api.list()),
      this.view(0),
      this.ask(() => this.api.readTags()),
    ]);
    const others = all.filter((view) => view.name !== this.registered && view.admin === "ready");
    const records = tags.flatMap((tag) => parseRecordTag(tag) ?? []);
    // Whom a roll took out, the balancer knows no more; its record does.
    const isWrittenOut = records.some(({ server, joined }) => server === this.server && joined === undefined);
    const known = own ?? (isWrittenOut ? notRegistered(this.server) : undefined);
    const servers = known ? [known, ...others] : others;
    // Its own record is the registration: what is not registered, it has let go of.
    const wanted = servers.map((view) => view.name);
    return { servers, wanted, size: this.groupSize, floors: parseFloorTags(tags), records };
  }

  async state(): Promise<MemberState> {
    const view = await this.view(readEveryMs);
    // Nobody counts them; there can be some until it is reported as not registered.
    return view ? { view, inFlight: 1 } : { view: notRegistered(this.server), inFlight: 0 };
  }

  /** The API has no lock to hold: one is made of tags. */
  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    const tags = {
      readTags: () => this.ask(() => this.api.readTags()),
      writeTags: (each: readonly Required<Tag>[]) => this.ask(() => this.api.writeTags(each)),
      removeTags: (keys: readonly string[]) => this.ask(() => this.api.removeTags(keys)),
    };
    return new TagLock(this, tags, this.lockOptions).hold(work);
  }

  async drain(): Promise<void> {
    if ((await this.view(0))?.admin !== "ready") return;
    await this.change(() => this.api.deregister());
  }

  takeOut(): Promise<void> {
    return this.drain();
  }

  putBack(): Promise<void> {
    return this.change(() => this.api.register());
  }

  /** @throws NodeGoneError for an instance that is gone */
  async admit(): Promise<void> {
    try {
      await this.putBack();
    } catch (error) {
      if (!(error instanceof RollError) || errorName(error.cause) !== this.api.unknownMember) throw error;
      throw new NodeGoneError(error.failure, { cause: error.cause });
    }
  }

  carriesClients(): Promise<boolean> {
    return this.ask(() => this.api.carriesClients());
  }

  async oldClients(): Promise<number> {
    return 0;
  }

  async writeRecord(record: OutRecord): Promise<void> {
    throwIfSectionIsLost();
    await this.ask(() => this.api.writeTags([planRecordTag(record)]));
  }

  async removeRecord(): Promise<void> {
    throwIfSectionIsLost();
    await this.ask(() => this.api.removeTags([recordTagKey(this.server)]));
  }

  async writeFloors(policy: FloorPolicy): Promise<void> {
    const tags = planFloorTags(policy);
    const before = await this.ask(() => this.api.readTags());
    const keys = before.filter(isFloorTag).flatMap(({ Key }) => Key ?? []);
    const gone = keys.filter((key) => !tags.some(({ Key }) => Key === key));
    throwIfSectionIsLost();
    if (gone.length > 0) await this.ask(() => this.api.removeTags(gone));
    throwIfSectionIsLost();
    if (tags.length > 0) await this.ask(() => this.api.writeTags(tags));
  }

  /** A registration is kept by AWS. */
  async save(): Promise<void> {}

  async forget(): Promise<void> {}

  private async change(act: () => Promise<void>): Promise<void> {
    throwIfSectionIsLost();
    try {
      await this.ask(act);
    } finally {
      this.read = undefined;
    }
  }

  private view(maxAgeMs: number): Promise<MemberView | undefined> {
    const now = performance.now();
    if (!this.read || now - this.read.at >= maxAgeMs) this.read = { at: now, view: this.readOwn() };
    return this.read.view;
  }

  private async readOwn(): Promise<MemberView | undefined> {
    try {
      const own = await this.ask(() => this.api.own());
      return own && { ...own, name: this.server };
    } catch (error) {
      // An instance that is gone is registered nowhere.
      if (error instanceof RollError && errorName(error.cause) === this.api.unknownMember) return undefined;
      throw error;
    }
  }

  private async ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      const unknown = errorName(error) === this.api.unknownBalancer;
      throw new RollError(
        {
          node: this.balancer,
          step: unknown ? "find the load balancer" : "ask AWS",
          expected: unknown ? this.api.title : `an answer about ${this.server} on ${this.api.title}`,
          seen: `${errorName(error)}: ${describeError(error)}`,
        },
        { cause: error },
      );
    }
  }
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : "error";
}

function notRegistered(name: string): MemberView {
  return {
    name,
    status: "not registered",
    admin: "maint",
    up: false,
    checkPassed: false,
    check: "",
    requests: 0,
    downs: 0,
  };
}
