/** What a roll writes down on an Apache's machine. */
export const apacheStateFolder = "/var/lib/wso2-apache";
