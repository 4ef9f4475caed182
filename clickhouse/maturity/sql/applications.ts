import { submittedCases } from '../../metrics/sql/cases';
import { EVIDENCE_LIMIT } from '../probe';

/** Applications of the period that were made online. */
export const onlineCases = `SELECT * FROM (${submittedCases}) WHERE channel = 'daring'`;

/** Rows that prove a probe about applications: keys, times and what the probe looked at. */
export const caseEvidence = (rows: string, columns: string) => ({
  table: 'service_events',
  sql: `SELECT service AS layanan, case_id AS berkas, toString(submitted_at) AS diajukan, ${columns}
    FROM (${rows}) ORDER BY submitted_at DESC, berkas LIMIT ${EVIDENCE_LIMIT}`,
});

/** Sources that write a field at all: an office whose source never writes it is not judged by it. */
export const sourcesThatTell = (field: string) => `(SELECT DISTINCT source_id FROM service_events
  WHERE time >= toDateTime({to:DateTime('UTC')}, 'UTC') - INTERVAL 3 MONTH AND time < {to:DateTime('UTC')} AND ${field})`;
