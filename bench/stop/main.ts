import { Command, InvalidArgumentError } from "commander";
import { kernels } from "../../sandbox/carbon-kernel";
import { startLocalServer } from "../../sandbox/carbon-kernel/local-server";
import { measureStop, type StopMeasure } from "./measure-stop";
import { renderStops } from "./stop-table";

const say = (line: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

function parseKernels(text: string): string[] {
  const versions = text.split(",");
  const unknown = versions.filter((version) => !(version in kernels));
  if (unknown.length === 0) return versions;
  throw new InvalidArgumentError(
    `No kernel ${unknown.join(", ")}. There are ${Object.keys(kernels).join(", ")}.`,
  );
}

function parseDelays(text: string): number[] {
  const delays = text.split(",").map(Number);
  if (delays.every((seconds) => seconds > 0 && seconds <= 600)) return delays;
  throw new InvalidArgumentError("Write seconds above 0, up to 600: 5,65.");
}

/** One server at a time, on this computer alone. */
async function bench(options: { kernels: string[]; inFlight: number[] }): Promise<void> {
  const measures: StopMeasure[] = [];
  for (const version of options.kernels) {
    const server = await startLocalServer({ version, adminPassword: "of-this-bench", log: say });
    try {
      say(`kernel ${version}: ready after ${server.readyAfterSec.toFixed(1)} s, now it is stopped`);
      const measure = await measureStop(version, server, options.inFlight);
      measures.push(measure);
      say(`kernel ${version}: ended after ${measure.endedSec.toFixed(1)} s`);
    } finally {
      await server.remove();
    }
  }
  process.stdout.write(`${renderStops(measures)}\n`);
}

new Command("npm run bench:stop --")
  .description(
    "What WSO2's Carbon kernels do with requests in flight, and with new ones, once they are stopped.",
  )
  .option("--kernels <list>", "which, with commas", parseKernels, Object.keys(kernels))
  .option("--in-flight <seconds>", "how long each request in flight has still to go", parseDelays, [5, 65])
  .addHelpText("after", "\nExample:\n  npm run bench:stop -- --kernels 4.9.1-m1,4.10.32")
  .action(bench)
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
