import execa from "execa";
import type { StagePlan } from "../../../../components/nodes/distribution";
import {
  parseFacts,
  renderDownload,
  renderFacts,
  renderUnpack,
} from "../../../../components/nodes/live/stage-scripts";
import { exampleTarget } from "../../program/example-plans";

const plan: StagePlan = {
  target: exampleTarget,
  source: 'https://packs.example/wso2mi-4.4.0.zip?signature="x"',
  name: "wso2mi-4.4.0",
  directory: "/opt/wso2",
  owner: "wso2",
  timeoutSec: 60,
};

describe("stage scripts", () => {
  it("reads what is there", () => {
    const digest = "a".repeat(64);
    expect(parseFacts(`staged ${digest}\nfree 1000\n`)).toEqual({ stagedSha256: digest, freeKb: 1000 });
    expect(parseFacts("free 1000\n")).toEqual({ stagedSha256: undefined, freeKb: 1000 });
  });

  it.each([
    ["facts", renderFacts(plan)],
    ["download", renderDownload(plan)],
    ["download with a digest", renderDownload({ ...plan, sha256: "a".repeat(64) })],
    ["unpack", renderUnpack(plan, "a".repeat(64))],
  ])("is a script that a POSIX shell can read: %s", async (_, script) => {
    await execa("sh", ["-n"], { input: `main() {\n${script}\n}\nmain\n` });
  });

  it("gives curl the URL by file, as it may carry a signature", () => {
    const lines = renderDownload(plan).split("\n");
    expect(lines).toContain('url = "https://packs.example/wso2mi-4.4.0.zip?signature=\\"x\\""');
    expect(lines.filter((line) => line.startsWith("curl ") && line.includes("signature"))).toEqual([]);
  });
});
