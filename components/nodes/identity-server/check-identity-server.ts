import { type Problem, Problems } from "../../validation/problems";
import {
  checkNewKeys,
  checkOnKernel,
  checkServerUrl,
  checkSharedDatabases,
  unknownRelease,
} from "../check-cluster";
import type { KnownKeys } from "../known-keys";
import type { TomlTable } from "../toml-table";
import { identityServerBadKeys } from "./bad-keys";
import { identityServerKeys } from "./identity-server-keys";
import type { IdentityServerSettings } from "./identity-server-settings";
import { findIdentityServerRelease, type IdentityServerRelease, identityServerReleases } from "./releases";

/** What is known of the keys of its deployment.toml: the server's; those of the identity features are taken. */
export const identityServerKnownKeys: KnownKeys = {
  product: "Identity Server",
  releases: identityServerReleases,
  keys: [identityServerKeys],
  open: "*",
  bad: identityServerBadKeys,
};

/**
 * What is wrong with a version of Identity Server and its settings. No value that may be secret is repeated.
 *
 * @param extra tables of deployment.toml that the operator adds or overrides
 * @param nodeCount how many nodes the group has
 */
export function checkIdentityServer(
  version: string,
  settings: IdentityServerSettings,
  extra: TomlTable = {},
  nodeCount = 2,
): Problem[] {
  const release = findIdentityServerRelease(version);
  if (!release) {
    return [unknownRelease(version, identityServerReleases)];
  }
  const problems = new Problems();
  const { clustering, ...onKernel } = settings;
  checkOnKernel(problems, identityServerKnownKeys, { version, kernel: release.kernel }, onKernel, extra);
  checkSharedDatabases(
    problems,
    settings,
    nodeCount,
    "identity_db and shared_db",
    "a login on one is not known to the others",
  );
  checkNewKeys(problems, settings.newKeys);
  checkClustering(problems, settings);
  checkKeyManager(problems, settings, version, release);
  return problems.list;
}

const plain = /^[^\s<&]+$/;

function checkClustering(problems: Problems, { clustering }: IdentityServerSettings): void {
  if (!clustering) return;
  const meaning = "text without a space, < and &,";
  problems.matches(clustering.domain, "clustering.domain", plain, meaning);
  if (clustering.scheme !== "aws") return;
  const { region, tag, securityGroup, iamRole } = clustering;
  problems.matches(region, "clustering.region", /^[a-z]{2}(-[a-z]+)+-\d$/, "a region, eu-central-1,");
  problems.require(
    tag !== undefined || securityGroup !== undefined,
    "clustering",
    "has neither tag nor securityGroup: every instance of the region would be asked; set one",
  );
  for (const [name, value] of Object.entries({ securityGroup, iamRole })) {
    if (value !== undefined) problems.matches(value, `clustering.${name}`, plain, meaning);
  }
}

function checkKeyManager(
  problems: Problems,
  { keyManagerOf }: IdentityServerSettings,
  version: string,
  { keyManager }: IdentityServerRelease,
): void {
  if (!keyManagerOf) return;
  checkServerUrl(problems, keyManagerOf.apiManagerUrl, "keyManagerOf.apiManagerUrl");
  problems.require(
    keyManager !== "none",
    "keyManagerOf",
    `is not offered for ${version}: its key manager was a distribution of its own; take 5.11 or later`,
  );
}
