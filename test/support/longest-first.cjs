const { default: Sequencer } = require("@jest/test-sequencer");

/** What takes longest, in the order of it: a fresh clone has no memory of that, and goes by the size of the files. */
const longest = [
  ...["engine/roll-random", "engine/package/package", "engine/roll-faults", "engine/package/installs"],
  ...["engine/road", "engine/roll-shapes", "engine/cli", "engine/aws-members", "engine/roll-order"],
  ...["engine/aws-stack", "components/certificates/keystore/read-keystore", "engine/aws-edge"],
  ...["engine/aws-provider", "api-reference", "engine/command-provider", "engine/carbon"],
];

/** So that no worker is left alone with a long file at the end. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const index = longest.findIndex((name) => path.endsWith(`/test/${name}.test.ts`));
      return index < 0 ? longest.length : index;
    };
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};
