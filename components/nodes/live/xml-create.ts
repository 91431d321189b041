import {
  childrenOf,
  commentNode,
  elementNode,
  indentBefore,
  type XmlDocument,
  type XmlNode,
} from "./xml-nodes";

/** A step that names one element, `Name`, `*[local-name()='Name']`, with attributes `[@name='x']`; or `@name`. */
const stepPattern =
  /^\/(?:@([A-Za-z_][\w.-]*)|(?:([A-Za-z_][\w.-]*)|\*\[local-name\(\)='([^']+)'\])((?:\[@[\w.-]+='[^']*'\])*))/;

interface Step {
  readonly text: string;
  readonly attribute?: string;
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
}

function parseSteps(path: string): Step[] {
  const steps: Step[] = [];
  for (let rest = path; rest !== ""; ) {
    const match = stepPattern.exec(rest);
    if (!match) throw new Error(`"${path}" can't be made: each step must name one element or attribute`);
    const [text, attribute, plain, local, predicates = ""] = match;
    const attributes = Array.from(
      predicates.matchAll(/\[@([\w.-]+)='([^']*)'\]/g),
      ([, name = "", value = ""]) => [name, value] as const,
    );
    steps.push({ text: text.slice(1), attribute, name: plain ?? local ?? "", attributes });
    rest = rest.slice(text.length);
  }
  return steps;
}

/**
 * Makes what is missing of a path below an element, in that element's namespace.
 *
 * @param after Siblings that the first new element stands behind, where the file has no comment that holds it.
 * @param find What one step finds below an element.
 * @returns the last element or attribute of the path.
 */
export function createBelow(
  document: XmlDocument,
  parent: XmlNode,
  path: string,
  after: readonly string[],
  find: (parent: XmlNode, step: string) => XmlNode | undefined,
): XmlNode {
  let node = parent;
  for (const step of parseSteps(path)) {
    const found = find(node, step.text);
    if (found) node = found;
    else if (step.attribute) return createAttribute(node, step.attribute);
    else node = insert(document, node, createElement(document, node, step), placeOf(node, step, after));
  }
  return node;
}

function createAttribute(node: XmlNode, name: string): XmlNode {
  node.setAttribute?.(name, "");
  return node.getAttributeNode?.(name) as XmlNode;
}

function createElement(document: XmlDocument, parent: XmlNode, { name, attributes }: Step): XmlNode {
  const qualified = parent.prefix ? `${parent.prefix}:${name}` : name;
  const element = document.createElementNS(parent.namespaceURI ?? null, qualified);
  for (const [key, value] of attributes) element.setAttribute?.(key, value);
  return element;
}

/**
 * Behind the comment in which the distribution ships it (`<!--HostName>x</HostName-->` in EI 6's carbon.xml,
 * `<!-- <HostName> -->` elsewhere), else behind the last of its known siblings, else last.
 */
function placeOf(parent: XmlNode, { name }: Step, after: readonly string[]): XmlNode | undefined {
  const children = childrenOf(parent);
  const commentedOut = new RegExp(`^\\s*<?${name}[\\s>/]`);
  return (
    children.find((each) => each.nodeType === commentNode && commentedOut.test(each.textContent ?? "")) ??
    children.filter((each) => each.nodeType === elementNode && after.includes(each.localName ?? "")).at(-1) ??
    children.filter((each) => each.nodeType === elementNode || each.nodeType === commentNode).at(-1)
  );
}

/** With the line break and the indentation that its neighbour has. */
function insert(
  document: XmlDocument,
  parent: XmlNode,
  element: XmlNode,
  behind: XmlNode | undefined,
): XmlNode {
  const before = behind ? behind.nextSibling : null;
  const indent = indentBefore(parent, behind);
  if (indent) parent.insertBefore(document.createTextNode(indent), before);
  return parent.insertBefore(element, before);
}
