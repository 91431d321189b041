/** One row of `show stat`, by the header's column names. */
export type StatRow = Readonly<Record<string, string>>;

/**
 * Reads the answer to `show stat`: CSV whose first line names the columns.
 *
 * @throws Error when the text is something else, such as an error message.
 */
export function parseStats(text: string): StatRow[] {
  const lines = text.split("\n").filter((line) => line !== "");
  const header = lines[0];
  if (!header?.startsWith("# pxname,svname,")) {
    throw new Error(`no statistics, but: ${text.trim().slice(0, 200)}`);
  }
  const names = header.slice(2).split(",");
  return lines.slice(1).map((line) => {
    const values = splitCsv(line);
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
  });
}

function splitCsv(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), (match) =>
    match[1] === undefined ? (match[2] ?? "") : match[1].replaceAll('""', '"'),
  );
}
