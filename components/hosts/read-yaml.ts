import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { nothing, type Tree, type TreeEntry } from "./inventory-tree";

/** YAML's own tags say how a value is meant; here every value is its text. Ansible's `!unsafe` is plain text. */
const plainTags = /^(tag:yaml\.org,2002:(str|int|float|bool|null|map|seq|timestamp|merge)|!unsafe|!|\?)$/;
const plainNull = /^(~|null|Null|NULL)?$/;
/** Far more than any inventory has; less than would fill the memory. */
const mostNodes = 200_000;
const deepest = 64;

const vault =
  "is encrypted with ansible-vault, which is not read here: take it out, and give it as a secret of this stack (`pulumi config set --secret`) where it is used, in wso2:files or wso2:changeScript";

/** Either what the text stands for, or why it stands for nothing: one line. */
export type YamlAnswer = { readonly tree: Tree } | { readonly reason: string };

/** Reads YAML 1.2, or JSON, which YAML contains. No message repeats a value. */
export function readYaml(text: string): YamlAnswer {
  if (text.includes("\0")) return { reason: "holds zero bytes; save it as UTF-8 text" };
  if (isIni(text)) {
    return {
      reason:
        "is an INI inventory; YAML or JSON is needed: `ansible-inventory -i FILE --list --yaml` prints it as YAML",
    };
  }
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { schema: "failsafe", lineCounter: lines, prettyErrors: false });
  if (!Array.isArray(documents)) return { tree: nothing };
  const at = (offset: number) => `line ${lines.linePos(offset).line}`;
  for (const { errors, warnings } of documents) {
    const problem = errors[0] ?? warnings.find(({ code }) => code !== "TAG_RESOLVE_FAILED");
    if (problem)
      return { reason: `${describeError(problem.code, text, problem.pos)}, ${at(problem.pos[0])}` };
  }
  // A `---` at the end of a file begins a document that says nothing.
  const [document, second] = documents.filter(({ contents }, index) => index === 0 || contents !== null);
  if (!document) return { tree: nothing };
  if (second) {
    return {
      reason: `holds ${documents.length} documents, the second from ${at(second.range[0])} on; one is needed`,
    };
  }
  try {
    return { tree: new Reader(document as Document.Parsed).read(document.contents as Node | null, []) };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

/** `[group]` on a line of its own, or `host ansible_host=...`. */
function isIni(text: string): boolean {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== "" && !/^\s*[#;]/.test(line)) ?? "";
  return /^\uFEFF?\[[\w.:-]+\]\s*([#;].*)?$/.test(first) || /^[^\s:#]+(:\d+)?\s+\w+=\S/.test(first);
}

const errorTexts: Readonly<Record<string, string>> = {
  BAD_ALIAS: "refers to an anchor that is not there",
  BAD_INDENT: "has a line that is not indented as its neighbours are",
  MULTILINE_IMPLICIT_KEY: "has a name without a colon after it",
  MISSING_CHAR: "lacks a closing bracket, brace, quote, comma or colon",
  TAB_AS_INDENT: "is indented with a tab; blanks are needed",
  BLOCK_AS_IMPLICIT_KEY: "has two colons in one line; put the text in quotes",
};

function describeError(code: string, text: string, [from]: readonly [number, number]): string {
  if (code === "DUPLICATE_KEY") {
    const name = /^["']?([^"':\s]*)/.exec(text.slice(from))?.[1] ?? "";
    return `has ${JSON.stringify(name)} twice in one map`;
  }
  return `is neither YAML nor JSON: it ${errorTexts[code] ?? "can't be read"}`;
}

class Reader {
  private readonly done = new Map<Node, Tree>();
  private count = 0;

  constructor(private readonly document: Document.Parsed) {}

  /** What an anchor stands for is read once, however often an alias names it. */
  read(node: Node | null | undefined, within: readonly Node[]): Tree {
    if (!node) return nothing;
    const known = this.done.get(node);
    if (known) return known;
    this.count += 1;
    if (this.count > mostNodes) throw new Error(`holds more than ${mostNodes} values`);
    if (within.length > deepest) throw new Error(`is more than ${deepest} levels deep`);
    if (within.includes(node)) throw new Error("has an anchor that refers to itself");
    const tree = this.readNew(node, [...within, node]);
    this.done.set(node, tree);
    return tree;
  }

  private readNew(node: Node, within: readonly Node[]): Tree {
    if (isAlias(node)) return this.read(this.target(node), within);
    const { tag } = node as { readonly tag?: string };
    if (tag && (tag === "!vault" || tag === "!vault-encrypted")) return { kind: "refused", reason: vault };
    if (tag && !plainTags.test(tag))
      return { kind: "refused", reason: `has the tag ${tag}, which means nothing here` };
    if (isMap(node)) return { kind: "map", entries: this.entries(node, within) };
    if (isSeq(node))
      return { kind: "list", items: node.items.map((item) => this.read(item as Node, within)) };
    return readScalar(node as Scalar);
  }

  /** `<<` brings another map's entries, which the map's own ones replace; of several, the first that has one. */
  private entries(map: YAMLMap, within: readonly Node[]): TreeEntry[] {
    const own = (map.items as Pair<Node, Node | null>[]).map(
      ({ key, value }) => [this.name(key), isMerge(key), value] as const,
    );
    const merged = own.filter(([, merge]) => merge).flatMap(([, , value]) => this.merged(value, within));
    const entries = new Map<string, Tree>();
    for (const [name, tree] of merged) if (!entries.has(name)) entries.set(name, tree);
    for (const [name, merge, value] of own) if (!merge) entries.set(name, this.read(value, within));
    return [...entries];
  }

  private merged(value: Node | null, within: readonly Node[]): readonly TreeEntry[] {
    const tree = this.read(value, within);
    const maps = tree.kind === "list" ? tree.items : [tree];
    return maps.flatMap((each) => {
      if (each.kind !== "map") throw new Error("has a `<<` that brings something else than a map");
      return each.entries;
    });
  }

  private name(key: Node | null): string {
    const found = isAlias(key) ? this.target(key) : key;
    if (found === null) return "";
    if (!isScalar(found)) throw new Error("has a list or a map where a name is needed");
    return String(found.value ?? "");
  }

  private target(alias: Alias): Node {
    const found = alias.resolve(this.document);
    if (!found) throw new Error("refers to an anchor that is not there");
    return found as Node;
  }
}

function isMerge(key: Node | null): boolean {
  return isScalar(key) && key.value === "<<" && key.type === "PLAIN";
}

function readScalar(scalar: Scalar): Tree {
  const text = String(scalar.value ?? "");
  return scalar.type === "PLAIN" && plainNull.test(text) ? nothing : { kind: "text", text };
}
