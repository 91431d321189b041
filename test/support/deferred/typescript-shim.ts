import { defer } from "../../../sandbox/deferred/defer";

module.exports = defer(() => require("typescript"));
