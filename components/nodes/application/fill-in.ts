/** What placeholders stand for on one node. */
export interface FillInFacts {
  readonly version: string;
  readonly node: string;
  readonly address: string;
  readonly variables: Readonly<Record<string, string>>;
}

const placeholder = /\{\{\s*([A-Za-z_.]+[A-Za-z0-9_.]*)\s*\}\}/g;

function lookUp(name: string, { version, node, address, variables }: FillInFacts): string | undefined {
  if (name.startsWith("variables.")) return variables[name.slice("variables.".length)];
  const facts: Readonly<Record<string, string>> = { version, node, address };
  return facts[name];
}

/** Fills `{{name}}` in. @throws Error for a name that stands for nothing. */
export function fillIn(text: string, facts: FillInFacts): string {
  return text.replaceAll(placeholder, (whole, name: string) => {
    const value = lookUp(name, facts);
    if (value === undefined) throw new Error(`${whole} stands for nothing on ${facts.node}`);
    return value;
  });
}

/** Placeholders that stand for nothing on a node. */
export function findUnfilled(text: string, facts: FillInFacts): string[] {
  return Array.from(text.matchAll(placeholder))
    .filter(([, name = ""]) => lookUp(name, facts) === undefined)
    .map(([whole]) => whole);
}
