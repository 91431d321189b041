import { readSsoSettings } from "../../stacks/read-sso-settings";
import type { SsoSettings } from "../../stacks/sso-settings";
import { apiManagerSettings, pairs } from "./api-manager-settings";

const { system: _, deployment: __, ...both } = apiManagerSettings;

/** A stack of system sso: two Apaches, and behind them two nodes of each product. */
export const ssoSettings: SsoSettings = {
  ...both,
  system: "sso",
  host: "sso.example.com",
  backend: "PRD_wso2sso",
  mappings: [],
  identityMappings: [],
  apacheAmi: "ami-0fixed",
  apacheCount: 2,
  apacheInstanceType: "t3.micro",
};

/** Why a configuration is refused; empty when it is not. */
export const reasonOf = (change: object) => {
  try {
    readSsoSettings(pairs({ ...ssoSettings, ...change }));
  } catch (error) {
    return String(error);
  }
  return "";
};
