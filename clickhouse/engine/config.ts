import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { dataPath } from '../data-folder/paths';
import { secrets } from '../data-folder/secrets';

/** The engine may hold at most this much; the rest of a small box belongs to the other parts. */
const serverMemoryBytes = Math.min(2 * 1024 ** 3, Math.floor(totalmem() * 0.5));
/** One query may hold at most this much, so that one careless question cannot starve the wall. */
const queryMemoryBytes = Math.floor(serverMemoryBytes * 0.7);
/** The engine gives a query another thread for each of these that are free; of its usual 1 GiB none would ever get a second one. */
const threadMemoryBytes = Math.floor(serverMemoryBytes / 8);

/**
 * Writes the engine's configuration into the data folder and returns the path of `config.xml`.
 *
 * - No system log tables: they fill small disks, and query logs would keep what people asked.
 * - Caches far below the server's defaults (5 GiB each), for machines of 2 GB and up.
 * - A part is one file up to 128 MiB, not a file for each column: a chunk of requests is stored with a quarter less work.
 * - Young parts are merged some twenty at a time, not five: while a log was loaded, merging its chunks took a fifth of the CPU,
 *   and rewrote each row more often. Statistics of columns, which no query of ours asks for, are not kept.
 * - `default` must exist without a password for the embedded engine's own session; it may open the listener and
 *   nothing else. The product logs in as `rk`, from this machine only, by a generated password.
 */
export function writeEngineConfig(ports: { http: number }): string {
  const digest = createHash('sha256').update(secrets().enginePassword).digest('hex');
  const config = `<clickhouse>
  <logger><level>fatal</level><console>1</console></logger>
  <listen_host>127.0.0.1</listen_host>
  <http_port>${ports.http}</http_port>
  <path>${dataPath('engine')}/</path>
  <users_config>users.xml</users_config>
  <timezone>UTC</timezone>
  <max_server_memory_usage>${serverMemoryBytes}</max_server_memory_usage>
  <max_concurrent_queries>100</max_concurrent_queries>
  <keep_alive_timeout>10</keep_alive_timeout>
  <shutdown_wait_unfinished>1</shutdown_wait_unfinished>
  <mark_cache_size>16777216</mark_cache_size>
  <index_mark_cache_size>4194304</index_mark_cache_size>
  <primary_index_cache_size>16777216</primary_index_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <compiled_expression_cache_size>8388608</compiled_expression_cache_size>
  <query_cache><max_size_in_bytes>33554432</max_size_in_bytes></query_cache>
  <background_pool_size>2</background_pool_size>
  <background_schedule_pool_size>2</background_schedule_pool_size>
  <max_thread_pool_size>400</max_thread_pool_size>
  <merge_tree>
    <number_of_free_entries_in_pool_to_execute_mutation>1</number_of_free_entries_in_pool_to_execute_mutation>
    <number_of_free_entries_in_pool_to_lower_max_size_of_merge>1</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
    <number_of_free_entries_in_pool_to_execute_optimize_entire_partition>1</number_of_free_entries_in_pool_to_execute_optimize_entire_partition>
    <min_rows_to_fsync_after_merge>1</min_rows_to_fsync_after_merge>
    <fsync_after_insert>1</fsync_after_insert>
    <fsync_part_directory>1</fsync_part_directory>
    <min_bytes_for_wide_part>134217728</min_bytes_for_wide_part>
    <merge_selector_base>24</merge_selector_base>
    <auto_statistics_types></auto_statistics_types>
  </merge_tree>
</clickhouse>
`;
  const users = `<clickhouse>
  <profiles>
    <default>
      <max_memory_usage>${queryMemoryBytes}</max_memory_usage>
      <max_bytes_before_external_group_by>${Math.floor(queryMemoryBytes / 2)}</max_bytes_before_external_group_by>
      <max_bytes_before_external_sort>${Math.floor(queryMemoryBytes / 2)}</max_bytes_before_external_sort>
      <max_execution_time>300</max_execution_time>
      <max_threads_min_free_memory_per_thread>${threadMemoryBytes}</max_threads_min_free_memory_per_thread>
      <log_queries>0</log_queries>
    </default>
    <listener><log_queries>0</log_queries></listener>
  </profiles>
  <quotas><default /></quotas>
  <users>
    <default>
      <password></password>
      <networks><ip>::/0</ip></networks>
      <profile>listener</profile>
      <quota>default</quota>
      <grants>
        <query>GRANT SYSTEM LISTEN ON *.*</query>
        <query>GRANT CREATE TEMPORARY TABLE ON *.*</query>
      </grants>
    </default>
    <rk>
      <password_sha256_hex>${digest}</password_sha256_hex>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
    </rk>
  </users>
</clickhouse>
`;
  const path = dataPath('setelan', 'config.xml');
  writeFileSync(path, config, { mode: 0o600 });
  writeFileSync(dataPath('setelan', 'users.xml'), users, { mode: 0o600 });
  return path;
}
