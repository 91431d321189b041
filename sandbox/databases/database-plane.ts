import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findInit } from "../elb/inside-machine";
import { makeServerCertificate } from "./authority";
import { type DatabaseModel, type Member, otherMember } from "./database-model";
import { MariadbMember } from "./mariadb-member";
import { MariadbMachine } from "./mariadb-place";
import type { MemberServer } from "./member-server";
import { type DatabaseFacts, type DatabaseStep, type MemberFacts, planStep } from "./plan-step";
import { PostgresMember } from "./postgres-member";

/** A machine of a database as it is now. */
export interface MemberMachine {
  readonly address: string;
  /** Of the host process that runs it. @default it doesn't run */
  readonly pid?: number;
}

/** What is known of a database from one process to the next. */
interface Kept {
  readonly primary: Member;
  readonly made: Readonly<Record<Member, boolean>>;
  /** Failovers that were asked for and done. */
  readonly failovers: number;
  /** Digest of the password that the server has. */
  readonly password?: string;
}

/** A database of RDS on two machines: one serves, the other follows it and takes over. */
export class DatabasePlane {
  /** @param folder Its own, kept from one process to the next. */
  constructor(
    private readonly folder: string,
    private readonly log: (line: string) => void,
  ) {}

  /**
   * Goes on until nothing is left to be done now.
   *
   * @param leadTo Hears each time where the primary answers, before the standby is seen to.
   */
  async settle(
    model: DatabaseModel,
    machines: Readonly<Record<Member, MemberMachine>>,
    leadTo: (address: string) => void,
  ): Promise<void> {
    for (;;) {
      const kept = await this.read(model);
      const facts = await this.look(model, machines, kept);
      const { answers } = facts.members[kept.primary];
      if (answers) leadTo(machines[kept.primary].address);
      const step = planStep(facts);
      if (step.do === "none") {
        if (answers) await this.keepUp(model, machines, kept);
        return;
      }
      await this.take(step, model, machines, kept);
    }
  }

  private async look(
    model: DatabaseModel,
    machines: Readonly<Record<Member, MemberMachine>>,
    kept: Kept,
  ): Promise<DatabaseFacts> {
    const facts = async (member: Member): Promise<MemberFacts> => {
      const server = this.open(model, machines[member]);
      const made = kept.made[member];
      return { there: server !== undefined, made, answers: made && (await server?.answers()) === true };
    };
    const [a, b] = await Promise.all([facts("a"), facts("b")]);
    const asked = model.failovers > kept.failovers;
    return { primary: kept.primary, multiAz: model.multiAz, members: { a, b }, asked };
  }

  private async take(
    step: Exclude<DatabaseStep, { do: "none" }>,
    model: DatabaseModel,
    machines: Readonly<Record<Member, MemberMachine>>,
    kept: Kept,
  ): Promise<void> {
    const { member } = step;
    const server = this.open(model, machines[member]);
    if (!server) return;
    const name = `${model.id}: machine ${member}`;
    if (step.do === "make") {
      await server.make(await this.certificate(model));
      const made = { ...kept.made, [member]: true };
      await this.write({ ...kept, made, password: digestOf(model) });
      this.log(`${name} serves ${model.engine} on ${machines[member].address}:${model.port}`);
    } else if (step.do === "start") {
      await server.start();
      this.log(`${name} serves again`);
    } else if (step.do === "join") {
      await server.join(await this.certificate(model), machines[otherMember(member)].address);
      await this.write({ ...kept, made: { ...kept.made, [member]: true } });
      this.log(`${name} is the standby`);
    } else {
      await this.open(model, machines[kept.primary])?.kill();
      await server.promote();
      await server.waitForStandby();
      const made = { ...kept.made, [kept.primary]: false };
      await this.write({ ...kept, primary: member, made, failovers: model.failovers });
      this.log(`${name} has taken over`);
    }
  }

  /** What changes while it serves. A failover that was asked for without a standby is none. */
  private async keepUp(
    model: DatabaseModel,
    machines: Readonly<Record<Member, MemberMachine>>,
    kept: Kept,
  ): Promise<void> {
    const server = this.open(model, machines[kept.primary]);
    await server?.waitForStandby();
    if (kept.password === digestOf(model)) return;
    await server?.setPassword();
    await this.write({ ...kept, password: digestOf(model) });
    this.log(`${model.id}: has another password`);
  }

  /** The server on a machine that runs; undefined while it doesn't. */
  private open(model: DatabaseModel, { pid, address }: MemberMachine): MemberServer | undefined {
    if (pid === undefined) return undefined;
    try {
      const init = findInit(pid);
      if (model.engine !== "mariadb") return new PostgresMember(init, model);
      return new MariadbMember(new MariadbMachine(init, address), model);
    } catch {
      return undefined;
    }
  }

  private async certificate({ host }: DatabaseModel) {
    const path = (name: string) => join(this.folder, name);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    if (!existsSync(path("server.pem"))) await makeServerCertificate(this.folder, host);
    const [certificate, key] = await Promise.all(
      ["server.pem", "server.key"].map((name) => readFile(path(name), "utf8")),
    );
    return { "server.pem": certificate ?? "", "server.key": key ?? "" };
  }

  private async read({ failovers }: DatabaseModel): Promise<Kept> {
    const text = await readFile(join(this.folder, "kept.json"), "utf8").catch(() => undefined);
    return text === undefined
      ? { primary: "a", made: { a: false, b: false }, failovers }
      : (JSON.parse(text) as Kept);
  }

  private async write(kept: Kept): Promise<void> {
    const path = join(this.folder, "kept.json");
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await writeFile(`${path}.new`, JSON.stringify(kept), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }
}

const digestOf = ({ password }: DatabaseModel) => createHash("sha256").update(password).digest("hex");
