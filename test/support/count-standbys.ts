/** SQL that tells how many standbys a commit on the primary waits for, by engine. */
export const countStandbys = {
  postgres: "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'",
  mariadb:
    "SELECT COUNT(*) FROM information_schema.global_status WHERE VARIABLE_NAME = 'RPL_SEMI_SYNC_MASTER_STATUS' AND VARIABLE_VALUE = 'ON'",
} as const;
