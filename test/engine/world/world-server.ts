import "./below";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { runProgram } from "../../../components/program/program";
import { runningCommand, WorldCommand } from "./command";
import type { World } from "./world";

interface Request {
  readonly args: readonly string[];
  readonly plan: string;
  readonly pid: number;
  readonly parent: number;
}

/** Letters of docs/architecture.md. */
const letters: Record<string, string> = {
  leave: "L",
  stop: "S",
  "world-terminate": "T",
  "world-launch": "N",
  start: "G",
  join: "J",
  bake: "B",
  gate: "A",
};

/** Makes the commands of a stack in this folder run in this process, on the world. */
export async function serveWorld(world: World, projectDir: string): Promise<Server> {
  const folder = join(projectDir, "node_modules", "pulumi-wso2");
  await mkdir(folder, { recursive: true });
  await copyFile(join(__dirname, "roll-client.cjs"), join(folder, "roll.cjs"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ exports: { "./roll": "./roll.cjs" } }));
  const path = join(folder, "socket");
  await rm(path, { force: true });
  const server = createServer((socket) => {
    const lines = createInterface({ input: socket });
    // A client that is killed resets its connection; readline says so a second time.
    for (const each of [socket, lines]) each.on("error", () => {});
    lines.once("line", (line) => void serve(world, JSON.parse(line) as Request, socket));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return server;
}

async function serve(world: World, request: Request, socket: Socket): Promise<void> {
  const [verb = ""] = request.args;
  const command = new WorldCommand(verb, request.pid, request.parent);
  let isDone = false;
  socket.on("close", () => {
    if (!isDone) command.die();
  });
  const send = (message: object) => socket.writable && socket.write(`${JSON.stringify(message)}\n`);
  const exit = await runningCommand.run(command, () => run(world, request, send));
  isDone = true;
  const letter = letters[verb];
  if (letter) world.journal.push(`${letter}${digits(request.plan)}${exit === 0 ? "" : "!"}`);
  send({ exit });
  socket.end();
}

async function run(world: World, { args, plan }: Request, send: (message: object) => void): Promise<number> {
  const [verb = ""] = args;
  if (verb.startsWith("world-")) {
    try {
      await change(world, verb, JSON.parse(plan) as WorldPlan);
      send({ out: `${verb} ${process.hrtime.bigint()}` });
      return 0;
    } catch (error) {
      send({ err: String(error) });
      return 1;
    }
  }
  return runProgram({
    args,
    env: world.env,
    readPlan: async () => plan,
    writeOut: (out) => send({ out }),
    writeErr: (err) => send({ err }),
    signal: new AbortController().signal,
  });
}

/** What commands that are not the roll program's read: of a machine, or of all balancers. */
export interface WorldPlan {
  readonly node?: string;
  readonly image?: string;
  readonly servers?: readonly string[];
  readonly balancers?: readonly string[];
}

async function change(world: World, verb: string, plan: WorldPlan) {
  const { node = "", image = "", servers = [], balancers = [] } = plan;
  switch (verb) {
    case "world-launch":
      return world.act(`launch ${node}`, () => {
        world.machines.set(node, { image, staged: new Set() });
      });
    case "world-terminate":
      return world.act(`terminate ${node}`, () => {
        world.end(node, "terminated");
        world.machines.delete(node);
      });
    case "world-configure":
      for (const name of balancers) {
        await world.act(`configure ${name}`, () => world.balancer(name).configure(servers));
      }
      return;
    default:
      throw new Error(`no command ${verb}`);
  }
}

/** `node1` is 1; of several nodes all. */
function digits(plan: string): string {
  const { node, target, nodes, batch } = JSON.parse(plan) as {
    node?: string;
    target?: { name: string };
    nodes?: { node: string }[];
    batch?: number;
  };
  const names = node ?? target?.name ?? batch ?? nodes?.map((each) => each.node).join("") ?? "";
  return String(names).replaceAll("node", "");
}
