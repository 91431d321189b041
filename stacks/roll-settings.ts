import { z } from "zod";

const seconds = z.number().int().min(0).max(86_400);
const percentage = z.string().regex(/^\d{1,3}%$/, 'a percentage such as "25%"');
const batchSize = z.union([z.number().int().min(1), percentage]);

const hook = z.strictObject({
  name: z.string().min(1),
  command: z.string().min(1),
  /** On the node, or on the computer that runs `pulumi up`. */
  on: z.enum(["node", "operator"]).default("operator"),
  timeoutSec: z.number().int().min(1).max(86_400).default(60),
});

/** How a group is rolled, in every system that has one. */
export const rollSettings = {
  /** Nodes at once, one size for each batch in turn; the last one repeats. */
  batch: z.union([batchSize, z.array(batchSize).min(1)]).default(1),
  /** Nodes that must stay in service. */
  minHealthy: z.union([z.number().int().min(0), percentage]).optional(),
  /** After this batch a roll waits until `approvedRoll` is its id. */
  pauseAfterBatch: z.number().int().min(1).optional(),
  approvedRoll: z.string().optional(),
  /** Commands of the operator's, once a node may leave and before it is drained. */
  beforeNode: z.array(hook).optional(),
  /** Smoke tests, once a node is ready and before it is enabled. */
  afterNode: z.array(hook).optional(),
  /** Commands around each batch and around the roll, on the computer that runs `pulumi up`. */
  beforeBatch: z.array(hook).optional(),
  afterBatch: z.array(hook).optional(),
  beforeRoll: z.array(hook).optional(),
  afterRoll: z.array(hook).optional(),
  /** HAProxy machines that no roll asks: those that are down, until they are back. */
  balancersOut: z.array(z.string()).optional(),
  bakeSec: seconds.optional(),
  quietSec: seconds.optional(),
  sessionTimeoutSec: seconds.optional(),
  inFlightTimeoutSec: seconds.optional(),
  startTimeoutSec: seconds.optional(),
  stopTimeoutSec: seconds.optional(),
  upTimeoutSec: seconds.optional(),
  stableSec: seconds.optional(),
};

export type RollSettings = z.infer<z.ZodObject<typeof rollSettings>>;
