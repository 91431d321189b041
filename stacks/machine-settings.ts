import { z } from "zod";

export const bucketName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket's name such as my-logs")
  .meta({ allowed: "a bucket's name" });

/** What is said of a machine, in every system. */
export const instanceType = z
  .string()
  .regex(/^[a-z0-9-]+\.[a-z0-9]+$/, "an EC2 instance type such as m6i.large")
  .meta({ allowed: "an EC2 instance type" });

export const image = z
  .string()
  .regex(/^[^*?]+$/, "an id such as ami-0123 or an exact name of a Debian image, without * and ?")
  .meta({ allowed: "an id, or an exact name of a Debian image" });
