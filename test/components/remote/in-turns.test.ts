import { inTurns } from "../../../components/remote/in-turns";

describe("inTurns", () => {
  it("works through all, never more at once than allowed", async () => {
    let now = 0;
    let most = 0;
    const done: number[] = [];
    await inTurns(2, [1, 2, 3, 4, 5], async (item) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      done.push(item);
    });
    expect([most, done.sort()]).toEqual([2, [1, 2, 3, 4, 5]]);
  });

  it("fails with the first failure, after all the others were done", async () => {
    const done: string[] = [];
    const work = async (item: string) => {
      if (item.startsWith("bad")) throw new Error(item);
      done.push(item);
    };
    await expect(inTurns(1, ["a", "bad 1", "b", "bad 2", "c"], work)).rejects.toThrow("bad 1");
    expect(done).toEqual(["a", "b", "c"]);
  });
});
