import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Apache's own, as Maven Central has them: SHA-256. */
const digests: Readonly<Record<string, string>> = {
  "axiom-api-1.2.13.jar": "c842a72fd418c2b83cf0ae527f8b3cbef9a361d6464ba46dcc2913982a7cc430",
  "axiom-impl-1.2.13.jar": "d9464a05120213c9dc60ab6f1086b36d544673a82c479209c8a5b6b776d4d6e2",
  "axis2-clustering-1.6.2.jar": "f3dd45d7da71d8c25372a60e95a6cf3d4a7f2296e6e90619d7af87cbe1424bc1",
  "axis2-kernel-1.6.2.jar": "d612784d1ad85c09f5ac181bdd8be4bc785a5d041584ed37d10ef3980cb95958",
  "juli-6.0.16.jar": "f28d87d27fbb1c1d148e387417785052b0355d053640c52fd952ef955c644d88",
  "tribes-6.0.16.jar": "ab1b878c769fb3409067068cd50ae3afd6bb9f088e81bf844e90532dbd1e5166",
};

/** @throws Error when one of them is something else */
export async function checkTribes(folder: string): Promise<void> {
  for (const [name, expected] of Object.entries(digests)) {
    const found = createHash("sha256")
      .update(await readFile(join(folder, name)))
      .digest("hex");
    if (found !== expected) throw new Error(`${name} has SHA-256 ${found}, expected ${expected}`);
  }
}
