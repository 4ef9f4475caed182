import { kioskStates } from '../families/layanan/ekios-aktif';
import { localStamp } from '../status';
import { type BriefFinding, daysBefore } from './finding';

/** A kiosk that fell silent longer ago is known to be away. */
const NEWS_DAYS = 7;

/** Kiosks that fell silent this week while others still speak; when none does, the source is told to be silent. */
export async function kiosks(now: Date, timezone: string): Promise<BriefFinding[]> {
  const all = await kioskStates({ from: daysBefore(now, 1), to: now, now, timezone });
  const fresh = all.filter(({ isSilent, heardAt }) => isSilent && heardAt >= daysBefore(now, NEWS_DAYS));
  const last = fresh.at(-1);
  if (!last || all.every(({ isSilent }) => isSilent)) return [];
  const [id, en] = (['id-ID', 'en-GB'] as const).map((lang) => localStamp(last.heardAt, timezone, lang));
  const others = fresh.length - 1;
  return [
    {
      severity: 'waspada',
      subject: last.kiosk,
      textId: `e-Kios ${last.office}: tidak ada detak sejak ${id}${others > 0 ? `, dan ${others} lainnya pekan ini` : ''}.`,
      textEn: `e-Kios ${last.office}: no heartbeat since ${en}${others > 0 ? `, and ${others} more this week` : ''}.`,
      link: '/layanan',
    },
  ];
}
