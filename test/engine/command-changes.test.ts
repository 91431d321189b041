import * as command from "@pulumi/command";
import type * as pulumi from "@pulumi/pulumi";
import { type EngineFixture, openFixture } from "./fixture";

let engine: EngineFixture;
beforeAll(async () => {
  engine = await openFixture("changes");
}, 900_000);
afterAll(() => engine.remove());

const none = async () => ({});

interface Case {
  readonly name: string;
  readonly before: command.local.CommandArgs;
  readonly after: command.local.CommandArgs;
  readonly options?: pulumi.CustomResourceOptions;
  /** What runs when `before` becomes `after`. */
  readonly runs: string[];
  /** What runs when the resource goes. */
  readonly finally: string[];
}

const texts = { create: "say create", update: "say update", delete: "say delete" };
const withoutUpdate = { create: "say create", delete: "say delete" };

/** What the official provider was seen to do. */
const cases: Case[] = [
  { name: "nothing", before: texts, after: texts, runs: [], finally: ["delete"] },
  {
    name: "environment",
    before: { ...texts, environment: { A: "1" } },
    after: { ...texts, environment: { A: "2" } },
    runs: ["update"],
    finally: ["delete"],
  },
  {
    name: "environment-without-update",
    before: { ...withoutUpdate, environment: { A: "1" } },
    after: { ...withoutUpdate, environment: { A: "2" } },
    runs: ["create"],
    finally: ["delete"],
  },
  {
    name: "delete-text",
    before: texts,
    after: { ...texts, delete: "say delete-2" },
    runs: ["update"],
    finally: ["delete-2"],
  },
  {
    name: "delete-text-without-update",
    before: withoutUpdate,
    after: { ...withoutUpdate, delete: "say delete-2" },
    runs: ["create"],
    finally: ["delete-2"],
  },
  {
    name: "stdin",
    before: { ...texts, stdin: "1" },
    after: { ...texts, stdin: "2", update: 'say "update $(cat)"' },
    runs: ["update 2"],
    finally: ["delete"],
  },
  {
    name: "logging",
    before: texts,
    after: { ...texts, logging: "none" },
    runs: ["update"],
    finally: ["delete"],
  },
  {
    name: "no-op-update",
    before: { ...texts, update: ":", environment: { A: "1" } },
    after: { ...texts, update: ":", environment: { A: "2" } },
    runs: [],
    finally: ["delete"],
  },
  {
    name: "trigger-changed",
    before: { ...texts, triggers: ["1"] },
    after: { ...texts, create: "say create-2", triggers: ["2"] },
    runs: ["create-2", "delete"],
    finally: ["delete"],
  },
  {
    name: "trigger-appended",
    before: { ...texts, triggers: ["1"] },
    after: { ...texts, triggers: ["1", "2"] },
    runs: ["create", "delete"],
    finally: ["delete"],
  },
  {
    name: "triggers-dropped",
    before: { ...texts, triggers: ["1"] },
    after: texts,
    runs: ["create", "delete"],
    finally: ["delete"],
  },
  {
    name: "trigger-and-delete-text",
    before: { ...texts, triggers: ["1"] },
    after: { ...texts, triggers: ["2"], delete: "say delete-2" },
    runs: ["create", "delete"],
    finally: ["delete-2"],
  },
  {
    name: "trigger-delete-first",
    before: { ...texts, triggers: ["1"] },
    after: { ...texts, triggers: ["2"] },
    options: { deleteBeforeReplace: true },
    runs: ["delete", "create"],
    finally: ["delete"],
  },
  {
    name: "previous-output",
    before: { ...texts, create: "say create; echo made" },
    after: {
      ...texts,
      create: "say create; echo made",
      update: 'say "after $PULUMI_COMMAND_STDOUT"; echo changed',
      delete: 'say "after $PULUMI_COMMAND_STDOUT"',
    },
    runs: ["after made"],
    finally: ["after changed"],
  },
  {
    name: "previous-output-off",
    before: { ...texts, create: "echo made", addPreviousOutputInEnv: false },
    after: { ...texts, update: "say [$PULUMI_COMMAND_STDOUT]", addPreviousOutputInEnv: false },
    runs: ["[]"],
    finally: ["delete"],
  },
];

describe("what a change of a command runs", () => {
  const program = (pick: "before" | "after") => async () => {
    for (const each of cases) {
      const say = [
        "/bin/sh",
        "-c",
        `say() { echo "$1" >> '${engine.journal(each.name)}'; }; eval "$1"`,
        "sh",
      ];
      new command.local.Command(each.name, { interpreter: say, ...each[pick] }, each.options);
    }
    return {};
  };
  const journals: Record<"runs" | "finally", Record<string, string[]>> = { runs: {}, finally: {} };

  beforeAll(async () => {
    await engine.up(program("before"));
    for (const { name } of cases) await engine.takeJournal(name);
    await engine.up(program("after"));
    for (const { name } of cases) journals.runs[name] = await engine.takeJournal(name);
    await engine.up(none);
    for (const { name } of cases) journals.finally[name] = await engine.takeJournal(name);
  });

  test.each(cases)("$name: runs $runs", ({ name, runs }) => {
    expect(journals.runs[name]).toEqual(runs);
  });

  test.each(cases)("$name, then gone: runs $finally", ({ name, finally: last }) => {
    expect(journals.finally[name]).toEqual(last);
  });
});
