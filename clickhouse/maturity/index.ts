export { assessMaturity } from './assess';
export {
  type BoardRow,
  type HistoryMonth,
  type MaturityBoard,
  maturityBoard,
  type ProbeEvidence,
  type ProbeReading,
  probeEvidence,
  type SkpdMaturity,
  skpdMaturity,
} from './board';
export { type NewestBoard, newestBoard, recentMonths } from './newest-board';
export { monthBounds } from './period';
export * from './types';
