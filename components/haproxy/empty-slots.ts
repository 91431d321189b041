import type { ServerStateRow } from "./server-state";
import { adminFlags, maintMask } from "./server-words";

const noAddress = new Set(["", "-", "0.0.0.0", "::"]);
const loopback = /^(127\.|::1$)/;

/** Disabled by its line, and nobody has enabled it since. */
const neverEnabled = adminFlags.forcedMaint | adminFlags.configuredMaint;

function isNamed(value: string | undefined): value is string {
  return value !== undefined && value !== "" && value !== "-";
}

/**
 * The places of a `server-template` that stand for no machine now. They are in maintenance, and
 *
 * - have no address, or one that their name does not resolve to any more. A single server whose own name can't be
 *   resolved is not among them: it is missed;
 * - or stand at a placeholder until somebody sets their address: disabled by their line, at the place of another
 *   one, or on loopback where the others are not.
 */
export function findEmptySlots(rows: readonly ServerStateRow[]): ReadonlySet<ServerStateRow> {
  const name = (row: ServerStateRow) => `${row.be_name} ${row.srv_fqdn}`;
  const place = (row: ServerStateRow) => `${row.be_name} ${row.srv_addr} ${row.srv_port}`;
  const shares = (of: (row: ServerStateRow) => string, row: ServerStateRow) =>
    rows.some((other) => other !== row && of(other) === of(row));
  const isRemote = (row: ServerStateRow) =>
    !noAddress.has(row.srv_addr ?? "") && !loopback.test(row.srv_addr ?? "");
  const isEmpty = (row: ServerStateRow) => {
    const flags = Number(row.srv_admin_state);
    if (!(flags & maintMask)) return false;
    const address = row.srv_addr ?? "";
    const resolves = isNamed(row.srvrecord) || isNamed(row.srv_fqdn);
    const hasNone = noAddress.has(address) || (flags & adminFlags.resolutionMaint) !== 0;
    if (hasNone) return isNamed(row.srvrecord) || !resolves || shares(name, row);
    if ((flags & neverEnabled) !== neverEnabled) return false;
    const others = rows.filter((other) => other.be_name === row.be_name && isRemote(other));
    return shares(place, row) || (loopback.test(address) && others.length > 0);
  };
  return new Set(rows.filter(isEmpty));
}
