import { SMALL_CELL } from '../../clickhouse/metrics/families/kepuasan/suppress';
import {
  participationActs,
  participationAreas,
  participationProcesses,
  proposalStages,
} from '../../clickhouse/metrics/families/partisipasi/processes';
import type { Viewer } from '../access/roles';
import { readSubject } from '../metrics/subject.server';

const hidden = (n: number) => (n > 0 && n < SMALL_CELL ? null : n);

/** Everything on the page of participation, within the filters of the address. Musrenbang takes a year: so does the page. */
export async function readParticipation(request: Request, viewer: Pick<Viewer, 'role' | 'skpd'>) {
  const { subject, input } = await readSubject(request, viewer, {
    metrics: [
      'peserta_partisipasi',
      'peserta_per_10rb',
      'tindakan_partisipasi',
      'tindakan_per_peserta',
      'kelurahan_terjangkau',
      'usulan_warga',
      'usulan_dijawab',
      'waktu_jawab_usulan',
      'usulan_diterima',
    ],
    breakdowns: [
      'tindakan_partisipasi/tingkat',
      'tindakan_partisipasi/kanal',
      'peserta_partisipasi/kecamatan',
      'usulan_warga/keadaan',
    ],
    charts: ['tindakan_partisipasi', 'peserta_partisipasi'],
    standardPeriod: '12b',
  });
  // An act knows no service.
  const asked = input.filters?.layanan ? { ...input, filters: { ...input.filters, layanan: undefined } } : input;
  const [processes, stages, { areas, placeless }, acts] = await Promise.all([
    participationProcesses(asked),
    proposalStages(asked),
    participationAreas(asked),
    participationActs(asked),
  ]);
  return {
    subject,
    processes: processes.map((process) => ({ ...process, people: hidden(process.people), known: process.people > 0 })),
    stages,
    areas: areas.map((area) => {
      const people = hidden(area.people);
      return { ...area, people, per10rb: people === null ? null : area.per10rb };
    }),
    placeless,
    acts: acts.map(({ act, acts: n }) => ({ act, n })),
  };
}

export type Participation = Awaited<ReturnType<typeof readParticipation>>;
