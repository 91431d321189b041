import { runTool } from "../../../sandbox/carbon/run-tool";

test("fails with the package to install when the program isn't there", async () => {
  await expect(runTool("no-such-program", [], { debianPackage: "maven" })).rejects.toThrow(
    "no-such-program is not installed. Install Debian's package maven",
  );
});

test("fails with the program's last lines", async () => {
  const script = "for i in $(seq 30); do echo line $i; done; exit 3";
  const error = await runTool("sh", ["-c", script], { debianPackage: "dash" }).catch((failure) => failure);
  const [first, ...rest] = error.message.split("\n");
  expect(first).toContain("sh -c failed: Command failed with exit code 3");
  expect(rest).toEqual(Array.from({ length: 15 }, (_, i) => `line ${16 + i}`));
});
