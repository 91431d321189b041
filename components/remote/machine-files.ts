import { createHash } from "node:crypto";
import type { SshConnection } from "./ssh/connection";
import { quote, renderWriteFile, runAsRoot } from "./ssh/shell";
import type { MachineFile } from "./ssh-target";

export const configPath = "/etc/haproxy/haproxy.cfg";

function sha256(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** One value for all files together; changes with any path, mode, owner or content. */
export function digestFiles(files: readonly MachineFile[]): string {
  return sha256(
    JSON.stringify(files.map((file) => [file.path, file.mode, file.owner, sha256(file.content)])),
  );
}

function signature(file: MachineFile): string {
  const mode = file.mode.replace(/^0(?=...)/, "");
  return `${sha256(file.content)} ${mode} ${file.owner ?? "root:root"}`;
}

/** The files that are not on the machine as they should be. */
export async function findChangedFiles(
  connection: SshConnection,
  files: readonly MachineFile[],
): Promise<MachineFile[]> {
  const lines = files.map((file) => {
    const path = quote(file.path);
    return `if [ -f ${path} ]; then echo "$(sha256sum < ${path} | cut -d' ' -f1) $(stat -c '%a %U:%G' ${path})"; else echo none; fi`;
  });
  const answer = await runAsRoot(connection, lines.join("\n") || ":", { step: "compare the files" });
  const found = answer.split("\n");
  return files.filter((file, index) => found[index] !== signature(file));
}

/** Shell text that writes the files, each whole; folders are made. */
export function renderWriteFiles(files: readonly MachineFile[]): string {
  return files
    .map((file) => {
      const folder = quote(file.path.slice(0, file.path.lastIndexOf("/")) || "/");
      return `mkdir -p ${folder}\n${renderWriteFile(file.path, file.content, file.mode, file.owner)}`;
    })
    .join("\n");
}
