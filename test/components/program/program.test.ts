import { type ProgramIo, runProgram } from "../../../components/program/program";

async function run(args: string[], plan = "") {
  const out: string[] = [];
  const err: string[] = [];
  const io: ProgramIo = {
    args,
    env: {},
    readPlan: async () => plan,
    writeOut: (line) => out.push(line),
    writeErr: (line) => err.push(line),
    signal: new AbortController().signal,
  };
  const code = await runProgram(io);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

describe("runProgram", () => {
  it("ends with a sentence that is another one each time", async () => {
    const first = await run(["repair"], '{"nodes": []}');
    const second = await run(["repair"], '{"nodes": []}');
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out).toMatch(
      /^no node to bring back \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, run [0-9a-f]{8}\)$/,
    );
    expect(second.out).not.toBe(first.out);
  });

  it("ends with JSON where a program asks for it", async () => {
    const { out } = await run(["repair", "--json"], '{"nodes": []}');
    expect(JSON.parse(out)).toMatchObject({ repaired: [], left: {} });
  });

  it("ends a status with one line of JSON whose run is new each time", async () => {
    const first = await run(["status"], '{"nodes": []}');
    const second = await run(["status"], '{"nodes": []}');
    expect(first).toMatchObject({ code: 0, err: "" });
    const { run: id, ...facts } = JSON.parse(first.out) as Record<string, unknown>;
    expect(facts).toEqual({ nodes: [], unreachable: [] });
    expect(id).toMatch(/^\d{4}-\d\d-\d\dT.*Z-[0-9a-f]{8}$/);
    expect(second.out).not.toBe(first.out);
  });

  it.each(["help", "--help", "-h"])("lists its commands for %s", async (word) => {
    const { code, out } = await run([word]);
    expect(code).toBe(0);
    expect(out.match(/^ {2}[a-z][a-z-]+(?= {2})/gm)?.map((name) => name.trim())).toEqual([
      "prepare",
      "ship-logs",
      "stage",
      "stage-ahead",
      "start",
      "stop",
      "set-floors",
      "end-group",
      "bake",
      "gate",
      "join",
      "leave",
      "follow",
      "set-listener-certificate",
      "follow-name",
      "configure-haproxy",
      "configure-pair",
      "status",
      "repair",
      "check-members",
      "run-hooks",
      "report",
    ]);
  });

  it.each([
    [[], "roll: no command given"],
    [["drain"], 'roll: no command "drain"'],
    [["status", "node1"], 'roll: no command "status node1"'],
    [["toString"], 'roll: no command "toString"'],
  ])("fails for the words %j", async (args, message) => {
    const { code, err } = await run(args);
    expect(code).toBe(1);
    expect(err.split("\n")[0]).toBe(message);
  });

  it.each([
    ["", "no plan on standard input"],
    ["{secret", "the plan on standard input is not JSON"],
  ])("fails for the plan %j without repeating it", async (plan, seen) => {
    const { code, err } = await run(["leave"], plan);
    expect(code).toBe(1);
    expect(err).toContain(`  seen:     ${seen}\n`);
    expect(err).not.toContain("secret");
  });
});
