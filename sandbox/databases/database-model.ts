/** A DB instance of RDS as the AWS API has it, and what it never tells. */
export interface DatabaseModel {
  /** RDS's identifier. */
  readonly id: string;
  readonly engine: string;
  /** The name that clients use, the same before and after a failover. */
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** Made with the machine. */
  readonly databaseName?: string;
  readonly multiAz: boolean;
  readonly subnetIds: readonly string[];
  /** How many failovers were asked for since it was made: RebootDBInstance with ForceFailover. */
  readonly failovers: number;
}

/** Its two machines; without a standby there is the first alone. */
export type Member = "a" | "b";

export const otherMember = (member: Member): Member => (member === "a" ? "b" : "a");

/** Engines of RDS for which a real server runs here. */
export const servedEngines: readonly string[] = ["postgres", "mariadb"];
