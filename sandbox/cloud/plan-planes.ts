import { planClassicPlane } from "../elb/classic-plane";
import { planElb } from "../elb/plan-elb";
import { planTargetBalancer } from "../elb/plan-target-balancer";
import type { PlaneModel } from "../elb/plane-model";
import { planTargetPlane } from "../elb/target-plane";
import type { Account } from "./read-account";

/** Load balancers of every kind that can be stood for; the others become problems. */
export function planPlanes(account: Account, problems: string[]): PlaneModel[] {
  const members = new Map(
    account.instances.map(({ instanceId, addresses: [address = ""], zone }) => [
      instanceId,
      { address, zone },
    ]),
  );
  const attempt = (plan: () => PlaneModel) => {
    try {
      return [plan()];
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return [];
    }
  };
  const { balancers, groups } = account.targets;
  return [
    ...account.elbs.flatMap((each) => attempt(() => planClassicPlane(planElb(each, members)))),
    ...balancers.flatMap((each) => attempt(() => planTargetPlane(planTargetBalancer(each, groups, members)))),
  ];
}
