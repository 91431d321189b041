import { childrenOf, elementNode, indentBefore, type XmlDocument, type XmlNode } from "./xml-nodes";

const step = "    ";

/** Makes an element's children of one name exactly these, written as the file is. */
export function fillList(
  document: XmlDocument,
  holder: XmlNode,
  element: string,
  items: readonly Readonly<Record<string, string>>[],
): void {
  const own = holder.parentNode ? indentBefore(holder.parentNode, holder) || "\n" : "\n";
  const others = childrenOf(holder).filter(
    ({ nodeType, localName }) => nodeType === elementNode && localName !== element,
  );
  for (const child of childrenOf(holder)) {
    if (!others.includes(child)) holder.removeChild(child);
  }
  for (const other of others) holder.insertBefore(document.createTextNode(own + step), other);
  for (const item of items) {
    const node = make(document, holder, element);
    holder.insertBefore(document.createTextNode(own + step), null);
    holder.insertBefore(node, null);
    for (const [name, text] of Object.entries(item)) {
      const child = make(document, holder, name);
      child.textContent = text;
      node.insertBefore(document.createTextNode(own + step + step), null);
      node.insertBefore(child, null);
    }
    node.insertBefore(document.createTextNode(own + step), null);
  }
  holder.insertBefore(document.createTextNode(own), null);
}

function make(document: XmlDocument, holder: XmlNode, name: string): XmlNode {
  const qualified = holder.prefix ? `${holder.prefix}:${name}` : name;
  return document.createElementNS(holder.namespaceURI ?? null, qualified);
}
