import { checkKeptMachines } from "../../../components/rolling/check-kept-machines";

const wanted = {
  version: "2",
  machines: { node1: "ami-2 t3", node2: "ami-1 t3" },
  configurations: { node1: "a", node2: "a" },
};
const deployed = {
  ...wanted,
  version: "1",
  machines: { node1: "ami-1 t3", node2: "ami-1 t3" },
  startSec: {},
};

describe("checkKeptMachines", () => {
  it("accepts another version, and a first deployment", () => {
    expect(checkKeptMachines(deployed.machines, deployed)).toEqual([]);
    expect(checkKeptMachines(wanted.machines, undefined)).toEqual([]);
  });

  it("fails for a machine that would have to be made of something else", () => {
    expect(checkKeptMachines(wanted.machines, deployed)).toEqual([
      {
        propertyPath: "machines.node1",
        reason:
          'got "ami-2 t3" where "ami-1 t3" runs, and strategy in-place keeps it; set the old image and type back, or use strategy auto or replace',
      },
    ]);
  });
});
