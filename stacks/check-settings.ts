import { z } from "zod";

const times = z.number().int().min(1).max(10).optional();

/** When HAProxy asks nodes whether they can serve. */
export const checkSettings = {
  checkIntervalSec: z
    .number()
    .positive()
    .max(60)
    .default(2)
    .describe("Between two of HAProxy's checks, in seconds."),
  checkFastIntervalSec: z
    .number()
    .min(0.1)
    .max(60)
    .optional()
    .describe("Between two checks of a node that comes back; half of the above when not set, at most 0.5."),
  checkFall: times.describe("How many checks in a row must fail before a node is out; 3 when not set."),
  checkRise: times.describe("How many must pass before it is in again; 2 when not set."),
};

type CheckSettings = z.infer<z.ZodObject<typeof checkSettings>>;

/** The same as a backend has it. */
export function checkTimes({
  checkIntervalSec: intervalSec,
  checkFastIntervalSec: fastIntervalSec,
  checkFall: fall = 3,
  checkRise: rise = 2,
}: CheckSettings) {
  return { intervalSec, fastIntervalSec, fall, rise };
}
