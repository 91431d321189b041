/** The answer of HAProxy 2.6.12 to `show servers state`. */

export const recordedState = `1
# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr srv_agent_addr srv_agent_port
3 b 1 node1 127.0.0.1 2 0 1 1 32 15 3 4 6 0 0 0 - 19001 - 0 0 - - 0
3 b 2 node2 127.0.0.1 0 1 1 1 0 15 3 0 14 0 0 0 - 19002 - 0 0 - - 0
3 b 3 node3 127.0.0.1 2 8 1 1 0 15 3 4 6 0 0 0 - 19003 - 0 0 - - 0
`;
