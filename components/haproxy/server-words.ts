/**
 * What HAProxy says of a server, in its own words. The tables are those of its sources (`server-t.h`, `check-t.h`,
 * `stats.c`, `check.c`); they are the same in every release from 1.8 to 3.4.
 */

/** Bits of `srv_admin_state`, `enum srv_admin`. */
export const adminFlags = {
  forcedMaint: 0x01,
  /** From a server that it tracks. */
  inheritedMaint: 0x02,
  /** The line says `disabled`. The bit stays when the server is enabled later, and means nothing by itself. */
  configuredMaint: 0x04,
  forcedDrain: 0x08,
  inheritedDrain: 0x10,
  /** Its name could not be resolved. */
  resolutionMaint: 0x20,
  /** Its name was changed over the socket. */
  nameChanged: 0x40,
} as const;

/** HAProxy's own `SRV_ADMF_MAINT`: with any of these a server gets nothing. */
export const maintMask = adminFlags.forcedMaint | adminFlags.inheritedMaint | adminFlags.resolutionMaint;
/** `SRV_ADMF_DRAIN` */
export const drainMask = adminFlags.forcedDrain | adminFlags.inheritedDrain;

const knownFlags = Object.values(adminFlags).reduce<number>((all, flag) => all | flag, 0);

/** @throws Error for bits that no release up to now has. */
export function parseAdminFlags(text: string | undefined): number {
  const flags = /^\d+$/.test(text ?? "") ? Number(text) : Number.NaN;
  if (Number.isNaN(flags) || (flags & ~knownFlags) !== 0) throw unknown("srv_admin_state", text);
  return flags;
}

/** `enum srv_state`, by number: only the first is down, the last takes no new clients (`disable-on-404`). */
const operations = ["stopped", "starting", "running", "stopping"] as const;
export type Operation = (typeof operations)[number];

export function parseOperation(text: string | undefined): Operation {
  const operation = /^\d$/.test(text ?? "") ? operations[Number(text)] : undefined;
  if (operation === undefined) throw unknown("srv_op_state", text);
  return operation;
}

/** Bits of `srv_check_state` and `srv_agent_state`: the line has such a check; it is switched on. */
const checkConfigured = 0x02;
const checkEnabled = 0x04;

export function isAgentOn(agentState: string | undefined): boolean {
  return (Number(agentState) & checkEnabled) !== 0;
}

export function isAgentOff(agentState: string | undefined): boolean {
  return (Number(agentState) & (checkConfigured | checkEnabled)) === checkConfigured;
}

export function hasChecks(checkState: string | undefined): boolean {
  if (!/^\d+$/.test(checkState ?? "")) throw unknown("srv_check_state", checkState);
  return (Number(checkState) & checkEnabled) !== 0;
}

/** Every text of the column `status` for a server. */
const statusPattern =
  /^(MAINT( \((resolution|via [^)]*)\))?|DOWN( \d+\/\d+| \(agent\))?|UP( \d+\/\d+)?|NOLB( \d+\/\d+)?|DRAIN( \d+\/\d+| \(agent\))?|no check)$/;

/** @throws Error for a text that HAProxy does not print. */
export function checkStatusWord(text: string): void {
  if (!statusPattern.test(text)) throw unknown("status", text);
}

export type CheckResult = "passed" | "failed" | "none";

/** Every text of the column `check_status`, and what it says of the last check. */
const checkResults = new Map<string, CheckResult>(
  Object.entries({
    "": "none",
    UNK: "none",
    INI: "none",
    /** An external check that says nothing new. */
    CHECKED: "none",
    L4OK: "passed",
    L6OK: "passed",
    L7OK: "passed",
    /** 404 where `disable-on-404` stands: it runs and wants no new clients; its `srv_op_state` says so. */
    L7OKC: "passed",
    PROCOK: "passed",
    HANA: "failed",
    SOCKERR: "failed",
    L4TOUT: "failed",
    L4CON: "failed",
    L6TOUT: "failed",
    L6RSP: "failed",
    L7TOUT: "failed",
    L7RSP: "failed",
    L7STS: "failed",
    PROCERR: "failed",
    PROCTOUT: "failed",
  }),
);

/** While a check is under way, the result of the one before stands behind a star. */
export function lastCheck(text: string): string {
  return text.replace(/^\* /, "");
}

/** @throws Error for a text that HAProxy does not print. */
export function parseCheckResult(text: string): CheckResult {
  const result = checkResults.get(lastCheck(text));
  if (result === undefined) throw unknown("check_status", text);
  return result;
}

function unknown(column: string, value: string | undefined): Error {
  return new Error(`${column} is ${JSON.stringify(value ?? "")}, which no HAProxy from 1.8 to 3.4 says`);
}
