// What `npm test` and `npm run test:all` run, and what of it may run at one time.

/** Clusters under the highest load, the longest first: one at a time. */
const heavy = ["roll", "carbon", "strategies", "sso"];

/** The other tests on machines, the longest first. One that is not named here goes before them. */
const light = [
  ...["edge", "api-manager", "distributed", "quick-start", "wso2-elb", "faults", "roll-program", "database"],
  ...["failover-pair", "failover-route", "failover-elastic", "hosts", "cloud", "services", "sso-flows"],
  ...["foreign-haproxy", "machines", "several-backends", "ship-logs", "new-backend", "pair-parsers"],
  "consul",
];

/** What others hold too (`test/support/thorough.ts`), and the sandbox's own repairs. */
const thorough = [
  ...["strategies", "failover-route", "failover-elastic", "cloud", "machines", "roll-program", "sso-flows"],
  ...["ship-logs", "new-backend", "edge", "sso", "api-manager", "distributed", "consul"],
];

/**
 * Every run, in the order in which they begin: each file of `test/system`, and each of the other
 * projects. The unit tests go on while an engine is built for what needs one.
 * @param {readonly string[]} files of the folder `test/system`
 * @param {boolean} isThorough
 */
function planRuns(files, isThorough) {
  const names = files
    .flatMap((file) => /^(.*)\.test\.ts$/.exec(file)?.[1] ?? [])
    .filter((name) => isThorough || !thorough.includes(name));
  const system = (name) => ({
    name: `system ${name}`,
    args: [`test/system/${name}.test.ts`, "--selectProjects", "system", "--runInBand"],
    isHeavy: heavy.includes(name),
  });
  const others = names.filter((name) => !heavy.includes(name));
  return [
    ...heavy.filter((name) => names.includes(name)).map(system),
    ...["unit", "engine"].map((name) => ({ name, args: ["--selectProjects", name], isHeavy: false })),
    ...others.sort((a, b) => light.indexOf(a) - light.indexOf(b)).map(system),
  ];
}

/**
 * What begins beside those that run.
 * @template {{ readonly isHeavy: boolean }} T
 * @param {readonly T[]} waiting
 * @param {readonly T[]} running
 * @returns {T | undefined}
 */
function nextRun(waiting, running) {
  const isBusy = running.some(({ isHeavy }) => isHeavy);
  return waiting.find(({ isHeavy }) => !isHeavy || !isBusy);
}

module.exports = { heavy, light, thorough, planRuns, nextRun };
