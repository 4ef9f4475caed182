import { BURST_RULE, complaintBursts } from '../../clickhouse/metrics/families/aduan/bursts';
import { nearDuplicates } from '../../clickhouse/metrics/families/aduan/duplicates';
import { complaintFlow, complaintTransitions } from '../../clickhouse/metrics/families/aduan/flow';
import { complaintLeague, LEAGUE_MINIMUM } from '../../clickhouse/metrics/families/aduan/league';
import type { Viewer } from '../access/roles';
import { readSubject } from '../metrics/subject.server';

/** The period of the page when its address names none: long enough for medians, short enough for today. */
const STANDARD_PERIOD = '30h';

/** Everything that the page of complaints shows, within the filters of its address. */
export async function readComplaints(request: Request, viewer: Pick<Viewer, 'role' | 'skpd'>) {
  const { subject, beside, input } = await readSubject(request, viewer, {
    metrics: [
      'aduan_masuk',
      'aduan_terbuka',
      'aduan_lewat_batas',
      'aduan_ditutup',
      'aduan_selesai',
      'aduan_tepat_waktu',
      'aduan_ditutup_orang',
      'aduan_dibuka_kembali',
      'aduan_respons_tepat',
      'aduan_respons',
      'aduan_respons_survival',
      'aduan_waktu_tutup',
      'aduan_waktu_tutup_survival',
      'aduan_tanpa_lokasi',
    ],
    breakdowns: [
      'aduan_masuk/kategori',
      'aduan_masuk/kecamatan',
      'aduan_masuk/kanal',
      'aduan_lewat_batas/skpd',
      'aduan_tepat_waktu/skpd',
      'aduan_waktu_tutup/penutup',
    ],
    charts: ['aduan_masuk', 'aduan_terbuka', 'aduan_lewat_batas', 'aduan_ditutup'],
    standardPeriod: STANDARD_PERIOD,
    beside: (asked) =>
      Promise.all([
        complaintFlow(asked),
        complaintTransitions(asked),
        complaintBursts(asked),
        nearDuplicates(asked),
        complaintLeague(asked),
      ]),
  });
  const [flow, transitions, bursts, duplicates, league] = beside;
  // Staff of an office see their own band; the city's average tells where they stand.
  const offices = input.skpd ? league.offices.filter((office) => office.skpd === input.skpd) : league.offices;
  return {
    subject,
    flow,
    transitions,
    bursts,
    duplicates: { ...duplicates, groups: duplicates.groups.slice(0, 12) },
    league: { ...league, offices, minimum: LEAGUE_MINIMUM },
    burstRule: { minimum: BURST_RULE.minimum, weeks: BURST_RULE.weeksBefore },
  };
}

export type ComplaintsData = Awaited<ReturnType<typeof readComplaints>>;
