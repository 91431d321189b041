/**
 * The keys that the server, its databases, stores and transports read in Identity Server's releases, by table: what
 * `*.j2`, `key-mappings.json` and `infer.json` of each tag name. Sources: wso2/product-is v5.10.0 to v7.1.0
 * (modules/distribution), and wso2/carbon-kernel of the versions that each builds. Grammar: `KeyTable`.
 */
export const identityServerKeys = `
carbon_health_check: enable
carbon_health_check.health_checker.data_source_health_checker: enable, order, pool_usage_limit_percentage
carbon_health_check.health_checker.data_source_health_checker.properties: *
carbon_health_check.health_checker.super_tenant_health_checker: enable, order
carbon_health_check.health_checker.super_tenant_health_checker.properties: *
catalina.valves[].properties: *
catalinaValves.CarbonStuckThreadDetectionValve since 7.1: threshold
catalinaValves.accessLogValve.properties since 6.0: *
catalinaValves.remoteIpValve since 6.0: enable, internalProxies, protocolHeader, proxiesHeader,
  remoteIpHeader, trustedProxies
catalinaValves.remoteIpValve.properties since 6.0: *
clustering: agent since 7.0, domain, local_member_host, local_member_port, logging_type, members,
  membership_scheme, shutdown_hook_enable
clustering.properties: *
database.agent_identity_db: driver, hostname, name, password, port, sid, type, url, username
database.agent_identity_db.pool_options: *
database.bps_database: driver, hostname, name, password, port, sid, type, url, username
database.bps_database.pool_options: *
database.config: driver, hostname, jmx_enable, name, password, port, sid, type, url, username
database.config.db_props since 7.1: *
database.config.pool_options: *
database.consent_db: driver, hostname, jmx_enable, name, password, port, sid, type, url, username,
  validationQuery, validation_query
database.consent_db.pool_options: *
database.identity_db: driver, hostname, jmx_enable, name, password, port, sid, type, url, username,
  validationQuery, validation_query
database.identity_db.pool_options: *
database.registry_db: driver since 7.0, hostname, name, password since 7.0, port, sid, type, url since 7.0,
  username since 7.0
database.registry_db.db_props since 7.1: *
database.registry_db.pool_options: *
database.session_db: driver, hostname, name, password, port, sid, type, url, username
database.session_db.pool_options: *
database.shared_db: driver, hostname, jmx_enable, name, password, port, sid, type, url, username,
  validation_query
database.shared_db.db_props since 7.1: *
database.shared_db.pool_options: *
database.user: driver, hostname, jmx_enable, name, password, port, sid, type, url, username
database.user.db_props since 7.1: *
database.user.pool_options: *
datasource[]: driver, id, jmx_enable, password, url, username
datasource[].db_props since 7.1: *
datasource[].pool_options: *
datasource.*: driver, id, jmx_enable, password, url, username
datasource.*.db_props since 7.1: *
datasource.*.pool_options: *
encryption: algorithm, alias, enable_key_id since 7.1, internal_crypto_provider, key, old_key since 7.1,
  totpKey since 7.0, type
keystore: datasource since 7.1, userstore_password_encryption
keystore.custom[] since 7.1: alias, file_name, key_password, password, type
keystore.internal: alias, file_name, key_password, password, type
keystore.primary: alias, file_name, key_password, password, type
keystore.saml since 6.0: alias, file_name, key_password, password, type
keystore.tenant since 7.0: type
keystore.tls: alias, file_name, key_password, password, type
server: base_path, default_cache_timeout, default_items_per_page since 5.11, default_realm_cache_timeout
  since 5.11, diagnostic_log_mode since 6.0, disable_addressing, disable_restart_from_ui since 5.11,
  disable_shutdown_from_ui since 5.11, discard_empty_caches, enable_restart_from_api since 6.0,
  enable_shutdown_from_api since 6.0, force_local_cache, globally_engaged_modules since 5.11, hostname,
  internal_hostname since 6.0, max_items_per_page since 5.11, mgt_console_hostname since 6.0, node_ip,
  offset, proxy_context_path
server.cache: invalidation_impl since 5.11, propagation_enabled since 7.0
server.file_upload: file_size_limit
super_admin: admin_role, create_admin_account, password, username
transport.http since 5.11: enabled
transport.http.properties: *
transport.https since 5.11: enabled
transport.https.openssl since 7.1: enabled
transport.https.properties: *
transport.https.sslHostConfig.certificate.properties: *
transport.https.sslHostConfig.properties: *
truststore: file_name, password, type
`;
