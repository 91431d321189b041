/** xmldom's nodes are no DOM nodes to the type checker, as `lib` has no DOM. */
export interface XmlNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly localName?: string | null;
  readonly namespaceURI?: string | null;
  readonly prefix?: string | null;
  readonly nextSibling: XmlNode | null;
  readonly parentNode?: XmlNode | null;
  readonly childNodes: ArrayLike<XmlNode>;
  textContent: string | null;
  value?: string;
  setAttribute?(name: string, value: string): void;
  getAttributeNode?(name: string): XmlNode | null;
  removeChild(node: XmlNode): XmlNode;
  insertBefore(node: XmlNode, before: XmlNode | null): XmlNode;
}

export interface XmlDocument extends XmlNode {
  readonly documentElement: XmlNode | null;
  createElementNS(namespace: string | null, name: string): XmlNode;
  createTextNode(text: string): XmlNode;
}

export const elementNode = 1;
export const commentNode = 8;
const textNode = 3;

export function childrenOf(node: XmlNode): XmlNode[] {
  return Array.from(node.childNodes);
}

/** Line break and indentation before a node, as the file has it. */
export function indentBefore(parent: XmlNode, node: XmlNode | undefined): string {
  const children = childrenOf(parent);
  const index = node ? children.indexOf(node) : -1;
  const before = children[index - 1];
  return before?.nodeType === textNode ? (/\n[ \t]*$/.exec(before.textContent ?? "")?.[0] ?? "") : "";
}
