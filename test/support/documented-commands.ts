import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../sandbox/paths";

/** The code blocks of a page below a heading, up to the next one of its level, as they stand there. */
export function codeBlocks(page: string, heading: string): string[] {
  const text = readFileSync(join(packageRoot, page), "utf8");
  const [, hashes = "", rest = ""] = new RegExp(`^(#+) ${heading}\\n([\\s\\S]*)`, "m").exec(text) ?? [];
  if (!hashes) throw new Error(`${page} has no heading ${heading}`);
  const section = rest.split(new RegExp(`^#{1,${hashes.length}} `, "m"))[0] ?? "";
  return Array.from(section.matchAll(/^( *)```\w*\n([\s\S]*?)^\1```$/gm), ([, indent = "", code = ""]) =>
    code.replace(new RegExp(`^${indent}`, "gm"), ""),
  );
}

/** The commands of the block that has this text, one a line, as a shell takes them. */
export function documentedCommands(page: string, heading: string, having: string): string[] {
  const block = codeBlocks(page, heading).find((each) => each.includes(having));
  if (!block) throw new Error(`no code block of ${page}, ${heading}, has ${JSON.stringify(having)}`);
  return block.trimEnd().split("\n");
}
