// `npm test`, and `npm run test:all`: two runs of Jest at one time, until nothing waits; and at the end what each of them took.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { nextRun, planRuns } from "./test-runs.cjs";

const jest = createRequire(import.meta.url).resolve("jest/bin/jest");
const isThorough = process.argv.includes("--all");
const env = {
  ...process.env,
  ...(isThorough && { WSO2_TEST_ALL: "yes" }),
  ...(process.stdout.isTTY && { FORCE_COLOR: "1" }),
};

/** A block of text that Jest prints at once is that long without a pause, so that two runs don't mix theirs. */
const pauseMs = 200;

let waiting = planRuns(readdirSync("test/system"), isThorough);
let running = [];
const ended = [];

const children = new Set();
let isStopped = false;

function stop() {
  isStopped = true;
  waiting = [];
}
// A terminal tells Jest too. What it then does is waited for.
process.on("SIGINT", stop);
process.on("SIGTERM", () => {
  stop();
  for (const child of children) child.kill();
});

await Promise.all([lane(), lane()]);
console.log(`\n${ended.map(({ line }) => line).join("\n")}`);
const failed = ended.filter(({ isGood }) => !isGood).length;
console.log(`\n${ended.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 && !isStopped ? 0 : 1;

async function lane() {
  for (let next = nextRun(waiting, running); next; next = nextRun(waiting, running)) {
    const own = next;
    waiting = waiting.filter((each) => each !== own);
    running = [...running, own];
    const startedAt = Date.now();
    const isGood = await run(own);
    running = running.filter((each) => each !== own);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    ended.push({ isGood, line: `${isGood ? "PASS" : "FAIL"} ${own.name}, ${seconds} s` });
  }
}

/** @returns whether it succeeded. */
function run({ args }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [jest, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    children.add(child);
    let text = "";
    const print = () => {
      process.stdout.write(text);
      text = "";
    };
    let pause;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
        clearTimeout(pause);
        pause = setTimeout(print, pauseMs);
      });
    child.on("close", (code) => {
      children.delete(child);
      clearTimeout(pause);
      print();
      resolve(code === 0);
    });
  });
}
