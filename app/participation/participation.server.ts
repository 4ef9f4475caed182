import {
  participationActs,
  participationAreas,
  participationProcesses,
  proposalStages,
} from '../../clickhouse/metrics/families/partisipasi/processes';
import type { Viewer } from '../access/roles';
import { untold } from '../metrics/scope';
import { drawSeries, readSubject } from '../metrics/subject.server';
import {
  placelessWithoutFew,
  splitWithoutFew,
  WITHHELD,
  withoutFew,
  withoutFewCases,
  withoutFewParts,
  withoutFewPeople,
} from './few-people.server';
import { stageRows, withoutService } from './lists.server';

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
    standardPeriod: '12b',
  });
  const asked = withoutService(input);
  const [processes, stages, { areas, placeless }, acts] = await Promise.all([
    participationProcesses(asked),
    proposalStages(asked),
    participationAreas(asked),
    participationActs(asked),
  ]);
  const figures = withoutFewParts(withoutFewCases(withoutFewPeople(subject.figures)));
  const draw = (id: 'tindakan_partisipasi' | 'peserta_partisipasi') => drawSeries(figures[id], subject.scope, language);
  const { breakdowns } = subject;
  // All stages are one column, as in their file.
  const steps = withoutFew(stageRows(stages), ['n']);
  return {
    subject: {
      ...subject,
      figures,
      breakdowns: {
        'tindakan_partisipasi/tingkat': splitWithoutFew(breakdowns['tindakan_partisipasi/tingkat']),
        'tindakan_partisipasi/kanal': splitWithoutFew(breakdowns['tindakan_partisipasi/kanal']),
        'usulan_warga/keadaan': splitWithoutFew(breakdowns['usulan_warga/keadaan']),
      },
      charts: { tindakan_partisipasi: draw('tindakan_partisipasi'), peserta_partisipasi: draw('peserta_partisipasi') },
    },
    processes: withoutFew(processes, ['acts', 'people', 'unknown_people', 'proposals', 'answered', 'adopted']),
    stages: stages.map(({ process }) => ({ process, steps: steps.filter((step) => step.process === process) })),
    areas: withoutFew(areas, ['acts', 'people']).map((area) => ({
      ...area,
      per10rb: area.people === WITHHELD ? null : area.per10rb,
    })),
    placeless: placelessWithoutFew(areas, placeless),
    /** Said in the place of the tables; by the figure as it was read: few cases are no reason to tell nothing of the others. */
    untold: untold(subject.figures.tindakan_partisipasi),
    acts: withoutFew(acts, ['acts', 'people']),
  };
}

export type Participation = Awaited<ReturnType<typeof readParticipation>>;
