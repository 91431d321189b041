import { otherSections, readLines } from "./config-words";
import { allOf, anyOf, not, readTest, type ServersUp, type Test } from "./server-conditions";

export interface ServerRule {
  /** `frontend www` */
  readonly section: string;
  /** Without what was not read: `monitor fail if site_dead`. */
  readonly text: string;
  readonly holds: Test;
}

/** First words of lines that decide what becomes of a request. */
export const ruleWords = ["monitor", "use_backend", "redirect", "block", "http-request", "tcp-request"];

const decides =
  /^(monitor fail|use_backend|redirect|block|(http-request|tcp-request \S+) (deny|reject|return|redirect|tarpit|silent-drop)) /;

/**
 * Lines of a configuration, as `renderReadConfig` prints it, whose condition turns on which servers are up: with
 * `monitor fail if { nbsrv(app) lt 2 }` one server fewer may take a whole frontend out.
 */
export function parseServerRules(text: string): readonly ServerRule[] {
  const rules: ServerRule[] = [];
  let section = "";
  let acls = new Map<string, Test[]>();
  for (const line of readLines(text)) {
    const [first = "", name = "", ...rest] = line.split(" ");
    if (["defaults", "backend", "listen", ...otherSections].includes(first)) {
      section = `${first} ${name}`.trim();
      acls = new Map();
    } else if (first === "acl") {
      acls.set(name, [...(acls.get(name) ?? []), readTest(rest, section)]);
    } else if (decides.test(line)) {
      rules.push({ section, text: line, holds: readCondition(line, section, acls) });
    }
  }
  return rules;
}

/** Those whose condition, as far as it is about servers, would be another one. */
export function findTurning(
  rules: readonly ServerRule[],
  before: ServersUp,
  after: ServersUp,
): readonly ServerRule[] {
  return rules.filter(({ holds }) => holds(before) !== holds(after));
}

function readCondition(line: string, section: string, acls: ReadonlyMap<string, readonly Test[]>): Test {
  const words = line.split(" ");
  const at = words.findIndex((word) => word === "if" || word === "unless");
  const either: Test[][] = [[]];
  let negated = false;
  for (let index = at + 1; at > 0 && index < words.length; index++) {
    let word = words[index] ?? "";
    if (word === "or" || word === "||") {
      either.push([]);
      continue;
    }
    while (word.startsWith("!")) {
      negated = !negated;
      word = word.slice(1);
    }
    if (word === "") continue;
    let tests = acls.get(word) ?? [];
    if (word === "{") {
      const end = words.indexOf("}", index);
      if (end === -1) break;
      tests = [readTest(words.slice(index + 1, end), section)];
      index = end;
    }
    const test = anyOf(tests);
    either.at(-1)?.push(negated ? (up) => not(test(up)) : test);
    negated = false;
  }
  const holds = anyOf(either.map(allOf));
  return words[at] === "unless" ? (up) => not(holds(up)) : holds;
}
