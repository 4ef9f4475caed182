import { optional } from '../../../warehouse/trim';
import type { MetricSource } from '../../definition';
import { COMPLAINT_DIMENSIONS, complaintDimensions, receivedComplaints } from '../../sql/complaints';
import { DETAIL_COLUMNS, hoursBetween } from './detail';

const UNTIL_END = `toDateTime({to:DateTime('UTC')}, 'UTC')`;

/**
 * Complaints received in the period, as they stood at its end, with their waits: for the first answer of an office, else until the
 * complaint was closed or until {to}; and until it was closed as done, else until it left or until {to}. What was first seen after
 * {to} waited at {to}. Where a source cannot tell (`response_known`, `closing_known`) there is no wait.
 */
export const ofReceived = {
  rows: `SELECT received_at AS moment, ${complaintDimensions},
    ${['has_point', 'response_known', 'responded_at', 'closing_known'].map((name) => optional(name, name)).join(' ')}
    ${optional('answered', 'response_known AND responded_at IS NOT NULL')}
    ${optional('done', `closing_known AND seen AND state = 'selesai'`)}
    ${optional('response_hours', `if(response_known, ${hoursBetween('received_at', `coalesce(responded_at, if(closed, closed_at, NULL), ${UNTIL_END})`)}, NULL)`)}
    ${optional('closing_hours', `if(closing_known, ${hoursBetween('received_at', `coalesce(if(closed, closed_at, NULL), ${UNTIL_END})`)}, NULL)`)}
    ${DETAIL_COLUMNS}
  FROM (${receivedComplaints})`,
  dimensions: COMPLAINT_DIMENSIONS,
} satisfies Partial<MetricSource>;
