/**
 * Longer lines reach nobody: from 64 KiB on, the scanner of the official command provider gives up, nobody reads the
 * pipe any more, and the command stops for ever.
 */
const longestLine = 4000;

/** The text with no line longer than a message can be; what is left out is said. */
export function cutLines(text: string): string {
  return text.split("\n").map(cut).join("\n");
}

function cut(line: string): string {
  if (line.length <= longestLine) return line;
  return `${line.slice(0, longestLine)} ... (${line.length - longestLine} characters more)`;
}
