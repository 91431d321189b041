import { poll } from "../../remote/poll";
import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { RollContext } from "../../rolling/context";
import { engines } from "../engines";
import { renderSqlRun, type SqlSource } from "../render-sql-run";
import type { SchemaPlan } from "../schema-plan";
import * as sql from "../schema-sql";

/** From a claim to its end. A node that takes longer has died in it. */
const makeTimeoutSec = 300;
const askTimeoutSec = 60;

/**
 * Makes the tables of a server in its database, once: the first node that comes claims them, the others wait for it.
 * Where they are made already, nothing is changed.
 *
 * @param home Of the release, whose scripts make them.
 * @throws RollError for tables that are half made, or that somebody else made
 */
export async function makeSchema(
  context: RollContext,
  connection: SshConnection,
  plan: SchemaPlan,
  home: string,
): Promise<void> {
  await makeDatabase(connection, plan);
  const state = await readSchema(connection, plan);
  if (state.is === "made") return;
  if (state.is === "foreign") throw foreign(connection, plan, state.tables);
  if (state.is === "failed") throw halfMade(connection, plan, state);
  if (state.is === "making") return waitForOther(context, connection, plan);
  if (!(await claim(connection, plan, state.is === "empty"))) return waitForOther(context, connection, plan);
  await context.report.step(
    connection.target.name,
    "make tables",
    () => runScripts(context, connection, plan, home),
    () => `${plan.name} in ${describe(plan)}, from ${plan.scripts.join(", ")}`,
  );
}

/** What a database says of the tables of one server; nothing is changed. */
export async function readSchema(connection: SshConnection, plan: SchemaPlan): Promise<sql.SchemaState> {
  const maker = makerOf(plan);
  if (maker && !(await hasDatabase(connection, plan, maker))) return { is: "empty" };
  const counts = await ask(connection, plan, sql.renderCountTables(plan.engine));
  const hasMarker = /^marker,[1-9]/m.test(counts);
  const rows = hasMarker ? await ask(connection, plan, [sql.renderReadState(plan.name)]) : "";
  return sql.readState(counts, rows);
}

/**
 * Looks whether a node can make the tables, or has no need to.
 * @returns what is wrong
 */
export async function trySchema(connection: SshConnection, plan: SchemaPlan): Promise<string[]> {
  try {
    const state = await readSchema(connection, plan);
    if (state.is === "foreign") return [foreign(connection, plan, state.tables).failure.seen];
    return state.is === "failed" ? [halfMade(connection, plan, state).failure.seen] : [];
  } catch (error) {
    if (!(error instanceof RollError)) throw error;
    return [`no way to ${describe(plan)}: ${error.failure.logLines?.join(" ").trim() || error.failure.seen}`];
  }
}

type Maker = (typeof sql.databaseMakers)[keyof typeof sql.databaseMakers];

/** How the database itself is made; undefined where it is there. RDS makes none for SQL Server. */
function makerOf({ engine, makeDatabase: isMade = false }: SchemaPlan): Maker | undefined {
  const { type } = engines[engine];
  if (type === "oracle" || (!isMade && type !== "mssql")) return undefined;
  return sql.databaseMakers[type];
}

async function hasDatabase(connection: SshConnection, plan: SchemaPlan, maker: Maker): Promise<boolean> {
  const statements = [sql.renderHasDatabase(maker, plan.databaseName)];
  return /^database,1$/m.test(await run(connection, plan, { statements }, maker.from));
}

async function makeDatabase(connection: SshConnection, plan: SchemaPlan): Promise<void> {
  const maker = makerOf(plan);
  if (!maker || (await hasDatabase(connection, plan, maker))) return;
  try {
    await run(connection, plan, { statements: maker.make(plan.databaseName) }, maker.from);
  } catch (error) {
    // Another node may have been the first.
    if (!(await hasDatabase(connection, plan, maker))) throw error;
  }
}

/** Whether this node is the one that makes them. */
async function claim(connection: SshConnection, plan: SchemaPlan, isEmpty: boolean): Promise<boolean> {
  const { name: node } = connection.target;
  const attempt = (statement: string) =>
    ask(connection, plan, [statement]).then(
      () => undefined,
      (error: unknown) => error,
    );
  const noTable = isEmpty ? await attempt(sql.createMarker) : undefined;
  if (noTable && (await readSchema(connection, plan)).is === "empty") throw noTable;
  const lost = await attempt(sql.renderClaim(plan.name, node, new Date().toISOString()));
  if (!lost) return true;
  const { is } = await readSchema(connection, plan);
  if (is === "unclaimed" || is === "empty") throw lost;
  return false;
}

async function runScripts(
  { signal }: RollContext,
  connection: SshConnection,
  plan: SchemaPlan,
  home: string,
): Promise<void> {
  try {
    for (const script of plan.scripts) {
      await runAsRoot(connection, renderSqlRun(plan, { file: `${home}/${script}` }), {
        step: `make tables of ${plan.name}`,
        expected: `${script} to run to its end in ${describe(plan)}`,
        timeoutSec: makeTimeoutSec,
        signal,
      });
    }
  } catch (error) {
    await ask(connection, plan, [sql.renderSetState(plan.name, "failed")]).catch(() => undefined);
    throw error;
  }
  await ask(connection, plan, [sql.renderSetState(plan.name, "made")]);
}

async function waitForOther(
  { report, signal }: RollContext,
  connection: SshConnection,
  plan: SchemaPlan,
): Promise<void> {
  report.line(connection.target.name, "make tables", `another node makes those of ${plan.name}`);
  const seen = await poll(
    async () => {
      const state = await readSchema(connection, plan);
      if (state.is === "made" || state.is === "failed") return state;
      return state.is === "making" && ageSec(state.since) > makeTimeoutSec ? state : undefined;
    },
    { timeoutSec: makeTimeoutSec + askTimeoutSec, intervalMs: 1_000, signal },
  );
  if (seen?.is === "made") return;
  throw halfMade(connection, plan, seen ?? { node: "a node", since: "an unknown time" });
}

const ageSec = (since: string) => (Date.now() - Date.parse(since)) / 1000;

function ask(connection: SshConnection, plan: SchemaPlan, statements: readonly string[]): Promise<string> {
  return run(connection, plan, { statements });
}

function run(
  connection: SshConnection,
  plan: SchemaPlan,
  source: SqlSource,
  database?: string,
): Promise<string> {
  return runAsRoot(connection, renderSqlRun(plan, source, database), {
    step: "ask the database",
    expected: `an answer of ${describe(plan)}`,
    timeoutSec: askTimeoutSec,
  });
}

const describe = ({ engine, host, databaseName }: SchemaPlan) => `${engine} ${host}/${databaseName}`;

function halfMade(
  { target }: SshConnection,
  plan: SchemaPlan,
  { node, since }: { readonly node: string; readonly since: string },
): RollError {
  return new RollError({
    node: target.name,
    step: `make tables of ${plan.name}`,
    expected: `all tables of ${plan.name} in ${describe(plan)}, or none`,
    seen: `the tables of ${plan.name} in ${describe(plan)} are half made: ${node} began at ${since} and did not come to the end`,
    next: `when nothing in that database is needed, drop its tables, ${sql.markerTable} last, then \`pulumi up\`; when you have completed them: UPDATE ${sql.markerTable} SET STATE = 'made' WHERE NAME = '${plan.name}'`,
  });
}

function foreign({ target }: SshConnection, plan: SchemaPlan, tables: number): RollError {
  return new RollError({
    node: target.name,
    step: `make tables of ${plan.name}`,
    expected: `an empty database, or one with ${sql.markerTable} in it`,
    seen: `${describe(plan)} has ${tables} tables that were made otherwise; the release's scripts would drop them`,
    next: "when they are WSO2's and complete, set makeTables to false; else name an empty database; then `pulumi up`",
  });
}
