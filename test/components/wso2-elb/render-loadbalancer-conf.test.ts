import { renderLoadbalancerConf } from "../../../components/wso2-elb/render-loadbalancer-conf";

it("renders the source's file, with the lines that it lost", () => {
  const text = renderLoadbalancerConf({
    hostname: "elb01.ec2-test.wso2.com",
    services: [
      {
        name: "appserver",
        domains: [
          {
            name: "wso2.appserver.domain",
            hosts: ["management.appserver.ec2-test.wso2.com", "console.ec2-test.wso2.com"],
            subDomain: "mgt",
          },
          { name: "wso2.appserver.domain", hosts: ["appserver.ec2-test.wso2.com"], tenantRange: "1-100" },
        ],
      },
    ],
  });
  expect(text).toBe(`loadbalancer {
    instances            1;
    enable_autoscaler    false;
    session_timeout      90000;
    fail_over            true;
}

services {
    defaults {
        min_app_instances    1;
    }
    appserver {
        domains {
            wso2.appserver.domain {
                hosts                management.appserver.ec2-test.wso2.com,console.ec2-test.wso2.com;
                sub_domain           mgt;
                tenant_range         *;
                min_app_instances    1;
            }
            wso2.appserver.domain {
                hosts                appserver.ec2-test.wso2.com;
                tenant_range         1-100;
                min_app_instances    1;
            }
        }
    }
}
`);
});
