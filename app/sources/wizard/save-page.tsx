import { Form, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { Field } from '../../forms/Field';
import { FormMessage } from '../../forms/FormMessage';
import { useFirstProblem } from '../../forms/use-first-problem';
import { useFormats, useShell, useText } from '../../shell/use-shell';
import { sayCode } from '../sources.text';
import { SelectField } from './inputs';
import { EXPECTATIONS, idFromName, SCHEDULES, type Schedule } from './naming';
import { WizardHead } from './steps';
import { wizardText } from './wizard.text';

export interface SaveProps {
  id: string;
  way: string;
  fileName: string;
  mapping: string;
  table: string;
  skpd: string;
  rows: number;
  given: Record<string, string>;
  problem?: string | undefined;
  problems?: Record<string, string> | undefined;
}

/** Step 3: its name, when it runs, and from when on its silence is news. */
export function SavePage({ id, way, fileName, mapping, table, skpd, rows, given, problem, problems }: SaveProps) {
  const t = useText(wizardText);
  const f = useFormats();
  const { lang, city } = useShell();
  const isBusy = useNavigation().state !== 'idle';
  const isFile = way === 'unggah';
  const form = useFirstProblem(problem ?? problems);
  const [sourceId, setSourceId] = useState(given.id ?? '');
  const [isOwnId, setIsOwnId] = useState(Boolean(given.id));
  const [schedule, setSchedule] = useState((given.jadwal as Schedule) || (isFile ? 'tidak' : 'jam'));
  const count = Object.keys(problems ?? {}).length;
  return (
    <>
      <WizardHead step={3} draft={id} lead={t.step3Lead} />
      <div className="wizard-save">
        <Form method="post" className="form card wizard-form" ref={form} noValidate>
          <FormMessage text={problem ?? (count > 0 ? t.problems(String(count)) : undefined)} />
          <Field
            name="nama"
            label={t.name}
            hint={t.nameHint}
            defaultValue={given.nama}
            problem={problems?.nama}
            maxLength={120}
            onChange={(event) => !isOwnId && setSourceId(idFromName(event.target.value))}
            required
          />
          <Field
            name="id"
            label={t.id}
            hint={t.idHint}
            value={sourceId}
            problem={problems?.id}
            onChange={(event) => {
              setIsOwnId(event.target.value !== '');
              setSourceId(event.target.value);
            }}
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          {!isFile && (
            <>
              <SelectField
                name="jadwal"
                label={t.schedule}
                hint={way === 'dorong' ? t.scheduleDorong : t.scheduleHint}
                value={schedule}
                onChange={(event) => setSchedule(event.target.value as Schedule)}
              >
                {SCHEDULES.map((choice) => (
                  <option key={choice} value={choice}>
                    {t[scheduleWords[choice]]}
                  </option>
                ))}
              </SelectField>
              {schedule === 'hari' && (
                <Field
                  name="pukul"
                  type="time"
                  label={t.atClock}
                  defaultValue={given.pukul || '02:00'}
                  problem={problems?.pukul}
                  required
                />
              )}
              {schedule === 'sendiri' && (
                <Field
                  name="cron"
                  label={t.cron}
                  hint={t.cronHint}
                  defaultValue={given.cron || '30 5 * * 1-5'}
                  problem={problems?.jadwal}
                  spellCheck={false}
                  required
                />
              )}
            </>
          )}
          <SelectField
            name="harap"
            label={t.expected}
            hint={t.expectedHint}
            defaultValue={given.harap ?? (isFile ? '0' : '1440')}
          >
            {EXPECTATIONS.map((minutes) => (
              <option key={minutes} value={minutes}>
                {minutes === 0 ? t.notExpected : f.duration(minutes * 60_000)}
              </option>
            ))}
          </SelectField>
          <div className="actions">
            <button type="submit" className="button is-main" aria-disabled={isBusy || undefined}>
              {isFile ? t.saveAndLoad : way === 'dorong' ? t.save : t.saveAndPull}
            </button>
            <span className="note wizard-wait" role="status">
              {isBusy ? t.saving : ''}
            </span>
          </div>
        </Form>
        <aside className="card wizard-summary" aria-labelledby="judul-ringkas">
          <h2 id="judul-ringkas">{t.summary}</h2>
          <dl className="facts card-body">
            <dt>{t.from}</dt>
            <dd>{isFile ? fileName || t.pasted : sayCode(lang, way)}</dd>
            <dt>{t.mapping}</dt>
            <dd>{mapping}</dd>
            <dt>{t.becomes}</dt>
            <dd>{sayCode(lang, table)}</dd>
            <dt>{t.owner}</dt>
            <dd>{city.skpd.find(({ code }) => code === skpd)?.name ?? skpd}</dd>
            {rows > 0 && (
              <>
                <dt>{t.sampleCounts}</dt>
                <dd>{t.rowsFit(f.number(rows, 0))}</dd>
              </>
            )}
          </dl>
        </aside>
      </div>
    </>
  );
}

const scheduleWords = {
  tidak: 'scheduleNone',
  '15-menit': 'schedule15',
  jam: 'scheduleHour',
  hari: 'scheduleDay',
  sendiri: 'scheduleOwn',
} as const;
