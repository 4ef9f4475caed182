import type { Severity } from '../../clickhouse/alarms';
import { useText } from '../shell/use-shell';
import { alarmsText } from './alarms.text';

const shapes: Record<Severity, string> = { tinggi: 'is-bad', sedang: 'is-warn', rendah: 'is-unknown' };

/** How much an alarm matters: shape, word and colour. */
export function SeverityWord({ severity }: { severity: Severity }) {
  const t = useText(alarmsText);
  return <b className={`status ${shapes[severity]}`}>{t[severity]}</b>;
}
