import { ListLinks } from '../metrics/list-links';
import type { Scope } from '../metrics/scope';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { websitesText } from './websites.text';

interface Props {
  hours: { weekday: number; hour: number; pages: number }[];
  zone: string;
  scope: Scope;
}

const LEVELS = 5;
const days = [1, 2, 3, 4, 5, 6, 7];
/** 5 January 2026 was a Monday. */
const dayOf = (weekday: number) => new Date(Date.UTC(2026, 0, 4 + weekday, 12));

/** Pages by hour and weekday: a table whose cells are the darker the more people came. */
export function BusyHours({ hours, zone, scope }: Props) {
  const t = useText(websitesText);
  const f = useFormats();
  const { lang } = useShell();
  const locale = lang === 'id' ? 'id-ID' : 'en-GB';
  const name = (weekday: number, style: 'short' | 'long') =>
    new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(dayOf(weekday));
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}.00`;
  const pagesAt = new Map(hours.map(({ weekday, hour, pages }) => [`${weekday}/${hour}`, pages]));
  const busiest = hours.reduce<Props['hours'][number] | undefined>(
    (most, each) => (most && most.pages >= each.pages ? most : each),
    undefined,
  );
  const levelOf = (pages: number) => (pages === 0 ? 0 : Math.ceil((LEVELS * pages) / (busiest?.pages ?? 1)));
  return (
    <section className="card busy-hours" aria-labelledby="judul-jam">
      <h2 id="judul-jam">{t.hours}</h2>
      <p className="card-body lead">
        {t.hoursNote(zone)}{' '}
        {busiest ? t.busiest(name(busiest.weekday, 'long'), clock(busiest.hour), f.number(busiest.pages, 0)) : t.noHits}
      </p>
      {busiest && (
        <div className="table-wrap">
          <table className="heat">
            <caption className="hidden">{t.hours}</caption>
            <thead>
              <tr>
                <th scope="col">{t.hour}</th>
                {days.map((day) => (
                  <th key={day} scope="col">
                    <abbr title={name(day, 'long')}>{name(day, 'short')}</abbr>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: 24 }, (_, hour) => (
                <tr key={clock(hour)}>
                  <th scope="row">{clock(hour)}</th>
                  {days.map((day) => {
                    const pages = pagesAt.get(`${day}/${hour}`) ?? 0;
                    return (
                      <td key={day} className={`heat-${levelOf(pages)}`}>
                        {f.short(pages)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <footer className="breakdown-foot">
        <ListLinks list="jam-sibuk" title={t.hours} scope={scope} />
      </footer>
    </section>
  );
}
