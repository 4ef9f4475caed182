import { monthOf } from '../../local-time';
import { maturityBoard } from '../../maturity/board';
import type { BriefFinding } from './finding';

/** What the last whole month moved: the office that is about to lose the highest stage, else the one that rose highest. */
export async function moves(now: Date, timezone: string): Promise<BriefFinding[]> {
  const month = monthOf(now, timezone, 1);
  const { rows, city } = await maturityBoard({ month, timezone });
  const told = (lang: string) =>
    new Intl.DateTimeFormat(lang, { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(new Date(`${month}-01`));
  const [falling] = rows.filter((r) => r.terancam).sort((a, b) => b.confirmed - a.confirmed);
  if (falling) {
    const { skpd, shortName, confirmed, observed } = falling;
    return [
      {
        severity: 'waspada',
        subject: skpd,
        textId: `${shortName}: Tahap ${confirmed} terancam, bulan ${told('id-ID')} ${observed === 0 ? 'tidak mencapai Tahap 1' : `hanya mencapai Tahap ${observed}`}.`,
        textEn: `${shortName}: stage ${confirmed} is at risk, ${told('en-GB')} reached ${observed === 0 ? 'no stage' : `only stage ${observed}`}.`,
        link: `/kematangan/${encodeURIComponent(skpd)}`,
      },
    ];
  }
  const [rising] = rows.filter((r) => city.movedUp.includes(r.skpd)).sort((a, b) => b.reached - a.reached);
  if (!rising) return [];
  const { skpd, shortName, reached, baru } = rising;
  return [
    {
      severity: 'baik',
      subject: skpd,
      textId: `${shortName}: naik ke Tahap ${reached} pada ${told('id-ID')}${baru ? ', menunggu bulan kedua' : ''}.`,
      textEn: `${shortName}: rose to stage ${reached} in ${told('en-GB')}${baru ? ', awaiting a second month' : ''}.`,
      link: `/kematangan/${encodeURIComponent(skpd)}`,
    },
  ];
}
