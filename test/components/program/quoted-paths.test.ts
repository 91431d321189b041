import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import * as balancerFiles from "../../../components/haproxy/live/balancer-files";
import { renderHostKey, renderSetup } from "../../../components/machines/live/prepare-scripts";
import { renderCopyAs, renderReadAs, renderReceiveAs } from "../../../components/nodes/live/as-owner";
import { renderFiles } from "../../../components/nodes/live/change";
import { renderReadDist } from "../../../components/nodes/live/edit-files";
import { renderInstall, renderKeepDists } from "../../../components/nodes/live/install";
import { renderStores, renderTryStores } from "../../../components/nodes/live/keystores";
import { monit } from "../../../components/nodes/live/managers/monit";
import { script } from "../../../components/nodes/live/managers/script";
import { systemd } from "../../../components/nodes/live/managers/systemd";
import { renderRollDirectory } from "../../../components/nodes/live/product-home";
import {
  cacheDirectory,
  renderDownload,
  renderFacts,
  renderUnpack,
} from "../../../components/nodes/live/stage-scripts";
import { renderTail } from "../../../components/nodes/live/start-services";
import { renderLooks } from "../../../components/nodes/live/trial";
import { renderCheck } from "../../../components/remote/check-machine";
import { renderWriteFiles } from "../../../components/remote/machine-files";
import { someRoot } from "../../support/some-root";
import { exampleInstall, exampleTarget } from "./example-plans";

const folder = mkdtempSync(join(tmpdir(), "quoted-paths-"));
const mark = join(folder, "ran");
/** By redirection alone, so that it needs no program. */
const runs = `: > ${mark}`;
/** What a shell would take apart, or run, in a path, a name and a value. */
const word = `a b$(${runs})\`${runs}\`'q'";${runs};"\\c*[x]`;
const path = `${folder}/none/${word}/last`;
const digest = "a".repeat(64);
beforeEach(() => rmSync(mark, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

const distribution = {
  ...{ target: exampleTarget, source: `https://packs.example/${word}.zip`, name: word, sha256: digest },
  ...{ directory: path, owner: word, timeoutSec: 60 },
};
const install = {
  ...exampleInstall,
  ...{ unit: `${word}.service`, home: path, homeLink: `${path}-link`, owner: word },
  unitText: `[Service]\nExecStart=${path}-link/bin/x\nEnvironment=JAVA_HOME=${path}\n`,
  files: [{ path: word, content: word }],
  xmlEdits: [{ path: word, set: [] }],
  keystore: { ...exampleInstall.keystore, path: word, alias: word, password: word },
  truststore: { ...exampleInstall.truststore, path: word, certificates: { [word]: someRoot } },
};
const file = { path, content: word, mode: "640", owner: `${word}:${word}` };
const machine = {
  ...{ target: { ...exampleTarget, user: word, hostKey: `ssh-${word} AAAA` }, hostname: word },
  ...{ hostPrivateKey: word, bootTimeoutSec: 1, groups: [word] },
  packages: [{ name: word, command: word }],
};
const record = { server: word, by: word, run: word, since: "2026-01-01", until: "2026-01-01" };
const scripted = script({
  ...{ manager: "script", name: word, script: path, pidFile: path, user: word },
  environment: { KEY: word },
});
const managers = [
  systemd({ manager: "systemd", name: word }),
  monit({ manager: "monit", name: word, pidFile: path }),
];

const texts: [string, string][] = [
  ["stage: facts", renderFacts(distribution)],
  ["stage: download", renderDownload(distribution)],
  ["stage: download without a digest", renderDownload({ ...distribution, sha256: undefined })],
  ["stage: unpack", renderUnpack(distribution, digest)],
  [
    "change: link and files",
    renderFiles({ link: { path, to: `${path}-to` }, files: [file], environment: {} }),
  ],
  ["install: kept files", renderKeepDists(install)],
  ["install", renderInstall(install, [{ path: word, content: Buffer.from(word) }])],
  ["install: stores", renderStores(install)],
  ["install: roll directory", renderRollDirectory(path)],
  ["trial", renderLooks(install)],
  ["trial: stores", renderTryStores(install)],
  ["edits: read", renderReadDist(install, word)],
  ["as owner: receive", renderReceiveAs(word, path, "640")],
  ["as owner: copy", renderCopyAs(word, path, `${path}-to`, "640")],
  ["as owner: read", renderReadAs(word, path)],
  ["start: log", renderTail(path, "echo no log")],
  ...[...managers, scripted].flatMap((manager, index): [string, string][] => [
    [`manager ${index}: state`, manager.renderState()],
    [`manager ${index}: start`, manager.renderStart()],
    [`manager ${index}: stop`, manager.renderStop()],
    [`manager ${index}: log`, manager.renderLog(5)],
  ]),
  [
    "machine: check",
    renderCheck({ programs: [word], writes: [path], socketPath: path, free: { path, kb: 1 } }),
  ],
  ["machine: files", renderWriteFiles([file])],
  ["balancer: record", balancerFiles.renderWriteRecord(word, record)],
  ["balancer: no record", balancerFiles.renderRemoveRecord(word)],
  ["balancer: floors", balancerFiles.renderWriteFloors(word, { maxUnavailable: { [word]: 1 } })],
  ["balancer: joined", balancerFiles.renderMarkJoined([word])],
  ["balancer: forgotten", balancerFiles.renderForgetServers([word])],
  ["prepare: host key", renderHostKey(machine)],
  ["prepare", renderSetup(machine)],
];

/** No program is there but shells, so that nothing of this computer is changed. */
const prelude = `sh() { /bin/sh "$@"; }\nrunuser() { shift 3; "$@"; }\nunzip() { :; }\nawk() { echo 1; }\ncd() { :; }\ndirname() { echo /; }\n`;
const run = (text: string) =>
  execa("/bin/sh", [], {
    input: prelude + text,
    env: { PATH: "/nowhere" },
    extendEnv: false,
    reject: false,
    timeout: 10_000,
  });

describe("a word of the user's in a root shell", () => {
  it.each(texts)("is a word alone: %s", async (name, text) => {
    await execa("sh", ["-n"], { input: text });
    // What is said on a way that is not taken here, too.
    const said = text
      .split("\n")
      .flatMap((line) => /(?:^|\{|\|\|)\s*((?:echo|printf) .*?)(?: >&2.*)?$/.exec(line)?.[1] ?? []);
    await run(said.filter((line) => !/[^2]>/.test(line.replaceAll(runs, ""))).join("\n"));
    // The first day of a machine writes in /etc by the shell itself.
    if (!name.startsWith("prepare")) await run(text.replaceAll(cacheDirectory, `${folder}/none`));
    expect(existsSync(mark)).toBe(false);
  });

  it("would be seen to run", async () => {
    await run(`echo "no folder ${path}"`);
    expect(existsSync(mark)).toBe(true);
  });
});
