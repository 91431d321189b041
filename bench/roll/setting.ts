/** A start of 3 s, two checks a second apart, no stable time. Clients with a session are not waited for: no playbook does. */
export const setting = { batches: 3, startSec: 3, checks: { rise: 2, intervalSec: 1 }, stableSec: 0 };

/** The same as configuration of the stack. */
export const settings = [
  `wso2:nodeCount=${setting.batches}`,
  `wso2:javaOpts=-Dstandin.startSeconds=${setting.startSec}`,
  `wso2:checkIntervalSec=${setting.checks.intervalSec}`,
  `wso2:stableSec=${setting.stableSec}`,
  "wso2:quietSec=0",
  "wso2:sessionTimeoutSec=1",
];
