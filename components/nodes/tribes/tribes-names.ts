/** What Tribes and ELB 2.0 take for the names of domains and sub-domains: they stand in both files. */
export const tribesNames = {
  domain: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    meaning: "a domain of letters, digits, dots, hyphens and _",
  },
  subDomain: { pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/, meaning: "a name such as mgt or worker" },
};
