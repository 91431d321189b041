/**
 * The keys that `api-manager.xml` and its like read in API Manager's releases, by table: what `*.j2`,
 * `key-mappings.json` and `infer.json` of each tag name. Sources: wso2/product-apim v3.2.0 to v4.6.0
 * (modules/distribution), wso2/carbon-apimgt and wso2/carbon-kernel of the versions that each builds. Grammar: `KeyTable`.
 */
export const apiManagerKeys = `
apim: enable_change_password, enable_secure_vault, gateway_type, read_only since 4.6
apim.access_token_binding since 4.1: enable
apim.ai: api_chat_execute_resource since 4.3, api_chat_prepare_resource since 4.3, default_request_timeout
  since 4.5, design_assistant_chat_resource since 4.5, design_assistant_gen_api_payload_resource since 4.5,
  enable since 4.3, endpoint since 4.3, key since 4.4, llm_provider_events_enabled since 4.4,
  marketplace_assistant_api_count_resource since 4.3, marketplace_assistant_chat_resource since 4.3,
  marketplace_assistant_publish_api_resource since 4.3, marketplace_assistant_remove_api_resource since 4.3,
  token since 4.3, token_endpoint since 4.4
apim.ai.embedding_provider since 4.6: type
apim.ai.embedding_provider.properties since 4.6: *
apim.ai.failover_configurations since 4.5: default_request_timeout, failover_endpoints_limit
apim.ai.guardrail_provider[] since 4.6: type
apim.ai.guardrail_provider[].properties since 4.6: *
apim.ai.vector_db_provider since 4.6: type
apim.ai.vector_db_provider.properties since 4.6: *
apim.ai_security: access_key, apply_for_all, ase_token, backup_sideband_request_endpoint, cash_expiry_time,
  limit_transport_headers, model_creation_endpoint, operation_mode, secret_key, sideband_request_endpoint,
  skip_cert_validation
apim.ai_security.data_publisher: connection_timeout, max_open_connections, max_per_route
apim.ai_security.stack_object_pool: init_idle_capacity, max_idle
apim.ai_security.threadpool_executor: core_pool_size, keep_alive_time, max_pool_size
apim.analytics: auth_token since 4.0, config_endpoint since 4.0, enable, enablePolicy since 4.3,
  event_publisher_impl until 3.2, fault_schema_name since 4.0, handler_impl since 4.0, password until 3.2,
  provider_impl until 3.2, publish_response_size until 3.2, receiver_auth_urls until 3.2, receiver_password
  until 3.2, receiver_urls until 3.2, receiver_username until 3.2, reporter_impl since 4.0,
  response_schema_name since 4.0, store_api_password until 3.2, store_api_url until 3.2, store_api_username
  until 3.2, type since 4.1, username until 3.2
apim.analytics.mask since 4.3: *
apim.analytics.properties since 4.0: *
apim.analytics.url_group[] until 3.2: analytics_auth_url, analytics_url, type
apim.api_quota_limit since 4.1: enable
apim.auth_manager: check_permissions_remotely since 4.0 until 4.0, iskm_reverseproxy_enabled since 4.0 until
  4.0, service_url until 4.0
apim.basic_authenticator since 4.6: init_idle_capacity, max_active, max_idle, max_wait_millis
apim.cache: token_expiry_time
apim.cache.gateway_token: enable, expiry_time
apim.cache.invalidation since 4.0: stream
apim.cache.jwt_claim: enable, expiry_time
apim.cache.km_token: enable, expiry_time
apim.cache.publisher_roles: enable
apim.cache.recent_apis: enable
apim.cache.resource: enable, expiry_time
apim.cache.restapi_cache_control_headers: enable, max_age
apim.cache.restapi_token: enable, expiry_time
apim.cache.scopes: enable
apim.cache.tags: expiry_time
apim.cache_invalidation: enabled
apim.cache_invalidation since 4.0: domain, enabled, excluded_caches, topic_name
apim.certificate_manager since 4.6: events_enabled
apim.certificate_reloader: period
apim.correlation_logs since 4.2: components
apim.cors: allow_credentials, allow_headers, allow_methods, allow_origins, enable, enable_validation_for_ws
  since 4.2, expose_headers
apim.datasource: name
apim.datasource_sync_runtime_artifacts: name
apim.devportal: api_key_alias, api_key_generator_impl since 4.0, api_key_keystore since 4.0,
  application_sharing_claim, application_sharing_impl, application_sharing_type, create_default_application
  since 4.1, default_reserved_username since 4.0, display_deprecated_apis, display_multiple_versions,
  display_url since 4.0, enable_anonymous_mode, enable_application_sharing, enable_comments,
  enable_cross_tenant_subscriptions, enable_empty_values_in_application_attributes since 4.4, enable_forum,
  enable_key_provisioning, enable_ratings, login_username_case_insensitive, mode since 4.6, url
apim.devportal.application_attributes[]: default, description, hidden, name, required, tooltip since 4.0,
  type since 4.0
apim.devportal.recommendations: apply_for_all_tenants, consumer_key, consumer_secret, max_recommendations,
  oauth_endpoint, password, recommendations_api, username, wait_duration
apim.distributed_throttling since 4.6: core_pool_size, enable, sync_interval, type
apim.distributed_throttling.keyvalue_store since 4.6: block_when_exhausted, connection_timeout, database_id,
  host, max_idle, max_total, min_evictable_idle_time_millis, min_idle, password, port, ssl, test_while_idle,
  time_between_eviction_runs_millis, user
apim.endpoint_config.loadbalanced since 4.6: enable_failover
apim.event_hub: enable, event_duplicate_url since 4.1, event_listening_endpoints, event_type,
  event_waiting_time since 4.2, init_delay, java_naming_factory_initial, password, service_url, ssl since
  4.1, username
apim.event_hub.jms since 4.1: password, ssl, username
apim.event_hub.listener since 4.3: job_queue_size, keep_alive_time_in_millis, max_thread_pool_size,
  min_thread_pool_size
apim.event_hub.publish.properties since 4.1: *
apim.event_hub.publish.url_group[]: auth_urls, type, urls
apim.extension.listener[]: class since 4.0, enable_extension_fault_sequence_mediation since 4.6, type since
  4.0
apim.gateway.environment[]: description, display_in_api_console, display_name since 4.0, gateway_type since
  4.3, http_endpoint, https_endpoint, name, password, provider since 4.1, service_url,
  show_as_token_endpoint_url, type, username, visibility since 4.5, websub_event_receiver_http_endpoint
  since 4.0, websub_event_receiver_https_endpoint since 4.0, ws_endpoint, wss_endpoint
apim.gateway.environment[].properties since 4.1: *
apim.gateway.environment[].virtual_host[] since 4.0: http_endpoint, https_endpoint,
  websub_event_receiver_http_endpoint, websub_event_receiver_https_endpoint, ws_endpoint, wss_endpoint
apim.gateway_notification since 4.6: enabled, gateway_id
apim.gateway_notification.cleanup since 4.6: data_retention_period, expiry_time
apim.gateway_notification.deployment_ack since 4.6: batch_interval, batch_processor_keep_alive,
  batch_processor_max_thread, batch_processor_min_thread, batch_processor_queue_size, batch_size,
  max_retry_count, retry_duration, retry_progression_factor
apim.gateway_notification.heartbeat since 4.6: notify_interval
apim.gateway_notification.registration since 4.6: max_retry_count, retry_duration, retry_progression_factor
apim.governance.datasource since 4.5: name
apim.governance.scheduler since 4.5: queue_size, task_check_interval_minutes, task_cleanup_interval_minutes,
  thread_pool_size
apim.hashing since 4.4: hashing_algorithm
apim.http_client: connection_timeout since 4.4, default_max_per_route, max_total
apim.idp: authorize_endpoint, oidc_check_session_endpoint, oidc_logout_endpoint, server_url
apim.jwt: binding_federated_user_claims since 4.1, binding_federated_user_claims_for_opaque since 4.6,
  claim_dialect, claims_extractor_impl, convert_dialect, enable, enable_base64_padding since 4.4,
  enable_jwks_api since 4.5, enable_tenant_based_signing since 4.0, enable_user_claims,
  encode_x5t_without_padding since 4.4, encoding since 4.5, expiry_time, generator_impl, header,
  signing_algorithm, use_kid_property since 4.3, use_sha256_hash since 4.3
apim.jwt.gateway_generator: enable_claim_retrieval since 4.1, excluded_claims, impl
apim.jwt.issuer[]: consumer_key_claim, disable_default_claim_mapping, name, scopes_claim
apim.jwt.issuer[].claim_mapping[]: local_claim, remote_claim
apim.jwt.issuer[].jwks: url
apim.key_manager: allow_subscription_validation_disabling since 4.4, disable_retrieve_key_mapping since 4.6,
  enable_apikey_subscription_validation since 4.1 until 4.3, enable_application_scopes_for_resident_km since
  4.6, enable_lightweight_apikey_generation since 4.4, enable_provisioned_app_validation, enable_retriever,
  key_validation_handler_impl, key_validation_handler_type, password, service_url,
  skip_create_resident_key_manager since 4.6, type, username
apim.mcp since 4.6: enable
apim.mediator_config.oauth: connection_request_timeout_duration since 4.6, connection_timeout_duration since
  4.6, enable_retry_call_with_new_token since 4.4, expires_in since 4.1, socket_timeout_duration since 4.6
apim.mediator_config.oauth.trust_store since 4.6: location, password, type
apim.monetization: analytics_access_token since 4.0, analytics_host since 4.3, analytics_password since 4.3,
  analytics_port since 4.3, analytics_protocol since 4.6, analytics_query_api_endpoint since 4.0,
  analytics_username since 4.3, choreo_insight_app_consumer_key since 4.1,
  choreo_insight_app_consumer_secret since 4.1, choreo_token_endpoint since 4.1, granularity until 3.2,
  monetization_impl, publish_duration until 3.2
apim.monetization.additional_attributes[]: default, description, display_name, name, required
apim.notification: enable_authentication, enable_start_tls, from_address, hostname, password, port, username
apim.oauth_config: allowed_scopes, auth_header, default_app_scope, enable_certificate_bound_access_token
  since 4.0, enable_jwt_for_portals since 4.3, enable_outbound_auth_header, enable_revoke_token_cleanup
  since 4.6, enable_token_encryption, enable_token_hashing, revoke_endpoint, revoke_endpoint_context,
  scope_issuer, set_jwt_as_opaque_token, token_endpoint_context
apim.open_telemetry.log_tracer since 4.2: enable
apim.open_telemetry.remote_tracer since 4.2: enable, hostname, name, port, url
apim.open_telemetry.remote_tracer.properties[] since 4.2: name, value
apim.open_telemetry.resource_attributes[] since 4.3: name, value
apim.open_tracer.log_tracer: enable
apim.open_tracer.remote_tracer: enable, name
apim.open_tracer.remote_tracer.properties: hostname, port, proxy_host since 4.3, proxy_port since 4.3,
  sampler_param since 4.2, sampler_type since 4.2
apim.organization_based_access_control since 4.5: enable, organization_id_local_claim,
  organization_name_local_claim, organization_selector_local_claim
apim.persistence.properties since 4.1: *
apim.proxy_config: enable since 4.0, host since 4.0, nonProxyHosts since 4.1, password since 4.0, port since
  4.0, protocol since 4.1, username since 4.0
apim.publisher: display_url since 4.0, doc_visibility, enable_api_doc_visibility,
  enable_portal_configuration_only_mode since 4.3, internal_key_issuer since 4.3, key_alias since 4.0,
  subscriber_claims, supported_document_types since 4.1
apim.publisher.custom_properties[] since 4.3: default, description, hidden, name, required
apim.redis_config: connection_timeout, database_id, gateway_id since 4.3, host, key_lock_retrieval_timeout
  since 4.3, min_gateway_count since 4.3, password, port, ssl, user
apim.redis_config.pool_options: * since 4.1
apim.rest_api.admin_permission_restricted_api[] since 4.6: http_method, uri_path
apim.rest_api.allowed_uri[]: http_method, uri_path
apim.rest_api.basic_auth_blocked_uri[] since 4.5: http_method, uri_path
apim.rest_api.jwt.audience[] since 4.1: audience, basepath
apim.sdk: api_package, artifact_id, group_id, model_package, supported_languages
apim.skip_roles_by_regex: regex
apim.solace_config since 4.6: apim_api_endpoint, token
apim.synapse_artifact_generator.thread_pool since 4.6: core_pool_size, keep_alive_time_ms, max_pool_size,
  queue_capacity
apim.sync_runtime_artifacts.gateway: artifact_retriever, data_retrieval_mode, deployment_retry_duration,
  enable since 4.0, enable_on_demand_loading since 4.2, event_waiting_time, file_based_api_contexts since
  4.4, gateway_labels, max_retry_count since 4.3, retry_progression_factor since 4.3
apim.sync_runtime_artifacts.gateway.skip_list since 4.0: apis, endpoints, local_entries, sequences
apim.sync_runtime_artifacts.publisher: artifact_saver, publish_directly_to_gateway
apim.sync_runtime_artifacts.tenant_loading since 4.6: enable, tenants
apim.tenant_sharing[] since 4.6: type
apim.tenant_sharing[].properties since 4.6: *
apim.throttling: decision_connection_type, enable_blacklist_condition, enable_data_publishing,
  enable_decision_connection, enable_header_based_throttling, enable_jwt_claim_based_throttling,
  enable_persistence, enable_policy_deploy, enable_policy_deployment since 4.0,
  enable_policy_recreation_on_startup since 4.4, enable_query_param_based_throttling, enable_unlimited_tier,
  event_duplicate_url, event_type, password, receiver_auth_url, receiver_password, receiver_url,
  receiver_username, sequential_failover_from_beginning since 4.5, service_url, skip_redeploying_policies
  since 4.0, throttle_decision_endpoints, username
apim.throttling.blacklist_condition: period, start_delay
apim.throttling.event_management: hostname, port
apim.throttling.event_sync: hostname, port
apim.throttling.jms: conn_jndi_name, destination_type, java_naming_factory_initial, job_queue_size since
  4.3, keep_alive_time_in_millis since 4.3, max_thread_pool_size since 4.3, min_thread_pool_size since 4.3,
  password, ssl since 4.0, start_delay, topic_connection_factory, username
apim.throttling.policy_deploy: password, username
apim.throttling.policy_deploy.tenant_loading since 4.6: enable, tenants
apim.throttling.publisher: init_idle_size, keep_alive_time, max_idle, max_pool_size, pool_size
apim.throttling.url_group[]: traffic_manager_auth_urls, traffic_manager_urls, type
apim.token.revocation: enable_persistent_notifier, enable_realtime_notifier, notifier_impl
apim.token.revocation.persistent_notifier: *
apim.token.revocation.realtime_notifier: *
apim.token.validation since 4.4: enforce_type_header_validation
apim.transaction_counter since 4.4: enable, max_transaction_count_per_record,
  min_transaction_count_per_record, producer_counting_thread_pool_size, producer_scheduled_interval,
  publisher_max_batch_size, publisher_max_retries, publisher_scheduled_interval, record_queue_size,
  server_id, service_password, service_url, service_username, store_impl
apim.transport_headers since 4.0: enable, excludeRequestHeaders, excludeResponseHeaders,
  preserveRequestHeaders, removeRequestHeaders
apim.velocity_log since 4.1: enabled, name
apim.webhooks.https: enable since 4.6, port since 4.0
apim.webhooks.https.key_store since 4.0: key_password, location, password, type
apim.webhooks.https.trust_store since 4.0: location, password, type
apim.workflow: callback_endpoint, client_registration_endpoint, client_registration_password,
  client_registration_username, enable, list_pending_tasks, service_url, token_endpoint, wf_engine_pass,
  wf_engine_user
apim.workflow.properties since 4.2: *
apim.ws: enable since 4.6, out_dispatch_seq since 4.1, pass_through_control_frames since 4.2, port since
  4.1, subprotocol_handler since 4.6
apim.ws.client.side.broadcast since 4.1: level
apim.ws.dispatch since 4.1: idleTime, sequence
apim.ws.dispatch.custom since 4.1: sequence
apim.ws.dispatch.on_error since 4.1: sequence
apim.ws.handler since 4.1: class
apim.ws.outflow.dispatch since 4.1: idleTime
apim.ws.outflow.dispatch.fault since 4.1: sequence
apim.wss: ciphers since 4.1, enable since 4.6, out_dispatch_seq, pass_through_control_frames since 4.2,
  port, ssl_enabled_protocols, subprotocol_handler since 4.6
apim.wss.client.side.broadcast: level
apim.wss.dispatch: idleTime since 4.1, sequence
apim.wss.dispatch.custom: sequence
apim.wss.dispatch.on_error: sequence
apim.wss.handler: class
apim.wss.keystore: key_password, location, password
apim.wss.outflow.dispatch since 4.1: idleTime
apim.wss.outflow.dispatch.fault: sequence
apim.wss.subprotocol.handler until 4.0: class
apimgt.mutual_ssl: certificate_header, client_certificate_encode since 4.0,
  enable_certificate_chain_validation since 4.3, enable_client_validation
`;
