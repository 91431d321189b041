import * as fc from "fast-check";
import { commentLimit, renderMarkdown } from "../../../components/cli/render-markdown";
import { exampleChange, examplePlan } from "./example-change";

const certificate = {
  name: "wso2-prod-node1",
  for: "node1.internal",
  issuer: "wso2-prod private root",
  validUntil: "2026-12-10T00:00:00.000Z",
  daysLeft: 14,
  renewed: true,
};

describe("renderMarkdown", () => {
  it("is a table of batches, with why, limits, who serves meanwhile and how long", () => {
    expect(renderMarkdown(exampleChange(examplePlan(3, ["1", "100%"]))).split("\n")).toEqual([
      "<!-- pulumi-wso2 plan prod -->",
      "",
      "### Stack prod",
      "",
      "Resources: 1 to create, 6 to replace.",
      "",
      "**Roll of wso2-prod**: version 4.3.0 to 4.4.0, strategy auto, 2 batches; about 5 min, 45 min at the longest.",
      "",
      "| Batch | Nodes (why) | Steps (limit) | Serve meanwhile | Begins |",
      "|---|---|---|---|---|",
      "| 1 | node1 (version) | drain 60 s, finish requests 5 min, stop 5 min, start 10 min, enable 60 s, stay up 20 s, then wait for approval | node2, node3; 2 must be UP | +0 s, for 3 min |",
      "| 2 | node2 (version), node3 (version) | drain 60 s, finish requests 5 min, stop 5 min, start 10 min, enable 60 s, stay up 20 s | node1; 1 must be UP | +3 min, for 3 min |",
      "",
    ]);
  });

  it("is plain text where there is nothing to roll, nothing yet, or nothing to be known", () => {
    const nothing = { ...examplePlan(3), batches: [], gone: [], unchanged: ["node1", "node2", "node3"] };
    const text = (change: object) => renderMarkdown(exampleChange(nothing, change));
    expect(text({ changes: { same: 40 } })).toContain(
      "Resources: no change.\n\nNothing to roll: no node of wso2-prod changes.\n",
    );
    expect(text({ groups: [] })).toContain("Nothing to roll: the stack has no rolling group.");
    expect(text({ groups: [{ group: "g", standing: "first" }] })).toContain(
      "g is deployed for the first time: nothing serves yet, so nothing is rolled.",
    );
    expect(text({ groups: [{ group: "g", standing: "unknown" }] })).toContain(
      "The roll of g can't be told beforehand",
    );
    expect(text({})).not.toContain("|---|");
  });

  it("says which balancers can't be reached, which certificates end, and why there is no preview", () => {
    const plan = examplePlan(1);
    const unreachable = [{ balancer: "haproxy1", reason: "no answer within 5 s" }];
    expect(renderMarkdown(exampleChange(plan, { unreachable }))).toContain(
      "> **Note** Balancers can't be reached from where this ran: haproxy1 (no answer within 5 s).",
    );
    const ended = { ...certificate, name: "edge", daysLeft: -1, renewed: false };
    expect(renderMarkdown(exampleChange(plan, { certificates: [certificate, ended] }))).toContain(
      [
        "| wso2-prod-node1 | node1.internal | 2026-12-10, in 14 days | yes |",
        "| edge | node1.internal | 2026-12-10, **ended** | no |",
      ].join("\n"),
    );
    const failed = renderMarkdown(exampleChange(plan, { errors: ["wso2:batch: got 9"] }));
    expect(failed).toContain("**The preview failed.**\n\n```\nwso2:batch: got 9\n```");
    expect(failed).not.toContain("Roll of");
  });

  it("lets no name end a cell, begin a tag or call somebody", () => {
    const plan = examplePlan(1);
    const text = renderMarkdown(exampleChange({ ...plan, group: "a|b <img> @team\nc" }));
    expect(text).toContain("**Roll of a\\|b &lt;img> &#64;team c**");
  });

  it.each([
    [500, ["1"]],
    [500, ["1", "25%", "100%"]],
    [500, ["100%"]],
    [1500, ["1"]],
  ])("fits into a comment with %d nodes in batches of %j", (count, sizes) => {
    const text = renderMarkdown(exampleChange(examplePlan(count, sizes)));
    expect(text.length).toBeLessThanOrEqual(commentLimit);
    expect(text).toContain(`Roll of wso2-prod`);
    // The last batch is there, whatever was told together.
    expect(text).toContain(`| ${examplePlan(count, sizes).batches.length} | `);
  });

  it("is never longer than what is asked for", () => {
    const names = fc.string({ minLength: 0, maxLength: 300 });
    const never = fc.property(
      fc.integer({ min: 1, max: 300 }),
      names,
      fc.integer({ min: 1000, max: 20_000 }),
      (count, name, limit) => {
        const many = (length: number) => Array.from({ length }, () => name);
        const plan = { ...examplePlan(count), gone: many(20), unchanged: many(20) };
        const certificates = many(40).map((each) => ({ ...certificate, name: each }));
        const errors = count % 7 ? [] : [name.repeat(100)];
        const text = renderMarkdown(exampleChange(plan, { certificates, errors }), limit);
        expect(text.length).toBeLessThanOrEqual(limit);
      },
    );
    void fc.assert(never, { numRuns: 25 });
  });
});
