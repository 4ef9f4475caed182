export { type BriefFinding, morningBrief } from './brief';
export { complaintTotals, type KecamatanComplaints, openComplaintsByKecamatan } from './by-kecamatan';
export { readMetric, readMetrics } from './read';
export { METRIC_IDS, type MetricId, metrics } from './registry';
export * from './types';
export { countsWorkingDays } from './working-days';
