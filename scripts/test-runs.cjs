// What `npm test` runs, and what of it may run at one time.

/** Clusters under the highest load, the longest first: one at a time. */
const heavy = ["roll", "carbon", "strategies"];

/** Tests on machines at one time. They wait for machines more than they compute. */
const mostOnMachines = 2;

/** The other tests on machines, the longest first. One that is not named here goes before them. */
const light = [
  ...["sso", "edge", "wso2-elb", "api-manager", "quick-start", "failover-pair", "database", "faults"],
  ...["roll-program", "hosts", "services", "foreign-haproxy", "cloud", "consul", "several-backends"],
  ...["sso-flows", "ship-logs", "machines"],
];

/**
 * Every run, in the order in which they begin: each file of `test/system`, and all of the other projects as one.
 * @param {readonly string[]} files of the folder `test/system`
 */
function planRuns(files) {
  const names = files.flatMap((file) => /^(.*)\.test\.ts$/.exec(file)?.[1] ?? []);
  const system = (name) => ({
    name: `system ${name}`,
    args: [`test/system/${name}.test.ts`, "--selectProjects", "system", "--runInBand"],
    isHeavy: heavy.includes(name),
    isPolite: false,
  });
  const others = names.filter((name) => !heavy.includes(name));
  return [
    ...heavy.filter((name) => names.includes(name)).map(system),
    {
      name: "unit and engine",
      args: ["--selectProjects", "unit", "engine"],
      isHeavy: false,
      // It takes what the machines under load leave of the processors.
      isPolite: true,
    },
    ...others.sort((a, b) => light.indexOf(a) - light.indexOf(b)).map(system),
  ];
}

/**
 * What begins beside those that run: one of the polite, and of the others as many as may run at one time.
 * @template {{ readonly isHeavy: boolean, readonly isPolite: boolean }} T
 * @param {readonly T[]} waiting
 * @param {readonly T[]} running
 * @returns {T | undefined}
 */
function nextRun(waiting, running) {
  const isBusy = running.some(({ isHeavy }) => isHeavy);
  const areFull = running.filter(({ isPolite }) => !isPolite).length >= mostOnMachines;
  return waiting.find(({ isHeavy, isPolite }) => isPolite || !(areFull || (isHeavy && isBusy)));
}

module.exports = { heavy, light, mostOnMachines, planRuns, nextRun };
