import { type DatabaseFacts, type DatabaseStep, planStep } from "../../../sandbox/databases/plan-step";

const well = { there: true, made: true, answers: true };
const dead = { ...well, answers: false };
const gone = { ...well, there: false, answers: false };
const blank = { there: true, made: false, answers: false };
const facts = (change: Partial<DatabaseFacts>, a = well, b = well): DatabaseFacts => ({
  ...{ primary: "a", multiAz: true, asked: false, members: { a, b } },
  ...change,
});
const none: DatabaseStep = { do: "none" };

describe("a database with a standby", () => {
  it.each<[string, DatabaseFacts, DatabaseStep]>([
    ["waits for its first machine", facts({}, { ...blank, there: false }, blank), none],
    ["is made on its first machine", facts({}, blank, blank), { do: "make", member: "a" }],
    ["gets its standby once it serves", facts({}, well, blank), { do: "join", member: "b" }],
    ["is left alone while both are well", facts({}), none],
    ["fails over when its primary's server is dead", facts({}, dead), { do: "failOver", member: "b" }],
    ["fails over when its primary's machine is gone", facts({}, gone), { do: "failOver", member: "b" }],
    ["fails over when it is asked to", facts({ asked: true }), { do: "failOver", member: "b" }],
    ["fails over to the first again", facts({ primary: "b" }, well, gone), { do: "failOver", member: "a" }],
    ["makes a standby of what was its primary", facts({ primary: "b" }, blank), { do: "join", member: "a" }],
    ["waits with that for its machine", facts({ primary: "b" }, { ...blank, there: false }), none],
    ["makes a standby anew that has died", facts({}, well, dead), { do: "join", member: "b" }],
    ["never fails over to a half made standby", facts({}, dead, blank), { do: "start", member: "a" }],
    ["starts its primary again without a standby", facts({}, dead, gone), { do: "start", member: "a" }],
    ["waits where both machines are gone", facts({}, gone, gone), none],
    ["waits with a failover for a standby", facts({ asked: true }, well, blank), { do: "join", member: "b" }],
  ])("%s", (_what, given, step) => {
    expect(planStep(given)).toEqual(step);
  });
});

it.each<[string, DatabaseFacts, DatabaseStep]>([
  ["needs no second machine", facts({ multiAz: false }, well, blank), none],
  ["is started again", facts({ multiAz: false }, dead, well), { do: "start", member: "a" }],
])("a database without a standby %s", (_what, given, step) => {
  expect(planStep(given)).toEqual(step);
});
