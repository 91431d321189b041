import { z } from "zod";

/** What is said of a machine, in every system. */
export const instanceType = z
  .string()
  .regex(/^[a-z0-9-]+\.[a-z0-9]+$/, "an EC2 instance type such as m6i.large")
  .meta({ allowed: "an EC2 instance type" });

export const image = z
  .string()
  .regex(/^[^*?]+$/, "an id such as ami-0123 or an exact name of a Debian image, without * and ?")
  .meta({ allowed: "an id, or an exact name of a Debian image" });
