import { matching, optional, text } from "../remote/plan-shape";

/** Where an AWS API is asked. */
export const awsPlace = {
  region: matching("an AWS region such as us-east-1", /^[a-z]{2,4}(-[a-z]+)+-\d+$/),
  profile: optional(text),
};

export const elbName = matching("up to 32 letters, digits and hyphens", /^[A-Za-z0-9-]{1,32}$/);

export const accountNumber = matching("an AWS account's number", /^\d{12}$/);
