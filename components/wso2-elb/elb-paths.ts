/** What a roll writes down on an ELB's machine. */
export const elbStateFolder = "/var/lib/wso2-elb";
