import { type Problem, Problems } from "../../validation/problems";
import { findUnfilled } from "./fill-in";
import type { Application } from "./plan-application";

/** What is wrong with an application for nodes with these variables. */
export function checkApplication(
  application: Application,
  nodes: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Problem[] {
  const problems = new Problems();
  const { services, link, distribution, files, script, version, logPath } = application;
  problems.require(services.length > 0, "services", "is empty; at least one service is needed");
  const names = services.map(({ name }) => name);
  problems.require(
    new Set(names).size === names.length,
    "services",
    `got ${names.join(", ")}; each once is needed`,
  );
  problems.require(
    !link || distribution !== undefined,
    "link",
    "is set, but there is no distribution it could point to",
  );
  problems.require(
    distribution !== undefined || files.length > 0 || script !== undefined,
    "distribution",
    "is not set, and neither are files and script: nothing would be changed",
  );
  for (const [node, variables] of Object.entries(nodes)) {
    const facts = { version, node, address: "", variables };
    const texts: [string, string][] = [
      ...files.flatMap(({ path, content }, index): [string, string][] => [
        [`files[${index}].path`, path],
        [`files[${index}].content`, content],
      ]),
      ["logPath", logPath ?? ""],
    ];
    for (const [at, text] of texts) {
      for (const each of findUnfilled(text, facts)) {
        problems.require(false, at, `${each} stands for nothing on ${node}`);
      }
    }
  }
  return problems.list;
}
