/**
 * The keys that the server, its transports and its databases read in API Manager's releases, by table: what `*.j2`,
 * `key-mappings.json` and `infer.json` of each tag name. Sources: wso2/product-apim v3.2.0 to v4.6.0
 * (modules/distribution), wso2/carbon-apimgt and wso2/carbon-kernel of the versions that each builds. Grammar: `KeyTable`.
 */
export const apiManagerServerKeys = `
broker.flowControl.bufferBased since 4.2: *
broker.flowControl.global since 4.2: *
broker.flow_control.buffer_based since 4.2: high_limit, low_limit
broker.flow_control.global since 4.2: high_limit, low_limit
broker.performance_tuning.delivery.topic_message_delivery_strategy since 4.5: delivery_timeout,
  strategy_name
broker.transport.amqp: allow_shared_topic_subscriptions, allow_strict_name_validation, authorization since
  4.3, bind_address, enabled, maximum_redelivery_attempts
broker.transport.amqp.default_connection: enabled, port
broker.transport.amqp.ssl_connection: ciphers, enabled, port, ssl_enabled_protocols
broker.transport.amqp.ssl_connection.keystore: cert_type, location, password
broker.transport.amqp.ssl_connection.truststore: cert_type, location, password
carbon_health_check: enable
carbon_health_check.health_checker.data_source_health_checker: enable, order, pool_usage_limit_percentage
carbon_health_check.health_checker.data_source_health_checker.properties: *
carbon_health_check.health_checker.super_tenant_health_checker: enable, order
carbon_health_check.health_checker.super_tenant_health_checker.properties: *
catalina.valves[].properties since 4.0: *
catalinaValves.accessLogValve.properties since 4.2: *
catalinaValves.remoteIpValve since 4.2: enable, internalProxies, protocolHeader, proxiesHeader,
  remoteIpHeader, trustedProxies
catalinaValves.remoteIpValve.properties since 4.2: *
clustering: agent since 4.2, domain, local_member_host, local_member_port, logging_type, members,
  membership_scheme, shutdown_hook_enable
clustering.properties: *
custom_keystore.* since 4.3: alias, file_name, key_password, password, type
database.apim_db: driver, hostname, name, password, port, sid, type, url, username, validationQuery
database.apim_db.pool_options: *
database.config: driver, hostname, jmx_enable, name, password, port, sid, type, url, username,
  validationQuery
database.config.pool_options: *
database.local: driver, hostname, name, password, port, sid, type, url, username, validationQuery
database.local.pool_options: *
database.mb.store_db since 4.0: driver, password, url, username, validationQuery
database.mb.store_db.pool_options since 4.0: *
database.shared_db: driver, hostname, jmx_enable, name, password, port, sid, type, url, username,
  validationQuery
database.shared_db.pool_options: *
database.sync_runtime_artifacts_db: driver, hostname, name, password, port, sid, type, url, username,
  validationQuery
database.sync_runtime_artifacts_db.pool_options: *
database.user: driver, hostname, jmx_enable, name, password, port, sid, type, url, username, validationQuery
database.user.pool_options: *
datasource[]: driver, id, jmx_enable, password, url, username, validationQuery
datasource[].pool_options: *
http_access_log: directory since 4.0, enabled since 4.2, maxDays since 4.1, pattern, prefix, suffix,
  useLogger since 4.0
keystore: userstore_password_encryption
keystore.internal: alias, file_name, key_password, password, type
keystore.listener_profile: bind_address since 4.1, ssl_verify_client
keystore.primary: alias, file_name, key_password, password, type
keystore.saml since 4.2: alias, file_name, key_password, password, type
keystore.ssl_profile.custom[]: servers
keystore.ssl_profile.custom[].keystore: key_password, location, password, type
keystore.ssl_profile.custom[].truststore: location, password, type
keystore.ssl_profile.default: servers
keystore.tls: alias, file_name, key_password, password, type
monitoring: **
passthru_http: **
realm_manager: **
server: base_path, default_cache_timeout, default_items_per_page since 4.0, default_realm_cache_timeout
  since 4.0, diagnostic_log_mode since 4.2, disable_addressing, disable_restart_from_ui since 4.0,
  disable_shutdown_from_ui since 4.0, discard_empty_caches, drill_down_to_root_cause_for_fault_reason since
  4.2, enableMTOM, enableSwA, enable_restart_from_api since 4.2, enable_shutdown_from_api since 4.2,
  enable_traffic_management since 4.0, force_local_cache, globally_engaged_modules, hostname,
  max_items_per_page since 4.0, mgt_console_hostname since 4.0, mode, node_ip, offset, proxy_context_path,
  send_stacktrace_details_with_faults since 4.2, serverDetails, server_role, strict_service_path_validation
  since 4.3, userAgent
server.cache since 4.0: invalidation_impl
server.file_upload: file_size_limit
super_admin: admin_role, create_admin_account, password, username
tomcat.custom_response_header_filters[] since 4.3: filter_url_pattern, headers
tomcat.filter[] since 4.0: class, name
tomcat.filter[].init_params since 4.0: *
tomcat.filter_mapping[] since 4.0: dispatchers, name, url_pattern
tomcat.global: session_timeout
tomcat.header_security_filters[] since 4.0: name, value
tomcat.management_console: session_timeout
tomcat.session_config since 4.2: tracking_mode
tomcat.session_config.cookie_config since 4.2: secure
tomcat.session_config.custom_error_pages[] since 4.2: code, location
tomcat.session_config.error_page since 4.2: error_400, error_401, error_403, error_404, error_405,
  error_408, error_410, error_500, error_502, error_503, error_504, error_default
transport.binary: **
transport.blocking: **
transport.blocking_http: **
transport.blocking_https: **
transport.blocking_sender: **
transport.builtin: **
transport.client: **
transport.http: core_worker_pool_size, io_buffer_size, max_http_connection_per_host_port,
  max_message_size_bytes, max_worker_pool_size, preserve_http_headers, preserve_http_server_name,
  preserve_http_user_agent, socket_timeout, worker_pool_queue_length
transport.http.listener: port, secured_bind_address, secured_port, secured_wsdl_epr_prefix, verify_client,
  wsdl_epr_prefix
transport.http.listener.keystore: key_password, password, type
transport.http.listener.ssl_profile: read_interval
transport.http.listener.truststore: password, type
transport.http.properties: *
transport.http.proxy_profile[] since 4.1: bypass_hosts, proxy_host, proxy_password, proxy_port,
  proxy_username, target_hosts
transport.http.secured_proxy_profile[] since 4.1: bypass_hosts, proxy_host, proxy_password, proxy_port,
  proxy_username, target_hosts
transport.http.sender.keystore: key_password, password, type
transport.http.sender.truststore: password, type
transport.https.properties: *
transport.https.sslHostConfig.certificate.properties: *
transport.https.sslHostConfig.properties: *
transport.jms: **
transport.local: **
transport.mail: **
transport.mqtt: **
transport.msmq: **
transport.netty: **
transport.passthru_http.listener: enable
transport.passthru_http.listener.parameters: *
transport.passthru_http.sender: enable
transport.passthru_http.sender.parameters: **
transport.passthru_https.listener: enable, ssl_profile_interval
transport.passthru_https.listener.cert_revocation_validation since 4.3: allow_cert_expiry_validation,
  allow_full_cert_chain_validation, cache_delay, cache_size, enable
transport.passthru_https.listener.key_store: key_password, location, password, type
transport.passthru_https.listener.parameters: *
transport.passthru_https.listener.trust_store: location, password, type
transport.passthru_https.sender: enable
transport.passthru_https.sender.key_store: key_password, location, password, type
transport.passthru_https.sender.parameters: *
transport.passthru_https.sender.ssl_profile: file_path, interval
transport.passthru_https.sender.trust_store: location, password, type
transport.rabbitmq: **
transport.receiver: **
transport.thrift: **
transport.udp: **
transport.vfs: **
transport.ws: **
transport.wss: **
truststore: file_name, password, type
user_store: **
`;

/** Tables that other features read, whose keys are taken as they are. */
export const openTables = `
account_recovery, action_executor_configuration[], admin_console, admin_service, audit, authentication,
authenticationendpoint, authorization_manager, blocking, cache, carbon_memory_logger, config_data,
correlation, correlation_logs, cpu_watcher, custom_header_filter, custom_indexers[],
custom_message_builders[], custom_message_formatters[], data_agent, database_configuration, datasource,
diagnostic_tool, encryption, error_page, event, event_handler[], event_listener[], event_processor,
event_publisher, event_receiver, ftp_uploader, governance, governance_data, hazelcast, health_checker[],
http_header_security_filter, identity, identity_mgt, identity_verification, indexing, integration,
log_pattern[], log_watcher, logging, memory_watcher, message_builder, message_builders, message_formatter,
message_formatters, multi_tenancy, n_http, notification_templates, oauth, output_adapter, owasp,
preserve_previous_product_behaviour, qpid, recaptcha, registry, registry_handler[], remote_logging,
resource, resource_access_control, rest_response, role_mgt, saml, scim2, secrets, security_audit,
server_configuration, service_provider, servlet[], servlet_access_control_filter[], session, sftp_uploader,
sso, static_configuration, stream_processor, synapse_handlers, synapse_properties, system, tasks,
tenant_context, tenant_mgt, throttle_properties, token_validation, traffic_analyzer, transaction,
versioning_configuration, wso2_api_manager, xml_input_factory, zip_file_configuration
`;
