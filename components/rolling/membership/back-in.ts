import { RollError } from "../../remote/roll-error";

/** Something else works on the same balancer: `lb1 has it UP`. */
export function backIn(node: string, found: readonly string[]): RollError {
  return new RollError({
    node,
    step: "see that it is out",
    expected: "maint on every balancer until its services have stopped",
    seen: `${found.join(", ")}: something else enabled it there`,
    next: "find out what did (an agent check, another tool, a reload without a state file) and keep it away during rolls, then `pulumi up`",
  });
}
