const { TestEnvironment } = require("jest-environment-node");

const keepers = /@pulumi\/pulumi\/(runtime\/debuggable|resource)\.js$/;

/**
 * Pulumi keeps a stack with each promise and each resource, and Jest maps every line of it to its source: two thirds of
 * what a test of a whole stack took. Nobody reads these stacks. Those of failures are mapped as ever.
 */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    const mapped = Error.prepareStackTrace;
    Error.prepareStackTrace = (error, frames) =>
      keepers.test(frames[0]?.getFileName() ?? "") ? String(error) : mapped(error, frames);
  }
};
