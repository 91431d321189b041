import { createHash } from "node:crypto";
import { type DatabaseModel, type Member, servedEngines } from "../databases/database-model";
import type { MemberMachine } from "../databases/database-plane";
import type { PlacedDatabase } from "./databases";
import type { ElbMachine, WantedMachine } from "./plan-elb-machines";

const members: readonly Member[] = ["a", "b"];

/** Of one server of a database. */
export function databaseMachineName(id: string, member: Member): string {
  return `db-${createHash("sha256").update(id).digest("hex").slice(0, 8)}-${member}`;
}

/** The databases for which servers run here. */
export function planServed(databases: readonly DatabaseModel[]): DatabaseModel[] {
  return databases.filter(({ engine, subnetIds }) => servedEngines.includes(engine) && subnetIds.length > 0);
}

/** A machine for each server, the standby's in another subnet where there is one. */
export function planDatabaseMachines(databases: readonly DatabaseModel[]): WantedMachine[] {
  return databases.flatMap(({ id, subnetIds, multiAz }) =>
    (multiAz ? members : members.slice(0, 1)).map((member, index) => {
      const machine = databaseMachineName(id, member);
      return { name: machine, machine, subnetIds: [subnetIds[index % subnetIds.length] ?? ""] };
    }),
  );
}

/** Each database with its machines as they are now; without a standby the second one is nowhere. */
export function placeDatabases(
  databases: readonly DatabaseModel[],
  machines: readonly ElbMachine[],
  pidOf: (machine: string) => number | undefined,
): PlacedDatabase[] {
  return databases.map((model) => {
    const find = (member: Member): MemberMachine => {
      const name = databaseMachineName(model.id, member);
      const address = machines.find(({ machine }) => machine === name)?.address;
      const pid = pidOf(name);
      return { address: address ?? "", ...(address !== undefined && pid !== undefined ? { pid } : {}) };
    };
    return { model, machines: { a: find("a"), b: find("b") } };
  });
}
