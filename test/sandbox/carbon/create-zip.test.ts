import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { createZip } from "../../../sandbox/carbon/create-zip";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "create-zip-"));
  mkdirSync(join(folder, "home/logs"), { recursive: true });
  writeFileSync(join(folder, "home/start.sh"), "#!/bin/sh\n", { mode: 0o755 });
});

afterEach(() => rmSync(folder, { recursive: true }));

test("empty folders and modes are kept", async () => {
  const zip = await createZip(folder, "home");
  const program = [
    "import sys, zipfile",
    "for i in zipfile.ZipFile(sys.argv[1]).infolist(): print(i.filename, oct(i.external_attr >> 16 & 0o777))",
  ].join("\n");
  const { stdout } = await execa("python3", ["-c", program, zip]);
  expect(stdout.split("\n")).toEqual(["home/ 0o755", "home/logs/ 0o755", "home/start.sh 0o755"]);
});

test("the same contents give the same bytes, whenever they were written", async () => {
  const first = readFileSync(await createZip(folder, "home"));
  utimesSync(join(folder, "home/start.sh"), new Date(), new Date());
  expect(readFileSync(await createZip(folder, "home")).equals(first)).toBe(true);
});
