import { poll } from "../../remote/poll";
import { describeError, RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import type { PairFacts } from "../pair-model";
import { pairResources } from "../pair-paths";
import { cibSections, renderCib } from "../render-cib";

const applyTimeoutSec = 60;

/** The instance that each machine is fenced by now, `i-...` by machine. */
async function readFenced(connection: SshConnection, facts: PairFacts): Promise<Map<string, string>> {
  const lines = facts.machines.map(
    ({ name }) =>
      `echo ${quote(name)} "$(crm_resource --resource ${quote(pairResources.fence(name))} --get-parameter plug 2> /dev/null || :)"`,
  );
  const answer = await runAsRoot(connection, lines.join("\n"), { step: "read the fencing" });
  const pairs = answer
    .trim()
    .split("\n")
    .map((line) => line.split(" "));
  return new Map(pairs.flatMap(([name, plug]) => (name && plug?.startsWith("i-") ? [[name, plug]] : [])));
}

/**
 * Shell text that puts each section in the place of the one before, first in a copy that Pacemaker judges. Sections
 * that are the same change nothing.
 */
function renderApply(facts: PairFacts, device: string): string {
  const sections = renderCib(facts, device);
  const replace = cibSections.map((section) => {
    const xml = quote(sections[section]);
    return `cibadmin --replace --scope ${section} --xml-text ${xml} 2> /dev/null ||
  cibadmin --create --scope configuration --xml-text ${xml}`;
  });
  return `
copy=$(mktemp)
trap 'rm -f "$copy"' EXIT
cibadmin --query > "$copy"
put() {
${replace.join("\n")}
}
( export CIB_file="$copy"; put )
# Warnings are of machines that are not there yet; what is wrong is an error.
crm_verify --xml-file "$copy" || [ $? -ne 78 ] || crm_verify --xml-file "$copy" -V 2>&1 | { ! grep -i '^error' >&2; }
put`;
}

/**
 * Makes the cluster's configuration what is planned. Of a machine that this plan knows no instance of, the cluster
 * knows it, or gets to know it when that machine is configured.
 *
 * @returns machines that can be fenced
 */
export async function applyCib(
  connection: SshConnection,
  facts: PairFacts,
  device: string,
): Promise<string[]> {
  const fenced = await readFenced(connection, facts);
  const machines = facts.machines.map((machine) => ({
    ...machine,
    instanceId: machine.instanceId ?? fenced.get(machine.name),
  }));
  const script = renderApply({ ...facts, machines }, device);
  let last: unknown;
  // Until somebody decides, nothing can be changed.
  const done = await poll(
    async () => {
      try {
        await runAsRoot(connection, script, { step: "write the cluster's resources" });
        return true;
      } catch (error) {
        last = error;
        return undefined;
      }
    },
    { timeoutSec: applyTimeoutSec, intervalMs: 1000 },
  );
  if (!done) {
    throw new RollError(
      {
        node: connection.target.name,
        step: "write the cluster's resources",
        expected: `that Pacemaker takes them within ${applyTimeoutSec} s`,
        seen: describeError(last),
      },
      { cause: last },
    );
  }
  return machines.flatMap(({ name, instanceId }) => (instanceId === undefined ? [] : [name]));
}
