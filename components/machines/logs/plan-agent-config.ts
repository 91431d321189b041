import type { LogPlan } from "./log-plan";

/** What one machine sends. */
export interface AgentFacts extends Pick<LogPlan, "logGroupName" | "units" | "files"> {
  /** The machine's key, which outlives its instance. */
  readonly machine: string;
}

/**
 * The agent's configuration, by its manual (AWS, "Manually create or edit the CloudWatch agent configuration file"). The group's retention is set where the group is made: the
 * machines have no right to change it, and without a word on it the agent does not try.
 */
export function planAgentConfig({ logGroupName, machine, units, files }: AgentFacts) {
  const stream = (name: string) => ({ log_group_name: logGroupName, log_stream_name: `${machine}-${name}` });
  const journal = units.map((unit) => ({ ...stream(unit), units: [unit] }));
  const tails = files.map(({ name, path, entryBegins }) => ({
    ...{ file_path: path, ...stream(name) },
    ...(entryBegins === undefined ? {} : { multi_line_start_pattern: entryBegins }),
  }));
  return {
    agent: { run_as_user: "root" },
    logs: {
      logs_collected: {
        ...(journal.length > 0 ? { journald: { collect_list: journal } } : {}),
        ...(tails.length > 0 ? { files: { collect_list: tails } } : {}),
      },
    },
  };
}
