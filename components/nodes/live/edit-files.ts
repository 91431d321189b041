import { describeError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import type { ProductInstall, XmlEdit } from "../product-install";
import { renderReadAs } from "./as-owner";
import { distPath } from "./product-home";
import { applyXmlEdits } from "./xml-edits";
import { decodeXml } from "./xml-text";

type Edited = Pick<ProductInstall, "home" | "owner" | "xmlEdits">;

/** An edited file, or why it can't be edited. */
export type EditOutcome =
  | { readonly path: string; readonly content: Buffer }
  | { readonly path: string; readonly problem: string };

/** Shell text that prints a file as the distribution ships it, in base64, or an empty line. */
export function renderReadDist({ home, owner }: Edited, path: string): string {
  const kept = quote(distPath(home, path));
  const read = renderReadAs(owner, `${home}/${path}`);
  return `if [ -f ${kept} ]; then base64 -w0 ${kept}; else ${read} 2>/dev/null | base64 -w0; fi; echo`;
}

/** Tries the edits on the files of the distribution as they lie on the node; changes nothing. */
export async function editFiles(connection: SshConnection, plan: Edited): Promise<EditOutcome[]> {
  if (plan.xmlEdits.length === 0) return [];
  const script = plan.xmlEdits.map(({ path }) => renderReadDist(plan, path)).join("\n");
  const answer = await runAsRoot(connection, script, { step: "read the distribution's files" });
  const lines = answer.split("\n");
  return plan.xmlEdits.map((edit, index) => editFile(edit, Buffer.from(lines[index] ?? "", "base64")));
}

function editFile({ path, set, lists }: XmlEdit, bytes: Buffer): EditOutcome {
  if (bytes.length === 0) return { path, problem: "no such file, or it is empty" };
  try {
    const { text, encode } = decodeXml(bytes);
    return { path, content: encode(applyXmlEdits(text, set, lists)) };
  } catch (error) {
    return { path, problem: describeError(error) };
  }
}
