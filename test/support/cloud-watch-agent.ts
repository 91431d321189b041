import { z } from "zod";

const groupName = z.string().min(1).max(512);
const streamName = z.string().min(1).max(512);
const several = <T extends z.ZodType>(each: T) => z.strictObject({ collect_list: z.array(each).min(1) });

/**
 * What Amazon's CloudWatch Agent takes of what we write, in our own words: keys, needed ones and lengths, as its manual
 * and its schema of version 1.300071 have them. It refuses every other key.
 */
export const agentConfig = z.strictObject({
  agent: z.strictObject({ run_as_user: z.string().min(1) }),
  logs: z.strictObject({
    logs_collected: z
      .strictObject({
        files: several(
          z.strictObject({
            file_path: z.string().max(4096),
            log_group_name: groupName,
            log_stream_name: streamName,
            multi_line_start_pattern: z.string().min(1).max(4096).optional(),
          }),
        ).optional(),
        journald: several(
          z.strictObject({
            log_group_name: groupName,
            log_stream_name: streamName,
            units: z.array(z.string().max(256)).min(1),
          }),
        ).optional(),
      })
      .refine((collected) => Object.keys(collected).length > 0, "nothing is collected"),
  }),
});
