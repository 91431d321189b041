import { DOMParser, onErrorStopParsing, XMLSerializer } from "@xmldom/xmldom";
import { select } from "xpath";
import type { XmlEdit, XmlList } from "../product-install";
import { createBelow } from "./xml-create";
import { fillList } from "./xml-list";
import { elementNode, type XmlDocument, type XmlNode } from "./xml-nodes";

const attributeNode = 2;
const textNode = 3;

/**
 * Sets the text of elements and the value of attributes; everything else of the file stays.
 * A name in a step without prefix (`/Server/Ports/Offset`) means the element in whatever namespace
 * the file puts it: product files differ in their default namespace. What is missing is made where the edit
 * says below which element it belongs.
 *
 * @throws Error when the text is not XML; or with every edit that finds nothing, or something that has no value.
 */
export function applyXmlEdits(text: string, edits: XmlEdit["set"], lists: XmlEdit["lists"] = []): string {
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, "text/xml");
  const problems = new Set([
    ...edits.flatMap((edit) => apply(document as unknown as XmlDocument, edit)),
    ...lists.flatMap((list) => applyList(document as unknown as XmlDocument, list)),
  ]);
  if (problems.size > 0) throw new Error([...problems].join("; "));
  return new XMLSerializer().serializeToString(document);
}

/** @returns what is wrong, if anything is. */
function apply(document: XmlDocument, edit: XmlEdit["set"][number]): string[] {
  const { xpath, value, below } = edit;
  const found = find(document, xpath);
  if (found.length > 0) return found.flatMap((node) => setValue(node, xpath, value));
  const [parent] = below === undefined ? [] : find(document, below);
  if (below === undefined || parent?.nodeType !== elementNode) {
    const missing = below ?? xpath;
    return [`nothing found by ${missing}${describeReach(document, missing)}`];
  }
  const made = createBelow(document, parent, xpath.slice(below.length), edit.after ?? [], stepFrom);
  return setValue(made, xpath, value);
}

function applyList(document: XmlDocument, { xpath, below, element, items }: XmlList): string[] {
  const [parent] = find(document, below);
  if (parent?.nodeType !== elementNode) return [`nothing found by ${below}${describeReach(document, below)}`];
  const holder = createBelow(document, parent, xpath.slice(below.length), [], stepFrom);
  fillList(document, holder, element, items);
  return [];
}

function find(document: XmlDocument, xpath: string): XmlNode[] {
  const found = select(ignoreNamespaces(xpath), document as never);
  return (Array.isArray(found) ? found : []) as unknown as XmlNode[];
}

/** What one step of a path finds below an element. */
function stepFrom(parent: XmlNode, step: string): XmlNode | undefined {
  const found = select(ignoreNamespaces(`/${step}`).slice(1), parent as never);
  return Array.isArray(found) ? (found[0] as unknown as XmlNode | undefined) : undefined;
}

/** How far a path leads, so that the operator sees which part of the file is another than expected. */
function describeReach(document: XmlDocument, xpath: string): string {
  const ends = Array.from(xpath.matchAll(/(?<=[^/])\/(?=[^/])/g), ({ index }) => index).reverse();
  const reached = ends.map((end) => xpath.slice(0, end)).find((part) => isFound(document, part));
  return `; ${reached ? `the file has ${reached}` : `its root is ${document.documentElement?.nodeName}`}`;
}

function isFound(document: XmlDocument, xpath: string): boolean {
  try {
    return find(document, xpath).length > 0;
  } catch {
    return false;
  }
}

function setValue(node: XmlNode, xpath: string, value: string): string[] {
  if (node.nodeType === attributeNode) node.value = value;
  else if (node.nodeType === elementNode || node.nodeType === textNode) node.textContent = value;
  else return [`${xpath} finds neither an element nor an attribute`];
  return [];
}

/** Quoted text is matched first, so that a path in a predicate's literal stays as it is. */
function ignoreNamespaces(xpath: string): string {
  return xpath.replaceAll(
    /("[^"]*"|'[^']*')|(^|\/)([A-Za-z_][\w.-]*)(?=$|[/[])/g,
    (_, literal?: string, before?: string, name?: string) =>
      literal ?? `${before ?? ""}*[local-name()='${name}']`,
  );
}
