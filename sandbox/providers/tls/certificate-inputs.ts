import type { InputSpec, Properties } from "../serve";
import { allowedUseNames } from "./key-usages";
import { subjectKinds } from "./subject";

/** Inputs of every certificate. */
export const certificateKinds: InputSpec["kinds"] = {
  allowedUses: { listOf: allowedUseNames },
  validityPeriodHours: "number",
  earlyRenewalHours: "number",
  isCaCertificate: "boolean",
  maxPathLength: "number",
  setSubjectKeyId: "boolean",
};

/** Inputs that say whom a certificate or a request is for. */
export const nameKinds: InputSpec["kinds"] = {
  subject: { object: subjectKinds },
  dnsNames: "string[]",
  ipAddresses: "string[]",
  uris: "string[]",
};

export const certificateDefaults: Properties = {
  earlyRenewalHours: 0,
  isCaCertificate: false,
  setSubjectKeyId: false,
};

/** What every certificate gives out. */
export const certificateOutputs = ["certPem", "validityStartTime", "validityEndTime", "readyForRenewal"];
