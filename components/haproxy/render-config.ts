import { findConfigProblems } from "./check-config";
import { backendsOf, type HaproxyConfig } from "./config-model";
import { renderBackend } from "./render-backend";
import { renderDefaults, renderTcpDefaults } from "./render-defaults";
import { renderFrontends } from "./render-frontends";
import { renderGlobal } from "./render-global";
import { renderLimitTables } from "./render-limits";
import { renderPages } from "./render-pages";
import { renderPeers } from "./render-peers";

function renderBackends(config: HaproxyConfig, mode: "http" | "tcp"): string[] {
  return backendsOf(config)
    .filter((backend) => (backend.mode ?? "http") === mode)
    .flatMap((backend) => [...renderBackend(backend), ""]);
}

/** What passes bytes on. */
function renderTcp(config: HaproxyConfig): string[] {
  const sections = [...renderFrontends(config, "tcp"), ...renderBackends(config, "tcp")];
  return sections.length > 0 ? [...renderTcpDefaults(config), "", ...sections] : [];
}

/**
 * The text of haproxy.cfg for HAProxy 2.6 and later.
 *
 * @param description Shown by `show info`; tells which configuration a running process has.
 * @throws Error that names every wrong property, when the configuration can't be right.
 */
export function renderHaproxyConfig(config: HaproxyConfig, description = "wso2"): string {
  const problems = findConfigProblems(config);
  if (!/^[A-Za-z0-9 ._-]+$/.test(description)) problems.push("description: letters, digits, space and . _ -");
  if (problems.length > 0) throw new Error(`HAProxy configuration: ${problems.join("; ")}`);
  return [
    "# Written by pulumi-wso2. A change made here by hand is overwritten.",
    ...renderGlobal(config, description),
    "",
    ...renderDefaults(config),
    "",
    ...(config.peers ? renderPeers(config.peers) : []),
    ...renderFrontends(config, "http"),
    ...renderPages(config),
    "",
    ...renderBackends(config, "http"),
    ...renderLimitTables(config.frontends),
    ...renderTcp(config),
  ].join("\n");
}
