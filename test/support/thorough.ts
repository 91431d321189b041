/**
 * `npm run test:all` runs everything. `npm test` leaves out what another test holds in a cheaper way: the same thing
 * once more for another kind of server or of change, more seeds, other package managers, the sandbox's own repairs.
 */
export const isThorough = process.env.WSO2_TEST_ALL !== undefined;

export const itThorough = isThorough ? it : it.skip;
export const describeThorough = isThorough ? describe : describe.skip;
