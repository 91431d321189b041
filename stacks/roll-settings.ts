import { z } from "zod";

const seconds = z.number().int().min(0).max(86_400);
const percentage = z
  .string()
  .regex(/^\d{1,3}%$/, 'a percentage such as "25%"')
  .meta({ allowed: 'a percentage such as `"25%"`' });
const batchSize = z.union([z.number().int().min(1), percentage]);

const hook = z.strictObject({
  name: z.string().min(1),
  command: z.string().min(1),
  on: z
    .enum(["node", "operator"])
    .default("operator")
    .describe("On the node, or on the computer that runs `pulumi up`."),
  timeoutSec: z.number().int().min(1).max(86_400).default(60),
});

/** How a group is rolled, in every system that has one. */
export const rollSettings = {
  batch: z
    .union([batchSize, z.array(batchSize).min(1)])
    .default(1)
    .describe("Nodes at once, one size for each batch in turn; the last one repeats."),
  minHealthy: z
    .union([z.number().int().min(0), percentage])
    .optional()
    .describe("Nodes that must stay in service."),
  pauseAfterBatch: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe("After this batch a roll waits until `approvedRoll` is its id."),
  approvedRoll: z.string().optional().describe("The id of the roll that may go on after `pauseAfterBatch`."),
  beforeNode: z
    .array(hook)
    .optional()
    .describe("Commands of the operator's, once a node may leave and before it is drained."),
  afterNode: z.array(hook).optional().describe("Smoke tests, once a node is ready and before it is enabled."),
  beforeBatch: z
    .array(hook)
    .optional()
    .describe("Commands around each batch and around the roll, on the computer that runs `pulumi up`."),
  afterBatch: z.array(hook).optional().describe("The same after each batch."),
  beforeRoll: z.array(hook).optional().describe("The same before the first node of a roll."),
  afterRoll: z.array(hook).optional().describe("The same after the last node of a roll."),
  balancersOut: z
    .array(z.string())
    .optional()
    .describe("HAProxy machines that no roll asks: those that are down, until they are back."),
  bakeSec: seconds
    .optional()
    .describe("How long all nodes of a batch must stay in service before the next one; 0 when not set."),
  quietSec: seconds
    .optional()
    .describe("No new request for so long: the sessions of a node are over; 5 when not set."),
  sessionTimeoutSec: seconds
    .optional()
    .describe("How long a drain waits for that before it goes on all the same; 60 when not set."),
  inFlightTimeoutSec: seconds
    .optional()
    .describe(
      "How long a leave waits for requests in flight; then it is undone and fails; 300 when not set.",
    ),
  shutdownSessionsAfterSec: seconds
    .optional()
    .describe(
      "So long after maint, HAProxy ends what is still in flight, below `inFlightTimeoutSec`; never when not set.",
    ),
  startTimeoutSec: seconds
    .optional()
    .describe("From the start to the readiness of what runs on a node; 600 when not set."),
  stopTimeoutSec: seconds
    .optional()
    .describe("For the stop. One that takes longer fails, and nothing is killed; 300 when not set."),
  upTimeoutSec: seconds
    .optional()
    .describe("From enabling to in service on every balancer; 60 when not set."),
  stableSec: seconds
    .optional()
    .describe("How long a node must stay in service before the next one goes; 20 when not set."),
};

export type RollSettings = z.infer<z.ZodObject<typeof rollSettings>>;
