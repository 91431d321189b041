import type { EngineEvent } from "@pulumi/pulumi/automation";

const symbols: Readonly<Record<string, string>> = {
  create: "+",
  update: "~",
  delete: "-",
  "create-replacement": "++",
  "delete-replaced": "--",
  import: "=",
};

/** `aws:ec2/instance:Instance` as the library's users write it: `aws.ec2.Instance`. */
export function renderType(type: string): string {
  const [provider = "", path = "", name = ""] = type.split(":");
  const folder = path.split("/")[0];
  return [provider, ...(folder && folder !== "index" ? [folder] : []), name].join(".");
}

/** The name in a URN. */
export function resourceName(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** Without the engine's colour codes and line ends. */
export function plainText(message: string): string {
  return message.replace(/<\{%[^%]*%\}>/g, "").trimEnd();
}

function renderOperation(event: NonNullable<EngineEvent["resourcePreEvent"]>): string | undefined {
  const { op, type, urn, diffs = [], keys = [], new: next, old } = event.metadata;
  const symbol = symbols[op];
  if (symbol === undefined || !(next ?? old)?.custom || type.startsWith("pulumi:")) return undefined;
  const changed = keys.length > 0 ? keys : diffs;
  const why = op === "create" || op === "delete" || changed.length === 0 ? "" : `  [${changed.join(", ")}]`;
  return `${symbol.padEnd(2)} ${renderType(type).padEnd(34)} ${resourceName(urn)}${why}`;
}

/** Without where in the program an error was thrown: that is for the log. */
function withoutStackTrace(text: string): string {
  return (
    text
      .replace(/^Unhandled exception: (Error: )?/, "")
      // One for each resource that waited for the one that failed, which has said why.
      .replace(/^(error serializing property "\w+": )+(resource .* failed to register$)?/gm, "")
      .split("\n")
      .filter((line) => !/^\s+at .+[:)]/.test(line))
      .join("\n")
  );
}

function withoutRepeats(text: string, said: ReadonlySet<string>): string {
  return text
    .split("\n")
    .filter((line) => !said.has(line.trim()))
    .join("\n");
}

function renderDiagnostic(
  event: NonNullable<EngineEvent["diagnosticEvent"]>,
  said: ReadonlySet<string>,
): string | undefined {
  const text = plainText(event.message);
  // The last line of a roll command is for the engine.
  if (text === "" || text.startsWith("{")) return undefined;
  const name = event.urn ? `${resourceName(event.urn)}: ` : "";
  switch (event.severity) {
    case "error": {
      const news = withoutRepeats(withoutStackTrace(text), said);
      return news === "" ? undefined : `ERROR ${name}${news}`;
    }
    case "warning":
      return `warning: ${text}`;
    case "info":
    case "info#err":
      return `      ${text}`;
    default:
      // The engine also sends what it says to those who debug it.
      return undefined;
  }
}

/**
 * What an event of the engine is worth to an operator; undefined for nothing.
 *
 * @param said Lines that were shown before: an error at the end of a command holds them all once more.
 */
export function renderEvent(event: EngineEvent, said: ReadonlySet<string> = new Set()): string | undefined {
  if (event.resourcePreEvent) return renderOperation(event.resourcePreEvent);
  if (event.diagnosticEvent) return renderDiagnostic(event.diagnosticEvent, said);
  return undefined;
}

const verbs: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
  same: "unchanged",
};

/** `12 created, 3 replaced`; a preview says what would be: `12 to be created`. */
export function renderChanges(
  changes: Readonly<Record<string, number>> | undefined,
  planned = false,
): string {
  const entries = Object.entries(changes ?? {}).filter(([op, count]) => verbs[op] && count > 0);
  if (entries.every(([op]) => op === "same")) return "no changes";
  return entries
    .map(([op, count]) => `${count} ${planned && op !== "same" ? "to be " : ""}${verbs[op]}`)
    .join(", ");
}
