import { dirname, join } from "node:path";
import { defer } from "../../../sandbox/deferred/defer";

// By its name it would be this file again.
const main = () => join(dirname(require.resolve("@npmcli/arborist/package.json")), "lib/index.js");
module.exports = defer(() => require(main()));
