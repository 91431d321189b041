import type { Application } from "../nodes/application/plan-application";
import type { ChangedFile } from "../nodes/changed-file";
import { checkDigest, digestOf } from "../nodes/check-digest";
import type { ManagedService, Readiness } from "../nodes/service-plan";
import { type Problem, Problems } from "../validation/problems";
import type { ClusterDistribution, ClusterReadiness, ClusterService } from "./existing-cluster-args";
import type { KnownClusterArgs } from "./known-args";

/** Limit for a node to fetch or be sent a distribution and to unpack it. */
const stageTimeoutSec = 1800;

/** The application that the arguments describe, and what is wrong with how they do. */
export function planClusterApplication(args: KnownClusterArgs): {
  application: Application;
  problems: readonly Problem[];
} {
  const { version, link, script, scriptTimeoutSec = 300, ports = [], logPath, distribution } = args;
  const problems = new Problems();
  const isPath = (path: string | undefined, at: string) =>
    path === undefined || problems.matches(path, at, /^\//, "an absolute path");
  isPath(link, "link");
  isPath(logPath, "logPath");
  problems.integer(scriptTimeoutSec, "scriptTimeoutSec", 1, 86_400);
  for (const [index, port] of ports.entries()) problems.integer(port, `ports[${index}]`, 1, 65_535);
  const application: Application = {
    version,
    services: args.services.map((service, index) => planService(service, `services[${index}]`, problems)),
    ...(distribution ? { distribution: planDistribution(distribution, version, problems) } : {}),
    ...(link === undefined ? {} : { link }),
    files: (args.files ?? []).map((file: ChangedFile, index) => {
      isPath(file.path, `files[${index}].path`);
      return file;
    }),
    ...(script === undefined ? {} : { script: { text: script, timeoutSec: scriptTimeoutSec } }),
    readiness: planReadiness(args.readiness, problems),
    ports,
    ...(logPath === undefined ? {} : { logPath }),
  };
  return { application, problems: problems.list };
}

function planService(service: ClusterService, at: string, problems: Problems): ManagedService {
  const { manager, name, pidFile, script, user, environment } = service;
  const needed = (value: string | undefined, key: string) => {
    problems.require(
      value?.startsWith("/") === true,
      `${at}.${key}`,
      "is no absolute path, and one is needed",
    );
    return value ?? "";
  };
  switch (manager) {
    case "systemd":
      problems.matches(name, `${at}.name`, /\.service$/, "the name of a unit, which ends in .service,");
      return { manager, name };
    case "monit":
      return { manager, name, ...(pidFile === undefined ? {} : { pidFile: needed(pidFile, "pidFile") }) };
    case "script":
      return {
        ...{ manager, name, script: needed(script, "script"), pidFile: needed(pidFile, "pidFile") },
        ...(user === undefined ? {} : { user }),
        ...(environment === undefined ? {} : { environment }),
      };
    default:
      problems.matches(
        String(manager),
        `${at}.manager`,
        /^(systemd|monit|script)$/,
        "systemd, monit or script",
      );
      return { manager, name };
  }
}

function planReadiness(readiness: ClusterReadiness, problems: Problems): Readiness {
  const { scheme, port, path = "", host = "", expectStatus = 200, caPem, address } = readiness;
  problems.integer(port, "readiness.port", 1, 65_535);
  const where = { port, ...(address === undefined ? {} : { address }) };
  if (scheme === "tcp") return { scheme, ...where };
  problems.matches(scheme, "readiness.scheme", /^https?$/, "http, https or tcp");
  problems.matches(path, "readiness.path", /^\//, "a path that begins with a slash");
  problems.matches(host, "readiness.host", /./, "the name that the page is asked for by");
  problems.integer(expectStatus, "readiness.expectStatus", 100, 599);
  return { scheme, ...where, path, host, expectStatus, ...(caPem === undefined ? {} : { caPem }) };
}

function planDistribution(given: ClusterDistribution, version: string, problems: Problems) {
  const { sha256, directory = "/opt/app", owner = "root" } = given;
  const source = given.source.replaceAll("{version}", version);
  problems.matches(source, "distribution.source", /^(https|file):\/\/./, "an address of https:// or file://");
  problems.matches(directory, "distribution.directory", /^\//, "an absolute path");
  for (const each of checkDigest(source, sha256, "distribution.sha256")) problems.list.push(each);
  const name = given.name.replaceAll("{version}", version);
  return { source, ...digestOf(sha256), name, directory, owner, timeoutSec: stageTimeoutSec };
}
