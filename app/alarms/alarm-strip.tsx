import { Link } from '@remix-run/react';
import type { Alarm } from '../../clickhouse/alarms';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { alarmsText } from './alarms.text';
import { SeverityWord } from './severity';
import './alarms.css';

/** The gravest alarms in few lines, and the way to the others; nothing while all is calm. */
export function AlarmStrip({ alarms }: { alarms: { shown: Alarm[]; all: number } | null }) {
  const t = useText(alarmsText);
  const f = useFormats();
  const { lang, now } = useShell();
  if (!alarms || alarms.all === 0) return null;
  const more = alarms.all - alarms.shown.length;
  return (
    <section className="alarm-strip" aria-label={t.strip}>
      <ul>
        {alarms.shown.map((alarm) => (
          <li key={alarm.id}>
            <SeverityWord severity={alarm.severity} />
            <Link to={`/alarm/${encodeURIComponent(alarm.id)}`}>{lang === 'en' ? alarm.textEn : alarm.textId}</Link>
            <small>{t.since(f.ago(alarm.startedAt, now))}</small>
          </li>
        ))}
      </ul>
      {more > 0 && <Link to="/alarm">{t.more(f.number(more, 0))}</Link>}
    </section>
  );
}
