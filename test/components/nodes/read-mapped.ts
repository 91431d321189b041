import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DOMParser } from "@xmldom/xmldom";
import { select } from "xpath";
import { mapConfig } from "../../../sandbox/carbon-kernel/map-config";

/** Where a value must be found: `file` below `repository/conf`, an XPath by local names, and the value. */
export type Expected = readonly [file: string, xpath: string, value: string];

/** What the kernel's own config mapper makes of a `deployment.toml`, at each of these places. */
export function readMapped(
  version: string,
  toml: string,
  expected: readonly Expected[],
): Promise<Expected[]> {
  return mapConfig(
    version,
    toml,
    () => {},
    (home) => readValues(home, expected),
  );
}

async function readValues(home: string, expected: readonly Expected[]): Promise<Expected[]> {
  return Promise.all(
    expected.map(async ([file, xpath]): Promise<Expected> => {
      const text = await readFile(join(home, "repository/conf", file), "utf8");
      const document = new DOMParser({ onError: () => {} }).parseFromString(text, "text/xml");
      const found = select(xpath, document as unknown as Node) as { textContent?: string; value?: string }[];
      return [file, xpath, found.map((node) => (node.value ?? node.textContent ?? "").trim()).join(" | ")];
    }),
  );
}

/** An XPath of elements below each other, whatever their namespace. */
export function named(...path: string[]): string {
  return path.map((name) => `/*[local-name()='${name}']`).join("");
}
