/** System properties of the JVM that would move what the model of a product stands on. */
export const movingProperties: readonly { readonly name: RegExp; readonly reason: string }[] = [
  {
    name: /portOffset/,
    reason:
      "portOffset moves every port; give Micro Integrator 4.x server.offset in deploymentToml, a Carbon server its own offset, 6.x keeps 0",
  },
  { name: /nodeId/, reason: "nodeId gives all nodes one id; each gets its own" },
  {
    name: /carbon\.(?:home|config\.dir\.path)/,
    reason: "carbon.home and carbon.config.dir.path move the files that the roll writes",
  },
  {
    name: /javax\.net\.ssl\.(?:keyStore|trustStore)\w*/,
    reason: "javax.net.ssl.keyStore and .trustStore replace the stores that the roll makes",
  },
];

/** The same in `[system.parameter]` of a `deployment.toml`, whose keys become system properties as well. */
export const movingParameters = movingProperties.map(({ name, reason }) => ({
  path: new RegExp(`^system\\.parameter\\.${name.source}$`),
  reason: `${reason}; remove the key`,
}));
