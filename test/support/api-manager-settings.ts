import type { ApiManagerSettings } from "../../stacks/api-manager-settings";
import { readApiManagerSettings } from "../../stacks/read-api-manager-settings";
import { clusterSettings } from "./cluster-settings";

/** A stack of system api-manager: two API Managers and two Identity Servers. */
export const apiManagerSettings: ApiManagerSettings = {
  ...clusterSettings,
  system: "api-manager",
  deployment: "active-active",
  version: "4.5.0",
  identityVersion: "7.1.0",
  ami: "ami-0fixed",
  host: "api.example.com",
  backend: "PRD_wso2am",
  identityNodeCount: 2,
  identityInstanceType: "t3.medium",
  identityJavaOpts: "",
  apart: true,
};

/** A configuration as Pulumi has it: every value is text. */
export const pairs = (values: object) =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
/** Why a configuration is refused; empty when it is not. */
export const reasonOf = (change: object) => {
  try {
    readApiManagerSettings(pairs({ ...apiManagerSettings, ...change }));
  } catch (error) {
    return String(error);
  }
  return "";
};
