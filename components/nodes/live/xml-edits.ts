import { DOMParser, onErrorStopParsing, XMLSerializer } from "@xmldom/xmldom";
import { select } from "xpath";
import type { XmlEdit } from "../product-install";

/** xmldom's nodes are no DOM nodes to the type checker, as `lib` has no DOM. */
interface XmlNode {
  readonly nodeType: number;
  textContent: string | null;
  value?: string;
}

const elementNode = 1;
const attributeNode = 2;
const textNode = 3;

/**
 * Sets the text of elements and the value of attributes; everything else of the file stays.
 * A name in a step without prefix (`/Server/Ports/Offset`) means the element in whatever namespace
 * the file puts it: product files differ in their default namespace.
 *
 * @throws Error when the text is not XML, or when an XPath finds nothing or something that has no value.
 */
export function applyXmlEdits(text: string, edits: XmlEdit["set"]): string {
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, "text/xml");
  for (const { xpath, value } of edits) {
    const found = select(ignoreNamespaces(xpath), document as never);
    const nodes = (Array.isArray(found) ? found : []) as unknown as XmlNode[];
    if (nodes.length === 0) throw new Error(`nothing found by ${xpath}`);
    for (const node of nodes) setValue(node, xpath, value);
  }
  return new XMLSerializer().serializeToString(document);
}

function setValue(node: XmlNode, xpath: string, value: string): void {
  if (node.nodeType === attributeNode) node.value = value;
  else if (node.nodeType === elementNode || node.nodeType === textNode) node.textContent = value;
  else throw new Error(`${xpath} finds neither an element nor an attribute`);
}

/** Quoted text is matched first, so that a path in a predicate's literal stays as it is. */
function ignoreNamespaces(xpath: string): string {
  return xpath.replaceAll(
    /("[^"]*"|'[^']*')|(^|\/)([A-Za-z_][\w.-]*)(?=$|[/[])/g,
    (_, literal?: string, before?: string, name?: string) =>
      literal ?? `${before ?? ""}*[local-name()='${name}']`,
  );
}
