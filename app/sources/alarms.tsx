import { Link } from '@remix-run/react';
import type { SourceAlarm } from '../../clickhouse/alarms';
import type { SourceSummary } from '../../clickhouse/ledger/queries';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { sourcesText } from './sources.text';

interface Props {
  alarm: SourceAlarm;
  source: SourceSummary;
  now: Date;
  /** Name the source and lead to it. */
  isNamed?: boolean;
}

/** What is wrong with a source and since when, in one sentence. */
export function AlarmText({ alarm, source, now, isNamed }: Props) {
  const t = useText(sourcesText);
  const f = useFormats();
  const { lang } = useShell();
  const words = lang === 'en' ? alarm.textEn : alarm.textId;
  const expected = f.duration((source.expectedEveryMinutes ?? 0) * 60_000);
  return (
    <li className={`alarm ${alarm.kind === 'gagal' ? 'is-failed' : ''}`}>
      <b className={`status ${alarm.kind === 'gagal' ? 'is-bad' : 'is-warn'}`}>
        {alarm.kind === 'gagal' ? t.alarmFailed : t.alarmSilent}
      </b>
      <span>
        {isNamed && (
          <>
            <Link to={`/sumber/${source.id}`}>{source.name}</Link>{' '}
          </>
        )}
        {alarm.kind === 'sunyi'
          ? t.silentSince(source.heardAt ? f.ago(source.heardAt, now) : '—', expected)
          : words.replace(`${source.name}: `, '')}
      </span>
      <small>{t.alarmSince(f.ago(alarm.startedAt, now))}</small>
    </li>
  );
}
