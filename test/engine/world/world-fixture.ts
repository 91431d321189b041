import { readFile, writeFile } from "node:fs/promises";
import type { Server } from "node:net";
import { join } from "node:path";
import type { PreviewOptions, UpOptions } from "@pulumi/pulumi/automation";
import { unlockIfStale } from "../../../sandbox/engine";
import { type EngineFixture, type Outcome, openFixture } from "../fixture";
import { setWorld } from "./below";
import type { Fault } from "./faults";
import { type Platform, platformStack, rollingStack, type Wanted } from "./rolling-stack";
import { World, type WorldState } from "./world";
import { serveWorld } from "./world-server";

/** What one `up` did in the world. */
export interface WorldOutcome extends Outcome {
  /** `L1 S1 G1 J1` */
  readonly journal: string;
}

/** To go back to, more than once. */
export interface SavedFixture {
  readonly world: WorldState;
  readonly stack: Buffer;
}

/** A stack with a rolling group on a world of its own, on the real engine. */
export class WorldFixture {
  private server: Server | undefined;

  private constructor(
    readonly engine: EngineFixture,
    readonly world: World,
  ) {}

  /** @param prefixes Of the balancers of each group. */
  static async open(name: string, prefixes?: readonly string[]): Promise<WorldFixture> {
    const fixture = new WorldFixture(await openFixture(name), new World(prefixes));
    setWorld(fixture.world);
    fixture.server = await serveWorld(fixture.world, fixture.engine.dir);
    return fixture;
  }

  async close(): Promise<void> {
    this.server?.close();
    await this.engine.remove();
  }

  up(wanted: Wanted, faults: readonly Fault[] = [], options: UpOptions = {}): Promise<WorldOutcome> {
    return this.run(rollingStack(wanted), faults, options);
  }

  /** The same of several groups. */
  upAll(platform: Platform, faults: readonly Fault[] = [], options: UpOptions = {}): Promise<WorldOutcome> {
    return this.run(platformStack(platform), faults, options);
  }

  private async run(
    program: () => Promise<Record<string, unknown>>,
    faults: readonly Fault[],
    options: UpOptions,
  ): Promise<WorldOutcome> {
    this.world.begin(faults);
    await this.unlock();
    const outcome = await this.engine.up(program, options);
    return { ...outcome, journal: this.world.journal.join(" ") };
  }

  async preview(wanted: Wanted, options: PreviewOptions = {}): Promise<Outcome> {
    await this.unlock();
    return this.engine.preview(rollingStack(wanted), options);
  }

  /** The world and the engine's state as they are now. */
  async save(): Promise<SavedFixture> {
    return { world: this.world.save(), stack: await readFile(this.stackFile) };
  }

  async restore({ world, stack }: SavedFixture): Promise<void> {
    this.world.restore(world);
    await this.unlock();
    await writeFile(this.stackFile, stack);
  }

  private get stackFile(): string {
    return join(this.engine.dir, "state", "pulumi-state", ".pulumi", "stacks", "wso2", "test.json");
  }

  /** As whoever runs a stack after a kill: the lock of an engine that is dead goes. */
  private unlock(): Promise<void> {
    const stateDir = join(this.engine.dir, "state");
    return unlockIfStale({ stack: "test", stateDir, project: "wso2" }, () => {});
  }
}
