import { withoutLeftHandlers } from "../../../sandbox/engine/left-handlers";

const events = ["uncaughtException", "unhandledRejection"] as const;
const counts = () => events.map((event) => process.listenerCount(event));
const before = counts();
const withOneMore = before.map((count) => count + 1);

/** As the SDK does it: its handlers stay where the program does not end. */
async function runProgram(ends: boolean): Promise<() => void> {
  const handler = () => {};
  for (const event of events) process.on(event, handler);
  if (ends) for (const event of events) process.off(event, handler);
  return handler;
}

it("keeps the handlers of the last run that has left some, and of no other", async () => {
  const first = await withoutLeftHandlers(() => runProgram(false));
  expect(process.listeners("uncaughtException")).toContain(first);
  for (let run = 0; run < 40; run++) {
    const handler = await withoutLeftHandlers(() => runProgram(false));
    expect(counts()).toEqual(withOneMore);
    for (const event of events) expect(process.listeners(event as "exit")).toContain(handler);
  }
  await withoutLeftHandlers(() => runProgram(true));
  expect(counts()).toEqual(withOneMore);
});

it("does so where the run fails", async () => {
  const failing = async () => {
    await runProgram(false);
    throw new Error("a resource failed");
  };
  for (let run = 0; run < 3; run++) {
    await expect(withoutLeftHandlers(failing)).rejects.toThrow("a resource failed");
    expect(counts()).toEqual(withOneMore);
  }
});

it("leaves a handler alone that was there before", async () => {
  const own = await runProgram(false);
  for (let run = 0; run < 3; run++) await withoutLeftHandlers(() => runProgram(false));
  for (const event of events) {
    expect(process.listeners(event as "exit")).toContain(own);
    process.off(event, own);
  }
});
