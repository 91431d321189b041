import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { type EngineFixture, openFixture } from "./fixture";

let engine: EngineFixture;
beforeAll(async () => {
  engine = await openFixture("command");
}, 900_000);
afterAll(() => engine.remove());

const none = async () => ({});

describe("what the program and the state get", () => {
  test("outputs without the last line end, an id from the name, lines as they are written", async () => {
    const outcome = await engine.up(async () => {
      const made = new command.local.Command("made", {
        create: "echo one; echo two; sleep 0.1; echo warned >&2; sleep 0.1; printf 'last\\n\\n'; cat",
        stdin: pulumi.secret("hidden-input"),
        logging: "stdoutAndStderr",
      });
      const quiet = new command.local.Command("quiet", {
        create: "echo quiet; echo quiet >&2",
        logging: "stderr",
      });
      const mute = new command.local.Command("mute", { create: "echo mute", logging: "none" });
      return { made: made.stdout, id: made.id, quiet: quiet.stdout, mute: mute.stdout };
    });
    expect(outcome.error).toBeUndefined();
    const outputs = await engine.outputs();
    expect(outputs.made).toEqual({ value: "one\ntwo\nlast\n\nhidden-input", secret: false });
    expect(outputs.id?.value).toMatch(/^made[0-9a-f]{8}$/);
    expect(outputs.quiet?.value).toBe("quiet");
    expect(outcome.lines.filter((line) => line.startsWith("made: "))).toEqual(
      ["one", "two", "warned", "last", "", "hidden-input"].map((line) => `made: ${line}`),
    );
    expect(outcome.lines.filter((line) => !line.startsWith("made: "))).toEqual(["quiet: quiet"]);

    const stored = await engine.stored("made");
    for (const stdin of [stored?.inputs.stdin, stored?.outputs.stdin]) {
      expect(stdin).toEqual(expect.objectContaining({ ciphertext: expect.any(String) }));
    }
    expect(stored?.outputs.stderr).toBe("warned");
  });

  test("stdout is unknown in a preview once an input has changed, so that what depends on it is replaced", async () => {
    const ids: string[] = [];
    const program = (text: string) => async () => {
      const cause = new command.local.Command("cause", { create: text });
      cause.id.apply((id) => ids.push(id));
      new command.local.Command("effect", { create: ":", triggers: [cause.stdout] });
      return {};
    };
    await engine.up(program("echo same"));
    expect((await engine.preview(program("echo same"))).steps).toEqual([]);
    const changed = await engine.preview(program("echo same #"));
    expect(changed.steps).toEqual([
      "update cause",
      "create-replacement effect",
      "replace effect",
      "delete-replaced effect",
    ]);
    expect((await engine.up(program("echo same #"))).steps).toEqual(["update cause"]);
    await engine.up(none);
    ids.length = 0;
    await engine.preview(program("echo new"));
    expect(ids).toEqual([expect.stringMatching(/^cause[0-9a-f]{8}$/)]);
  });

  test("`run` runs in a preview too", async () => {
    const program = async () => ({
      said: command.local.runOutput({
        command: "say=$(cat); echo $say >> $LOG; echo $say",
        stdin: "hi",
        environment: { LOG: engine.journal("run") },
      }).stdout,
    });
    await engine.preview(program);
    await engine.up(program);
    expect((await engine.outputs()).said?.value).toBe("hi");
    expect(await engine.takeJournal("run")).toEqual(["hi", "hi"]);
  });
});

describe("failures", () => {
  afterEach(() => engine.up(none));

  test("fails create: the error has status, command and output; nothing is stored; the next run tries again", async () => {
    const program = async () => {
      new command.local.Command("broken", { create: "echo before; echo why >&2; exit 3", delete: "exit 1" });
      return {};
    };
    for (let run = 0; run < 2; run++) {
      const { error, steps } = await engine.up(program);
      expect(steps).toEqual(["create broken"]);
      expect(error).toContain('exit status 3: running "echo before; echo why >&2; exit 3":\nbefore\nwhy\n');
      expect(await engine.stored("broken")).toBeUndefined();
    }
  });

  test("fails update: the old inputs and outputs stay", async () => {
    const program = (update: string, value: string) => async () => {
      new command.local.Command("kept", { create: "echo made", update, environment: { A: value } });
      return {};
    };
    await engine.up(program(":", "1"));
    const { error } = await engine.up(program("exit 4", "2"));
    expect(error).toContain("exit status 4");
    const stored = await engine.stored("kept");
    expect(stored?.outputs.stdout).toBe("made");
    expect(stored?.inputs.environment).toEqual({ A: "1" });
    expect((await engine.up(program("exit 4", "2"))).steps).toEqual(["update kept"]);
  });

  test("fails delete: the resource stays and is deleted next time", async () => {
    const allowed = join(engine.dir, "allowed");
    await engine.up(async () => {
      new command.local.Command("stays", { create: ":", delete: `test -e '${allowed}'` });
      return {};
    });
    expect((await engine.up(none)).error).toContain("exit status 1");
    expect(await engine.stored("stays")).toBeDefined();
    await writeFile(allowed, "");
    expect(await engine.up(none)).toEqual(expect.objectContaining({ steps: ["delete stays"] }));
  });

  test("fails at the custom timeout: the shell is killed", async () => {
    const { error } = await engine.up(async () => {
      const options = { customTimeouts: { create: "1s" } };
      new command.local.Command("slow", { create: "echo waiting; exec sleep 20" }, options);
      return {};
    });
    expect(error).toContain('signal: killed: running "echo waiting; exec sleep 20":\nwaiting\n');
  });

  test("fails with the end of a long output", async () => {
    const { error } = await engine.up(async () => {
      new command.local.Command("long", { create: "seq 100000; echo the cause; exit 1", logging: "none" });
      return {};
    });
    expect(error).toContain("exit status 1");
    expect(error).toContain("99999\n100000\nthe cause\n");
  });

  test("fails for a folder that is not there, and for a program that is not there", async () => {
    const { error } = await engine.up(async () => {
      new command.local.Command("no-folder", { create: ":", dir: "/no/such/folder" });
      new command.local.Command("no-program", { create: ":", interpreter: ["/no/such/program"] });
      return {};
    });
    expect(error).toContain("/bin/sh in dir /no/such/folder: ");
    expect(error).toContain("/no/such/program: ");
  });

  const missing: { what: string; make: () => pulumi.Resource; says: string }[] = [
    {
      what: "a resource type",
      make: () => new command.remote.Command("elsewhere", { connection: { host: "h" }, create: ":" }),
      says: "resource type command:remote:Command is not in the sandbox's command provider, which has command:local:Command",
    },
    {
      what: "an input",
      make: () => new command.local.Command("assets", { create: ":", assetPaths: ["*"] }),
      says: "has a problem: is not in the sandbox's provider",
    },
    {
      what: "a property",
      make: () => new Misspelt(),
      says: "property creates value {:} has a problem: is not a property the sandbox knows here; it knows addPrev",
    },
  ];
  test.each(missing)(
    "fails for $what that the sandbox's provider does not have, by name",
    async ({ make, says }) => {
      const { error } = await engine.preview(async () => {
        make();
        return {};
      });
      expect(error).toContain(says);
    },
  );
});

class Misspelt extends pulumi.CustomResource {
  constructor() {
    super("command:local:Command", "misspelt", { creates: ":" }, { version: "1.2.1" });
  }
}
