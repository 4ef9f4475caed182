import { optional } from '../../../warehouse/trim';
import type { MetricSource } from '../../definition';
import { COMPLAINT_DIMENSIONS, complaintDimensions, limitedComplaints } from '../../sql/complaints';
import { DETAIL_COLUMNS } from './detail';

/**
 * Limits of complaints that came in the period, as the complaints stood at its end: of their settlement, and `of_response` of the
 * first answer. One closed without an answer before that limit has none.
 */
export const ofLimits = {
  rows: `SELECT arrayJoin(multiIf(falls_due AND response_falls_due, [false, true], falls_due, [false], response_falls_due, [true], [])) AS of_response,
    if(of_response, response_due_at, due_at) AS moment, due_at, response_due_at, ${complaintDimensions},
    ${optional('in_time', 'in_time')} ${optional('responded_at', 'responded_at')}
    ${optional('answered_in_time', 'ifNull(responded_at <= response_due_at, false)')}
    closed, ${DETAIL_COLUMNS}
  FROM (${limitedComplaints})`,
  dimensions: COMPLAINT_DIMENSIONS,
} satisfies Partial<MetricSource>;

/** Limits of settlement alone. */
export const SETTLING = 'NOT of_response';
