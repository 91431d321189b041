import * as aws from "@pulumi/aws";

new aws.ec2.Instance("one", { ami: "ami-0123456789abcdef0", instanceType: "t3.micro" });
