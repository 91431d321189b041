import type { ProjectStack } from "../engine";
import type { Say } from "./progress";

interface Operation {
  readonly type: string;
  readonly resource: { readonly urn: string; readonly type: string };
}

/** Those of the notes that say nothing: a command can run twice, other resources may be there unknown. */
export function planForgotten(pending: readonly Operation[]): { forget: Operation[]; keep: Operation[] } {
  const isCommand = ({ resource }: Operation) => resource.type.startsWith("command:");
  return { forget: pending.filter(isCommand), keep: pending.filter((each) => !isCommand(each)) };
}

/** Forgets which commands the engine was running when it was killed, so that it doesn't warn of them for ever. */
export async function forgetPendingCommands(
  stack: Pick<ProjectStack, "exportStack" | "importStack">,
  say: Say,
): Promise<void> {
  const state = await stack.exportStack();
  const deployment: { pending_operations?: Operation[] } = state.deployment ?? {};
  const { forget, keep } = planForgotten(deployment.pending_operations ?? []);
  if (forget.length === 0) return;
  const names = forget.map(({ type, resource }) => `${type} ${resource.urn.split("::").at(-1)}`);
  say(`the last run was killed while ${names.join(", ")}; that runs again where it is needed`);
  await stack.importStack({ ...state, deployment: { ...deployment, pending_operations: keep } });
}
