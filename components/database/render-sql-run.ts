import { splitPem } from "../certificates/certificate-files";
import { publicPassword, writeTrustStore } from "../certificates/keystore/write-trust-store";
import { briefJava } from "../remote/brief-java";
import { quote } from "../remote/ssh/shell";
import { engines } from "./engines";
import { jarPath } from "./jar-cache";
import { driverClasses, renderJdbcUrl } from "./jdbc";
import type { SchemaPlan } from "./schema-plan";
import { delimiters } from "./schema-sql";

/** What is run: statements of ours, or a file of the release that lies on the node. */
export type SqlSource = { readonly statements: readonly string[] } | { readonly file: string };

/**
 * Shell text that runs SQL on a database through its JDBC driver and prints what queries answer, columns with commas
 * between. The first error ends it. All that is secret goes by files of root's, which go when it ends.
 *
 * @param database Another one than the plan's: SQL Server's `master`.
 */
export function renderSqlRun(plan: SchemaPlan, source: SqlSource, database = plan.databaseName): string {
  const { type } = engines[plan.engine];
  const { host, port } = plan;
  const properties = {
    "db.driver": driverClasses[type],
    "db.url": renderJdbcUrl(plan.engine, { host, port, database }),
    "db.user": plan.username,
    "db.password": plan.password,
  };
  const roots = Object.fromEntries(splitPem(plan.caPem).map((pem, index) => [`root${index}`, pem]));
  const trust = writeTrustStore(roots, publicPassword).toString("base64");
  const [delimiter, delimiterType] = "file" in source ? delimiters[type] : [";", "normal"];
  return [
    "umask 077",
    "work=$(mktemp -d)",
    `trap 'rm -rf "$work"' EXIT`,
    `base64 -d > "$work/trust.jks" <<'END'\n${trust}\nEND`,
    `cat > "$work/db.properties" <<'END'\n${renderProperties(properties)}\nEND`,
    "file" in source
      ? `cat ${quote(source.file)} > "$work/run.sql"`
      : `cat > "$work/run.sql" <<'END'\n${source.statements.map((each) => `${each};`).join("\n")}\nEND`,
    `cat > "$work/build.xml" <<'END'\n${renderBuild(delimiter, delimiterType)}\nEND`,
    [
      `java ${briefJava.join(" ")} -cp ${plan.jars.map(({ sha256 }) => quote(jarPath(sha256))).join(":")}`,
      `-Djavax.net.ssl.trustStore="$work/trust.jks" -Djavax.net.ssl.trustStorePassword=${publicPassword}`,
      "-Djavax.net.ssl.trustStoreType=JKS org.apache.tools.ant.Main -q",
      '-f "$work/build.xml" -propertyfile "$work/db.properties" > "$work/log" 2>&1 < /dev/null || {',
    ].join(" "),
    `grep -v -e '^$' -e '^BUILD FAILED' -e '^Total time' -e '^\\s*at ' "$work/log" | head -n 8 >&2`,
    "exit 1",
    "}",
    'cat "$work/out" 2> /dev/null || :',
  ].join("\n");
}

/** As java.util.Properties reads it. */
function renderProperties(values: Readonly<Record<string, string>>): string {
  const escaped = (value: string) =>
    value
      .replaceAll("\\", "\\\\")
      .replaceAll(/[^\x20-\x7e]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .replace(/^ /, "\\ ");
  return Object.entries(values)
    .map(([name, value]) => `${name}=${escaped(value)}`)
    .join("\n");
}

function renderBuild(delimiter: string, delimiterType: string): string {
  return `<project name="sql" default="run">
  <target name="run">
    <sql driver="\${db.driver}" url="\${db.url}" userid="\${db.user}" password="\${db.password}"
         src="\${basedir}/run.sql" encoding="UTF-8" onerror="abort" autocommit="true" expandProperties="false"
         delimiter="${delimiter}" delimitertype="${delimiterType}" strictdelimitermatching="false"
         print="true" showheaders="false" showtrailers="false" output="\${basedir}/out"/>
  </target>
</project>`;
}
