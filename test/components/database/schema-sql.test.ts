import { type DatabaseEngine, engines } from "../../../components/database/engines";
import { renderSqlRun } from "../../../components/database/render-sql-run";
import type { SchemaPlan } from "../../../components/database/schema-plan";
import {
  databaseMakers,
  readState,
  renderClaim,
  renderHasDatabase,
} from "../../../components/database/schema-sql";
import { someRoot } from "../../support/some-root";

describe("what a database says of its tables", () => {
  it.each([
    ["tables,0\n\nmarker,0\n", "", { is: "empty" }],
    ["tables,61\n\nmarker,0\n", "", { is: "foreign", tables: 61 }],
    ["tables,1\n\nmarker,1\n", "", { is: "unclaimed" }],
    ["tables,61\nmarker,1\n", "state,made,node1,2026-11-26T10:00:00Z\n", { is: "made" }],
    [
      "tables,9\nmarker,1\n",
      "state,making,node1,2026-11-26T10:00:00Z\n",
      { is: "making", node: "node1", since: "2026-11-26T10:00:00Z" },
    ],
    [
      "tables,9\nmarker,1\n",
      "state,failed,node2,2026-11-26T10:00:00Z\n",
      { is: "failed", node: "node2", since: "2026-11-26T10:00:00Z" },
    ],
  ])("%j and %j", (counts, rows, state) => {
    expect(readState(counts, rows)).toEqual(state);
  });

  it("fails where it says nothing", () => {
    expect(() => readState("", "")).toThrow(/did not say which tables/);
  });

  it("is asked with names that can't end a statement", () => {
    expect(renderClaim("shared_db", "o'node", "now")).toContain("'o''node'");
  });
});

describe("a run of SQL", () => {
  const plan = (engine: DatabaseEngine): SchemaPlan => ({
    ...{ name: "shared_db", engine, host: "db.example.com", port: engines[engine].port, username: "wso2" },
    ...{ databaseName: "wso2", password: "back\\slash$and'quote", scripts: [], jars: [] },
    caPem: someRoot,
  });

  it.each([
    ["postgres", 'delimiter=";" delimitertype="normal"'],
    ["mysql", 'delimiter=";" delimitertype="normal"'],
    ["sqlserver-se", 'delimiter="GO" delimitertype="row"'],
    ["oracle-se2", 'delimiter="/" delimitertype="row"'],
  ] as const)("takes the scripts of %s apart as they are written", (engine, delimiter) => {
    expect(renderSqlRun(plan(engine), { file: "/opt/wso2/x/dbscripts/x.sql" })).toContain(delimiter);
  });

  it("has the password in a file of root's alone, and in no program's arguments", () => {
    const lines = renderSqlRun(plan("postgres"), { statements: ["SELECT 1"] }).split("\n");
    const withPassword = lines.filter((each) => each.includes("slash"));
    expect(withPassword).toEqual(["db.password=back\\\\slash$and'quote"]);
    expect(lines[0]).toBe("umask 077");
  });
});

it.each([
  ["postgre", "postgres", 'CREATE DATABASE "wso2_apim"'],
  ["mysql", "information_schema", "CREATE DATABASE IF NOT EXISTS `wso2_apim` CHARACTER SET latin1"],
  ["mariadb", "information_schema", "CREATE DATABASE IF NOT EXISTS `wso2_apim` CHARACTER SET latin1"],
  ["mssql", "master", "IF DB_ID('wso2_apim') IS NULL CREATE DATABASE [wso2_apim]"],
] as const)("makes a further database of %s from %s", (type, from, statement) => {
  const maker = databaseMakers[type];
  expect([maker.from, maker.make("wso2_apim")[0]]).toEqual([from, statement]);
  expect(renderHasDatabase(maker, "wso2_apim")).toContain(`${maker.column} = 'wso2_apim'`);
});
