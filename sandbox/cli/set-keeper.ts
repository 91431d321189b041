import type { EngineEvent } from "@pulumi/pulumi/automation";
import { keepOverrides } from "../engine/kept-overrides";
import type { Overrides } from "../engine/overrides";
import type { Say } from "./progress";
import { project } from "./stack-settings";

/** Commands of the roll program that change a machine or a balancer; the others look, wait and prepare. */
const changingVerbs = new Set(["prepare", "configure-haproxy", "start", "stop", "join", "leave"]);

/** Whether a step that has ended changed something outside of the state. */
export function isChange(event: EngineEvent): boolean {
  const { metadata, planning } = event.resOutputsEvent ?? {};
  if (!metadata || planning || metadata.type.startsWith("pulumi:")) return false;
  const { op, type, old, new: next } = metadata;
  if (!(next ?? old)?.custom || !/^(create|update|delete|replace)/.test(op)) return false;
  if (type !== "command:local:Command") return true;
  const which = op.startsWith("delete") ? "delete" : op === "update" ? "update" : "create";
  const text = String((which === "delete" ? old : next)?.inputs?.[which] ?? "");
  return changingVerbs.has(text.split(" ").at(-1) ?? "");
}

/**
 * Keeps what `--set` has set from the first moment that something is changed by it. A value that the stack or a
 * check refuses changes nothing, and must not stand in the way of later commands.
 */
export class SetKeeper {
  private kept: Promise<void> | undefined;

  constructor(
    private readonly stateDir: string,
    private readonly sets: Overrides,
  ) {}

  readonly onEvent = (event: EngineEvent): void => {
    if (isChange(event)) void this.keep();
  };

  keep(): Promise<void> {
    this.kept ??= keepOverrides(this.stateDir, this.sets, project);
    return this.kept;
  }

  /** Says after a failure which of the values later commands go on with. */
  async sayAfterFailure(say: Say): Promise<void> {
    const keys = Object.keys(this.sets);
    if (keys.length === 0) return;
    if (!this.kept) return say(`nothing was changed, so ${keys.join(", ")} as set here is not kept`);
    await this.kept;
    const drop = keys.map((key) => `--set ${key}=`).join(" ");
    say(`later commands go on with ${keys.join(", ")} as set here; to drop what was set: ${drop}`);
  }
}
