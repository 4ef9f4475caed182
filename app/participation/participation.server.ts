import {
  participationActs,
  participationAreas,
  participationProcesses,
  proposalStages,
} from '../../clickhouse/metrics/families/partisipasi/processes';
import type { Viewer } from '../access/roles';
import { drawSeries, readSubject } from '../metrics/subject.server';
import { withoutFew, withoutFewPeople } from './few-people.server';
import { withoutService } from './lists.server';

/** Everything on the page of participation, within the filters of the address. Musrenbang takes a year: so does the page. */
export async function readParticipation(request: Request, viewer: Pick<Viewer, 'role' | 'skpd'>) {
  const { subject, input, language } = await readSubject(request, viewer, {
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
    breakdowns: ['tindakan_partisipasi/tingkat', 'tindakan_partisipasi/kanal', 'usulan_warga/keadaan'],
    charts: ['tindakan_partisipasi', 'peserta_partisipasi'],
    standardPeriod: '12b',
  });
  const asked = withoutService(input);
  const [processes, stages, { areas, placeless }, acts] = await Promise.all([
    participationProcesses(asked),
    proposalStages(asked),
    participationAreas(asked),
    participationActs(asked),
  ]);
  const figures = withoutFewPeople(subject.figures);
  return {
    subject: {
      ...subject,
      figures,
      charts: {
        ...subject.charts,
        peserta_partisipasi: drawSeries(figures.peserta_partisipasi, subject.scope, language),
      },
    },
    processes: withoutFew(processes).map((process) => ({ ...process, known: process.people !== 0 })),
    stages,
    areas: withoutFew(areas).map((area) => ({ ...area, per10rb: area.people === null ? null : area.per10rb })),
    placeless,
    acts: acts.map(({ act, acts: n }) => ({ act, n })),
  };
}

export type Participation = Awaited<ReturnType<typeof readParticipation>>;
