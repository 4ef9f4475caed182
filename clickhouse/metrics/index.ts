export { type BriefFinding, morningBrief } from './brief';
export {
  type ComplaintTotals,
  complaintTotals,
  type KecamatanComplaints,
  openComplaintsByKecamatan,
} from './by-kecamatan';
export { readMetric, readMetrics } from './read';
export { metricDefinition, metrics } from './registry';
export * from './types';
