import type { BadKey } from "../known-keys";

const made = "is made by the deployment";

/** Keys that the settings make, and values that Identity Server reads as something else. */
export const identityServerBadKeys: readonly BadKey[] = [
  { path: /^server\.base_path$/, reason: `${made}, with the host name of the settings; set hostname` },
  {
    path: /^database\.(identity_db|shared_db)\.(type|url|hostname|port|name|sid|username|password|driver)$/,
    reason: "is a database of the settings; set databases",
  },
  {
    path: /^database\.[^.]+\.type$/,
    values: /^(?!(h2|mysql|mariadb|oracle|mssql|db2|postgre)$)/,
    reason: "is none of h2, mysql, mariadb, oracle, mssql, db2 and postgre (WSO2's word for PostgreSQL)",
  },
  {
    path: /^carbon_health_check\.enable$/,
    values: /^(?!true$)/,
    reason: "would take away the page that says when a node can serve; remove it",
  },
  {
    path: /^(account_recovery\.endpoint\.auth\.hash|identity\.auth_framework\.endpoint\.app_password)$/,
    reason: `${made}: the shipped one is known to everybody; remove it`,
  },
  {
    path: /^encryption\.key$/,
    values: /^03BAFEB27A8E871CAD83C5CD4E771DAB$/i,
    reason:
      "is the one that every distribution ships; remove it, or set the one that your database was encrypted with",
  },
  {
    path: /^transport\.https?\.enabled$/,
    reason: "would close a port that checks and HAProxy use; remove it",
  },
  {
    path: /^clustering\.(membership_scheme|domain|local_member_host|local_member_port|members|properties)(\.|$)/,
    reason: `${made}, with the spelling that the version's kernel reads; set clustering`,
  },
];
