/** What each agent begins with. */
export const head = `#!/bin/sh
# Written by pulumi-wso2.
: \${OCF_FUNCTIONS_DIR=\${OCF_ROOT}/lib/heartbeat}
. \${OCF_FUNCTIONS_DIR}/ocf-shellfuncs
`;

export interface Parameter {
  readonly name: string;
  readonly text: string;
  readonly type: "integer" | "string";
}

export function renderMetaData(
  name: string,
  text: string,
  parameters: readonly Parameter[],
  stopSec: number,
): string {
  const each = parameters.map(
    (parameter) => `<parameter name="${parameter.name}" required="1">
<longdesc lang="en">${parameter.text}</longdesc>
<shortdesc lang="en">${parameter.text}</shortdesc>
<content type="${parameter.type}"/>
</parameter>`,
  );
  return `meta_data() {
    cat << 'END'
<?xml version="1.0"?>
<resource-agent name="${name}" version="1.0">
<version>1.1</version>
<longdesc lang="en">${text}</longdesc>
<shortdesc lang="en">${text}</shortdesc>
<parameters>
${each.join("\n")}
</parameters>
<actions>
<action name="start" timeout="60s"/>
<action name="stop" timeout="${stopSec}s"/>
<action name="monitor" timeout="10s" interval="1s" depth="0"/>
<action name="meta-data" timeout="5s"/>
<action name="validate-all" timeout="5s"/>
</actions>
</resource-agent>
END
}
`;
}

export const dispatch = `
case $__OCF_ACTION in
    meta-data) meta_data; exit $OCF_SUCCESS ;;
    start) start ;;
    stop) stop ;;
    monitor) monitor ;;
    validate-all) exit $OCF_SUCCESS ;;
    *) exit $OCF_ERR_UNIMPLEMENTED ;;
esac
`;
