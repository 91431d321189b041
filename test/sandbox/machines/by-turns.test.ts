import { ByTurns } from "../../../sandbox/machines/by-turns";

function gate(): { open: () => void; passed: Promise<void> } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

it("runs tasks of one key one after the other, of two keys side by side", async () => {
  const turns = new ByTurns();
  const { open, passed } = gate();
  const order: string[] = [];
  const first = turns.run("a", async () => {
    await passed;
    order.push("a1");
  });
  const second = turns.run("a", async () => order.push("a2"));
  await turns.run("b", async () => order.push("b1"));
  open();
  await Promise.all([first, second]);
  expect(order).toEqual(["b1", "a1", "a2"]);
});

it("gives the result to who asked, and goes on when a task fails", async () => {
  const turns = new ByTurns();
  const failing = turns.run("a", async () => {
    throw new Error("no");
  });
  const next = turns.run("a", async () => 7);
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe(7);
});
