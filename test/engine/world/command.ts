import { AsyncLocalStorage } from "node:async_hooks";

/** One command that the engine runs: a process of its own, whose work is done in the test's process. */
export class WorldCommand {
  isDead = false;
  private readonly atDeath: (() => void)[] = [];

  constructor(
    readonly verb: string,
    readonly pid: number,
    readonly parent: number,
  ) {}

  /** Whatever it holds is let go when its process dies. */
  whenDead(release: () => void): void {
    this.atDeath.push(release);
  }

  /** From now on nothing that it does has any effect. */
  die(): void {
    if (this.isDead) return;
    this.isDead = true;
    for (const release of this.atDeath) release();
  }
}

/** The command that the running code works for. */
export const runningCommand = new AsyncLocalStorage<WorldCommand>();

/** Dead processes don't go on: never settles for one. */
export async function alive(): Promise<void> {
  if (runningCommand.getStore()?.isDead) await new Promise<never>(() => {});
}
