import { Form, Link, useNavigation } from '@remix-run/react';
import type { Preview } from '../../../clickhouse/sources/preview';
import { Field } from '../../forms/Field';
import { FormMessage } from '../../forms/FormMessage';
import { useFirstProblem } from '../../forms/use-first-problem';
import { useFormats, useShell, useText } from '../../shell/use-shell';
import { sayCode } from '../sources.text';
import { SelectField } from './inputs';
import { SampleCounts, SampleRows } from './sample';
import { WizardHead } from './steps';
import { wizardText } from './wizard.text';

export const OWN = '=sendiri';
export const ZONES = ['', 'UTC', 'Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const;

export interface ReadProps {
  id: string;
  /** Its file or address, '' of what was pasted. */
  from: string;
  /** It has no file format of its own. */
  isTable: boolean;
  isPulled: boolean;
  seen: { preview: Preview; note: string } | { problem: string };
  fed: { metrics: string[]; probes: string[] };
  given: { pemetaan: string; skpd: string; situs: string; zona: string; hasOwn: boolean };
  problems?: Record<string, string> | undefined;
}

/** The form that says how to read it; the way on is a button of it, so that nothing chosen there is lost. */
const FORM = 'cara-membaca';

/** Step 2: what the source would become, and what can be said against it. */
export function ReadPage({ id, from, isTable, isPulled, seen, fed, given, problems }: ReadProps) {
  const t = useText(wizardText);
  const { lang } = useShell();
  const isBusy = useNavigation().state !== 'idle';
  const form = useFirstProblem(problems);
  if ('problem' in seen) return <Unreadable id={id} problem={seen.problem} isPulled={isPulled} given={given} />;
  const { preview, note } = seen;
  const isLog = preview.mapping === 'log-akses';
  const fits = preview.counts.ok > 0;
  const isLacking = preview.missing.length > 0;
  const lacking = preview.suggestions.filter(({ missing }) => missing.length > 0);
  const sayHow = () => {
    if (given.hasOwn) return t.ownUsed;
    if (preview.mapping === '') return t.noMapping;
    const name = sayMapping(preview, lang);
    return given.pemetaan ? t.chosenUsed(name) : t.mappingUsed(name);
  };
  const others = preview.mappings.filter((m) => !preview.suggestions.some((s) => s.id === m.id));
  return (
    <>
      <WizardHead
        step={2}
        draft={id}
        lead={
          <>
            {from && <b className="wizard-from">{from}: </b>}
            {!isTable && t.formatIs(sayCode(lang, preview.format))} {sayHow()} {note}
          </>
        }
      />
      {preview.doubt && <ZoneDoubtCard doubt={preview.doubt} />}
      {!fits && preview.mapping !== '' && (
        <FormMessage
          text={
            isLacking ? t.chosenLacks(sayMapping(preview, lang), preview.missing.slice(0, 4).join(', ')) : t.nothingFits
          }
        />
      )}
      <div className="wizard-read">
        <div className="wizard-read-main">
          <SampleRows preview={preview} />
        </div>
        <div className="wizard-read-side">
          {preview.counts.read > 0 && <SampleCounts preview={preview} />}
          <section className="card wizard-form" aria-labelledby="judul-cara-baca">
            <h2 id="judul-cara-baca">{t.howRead}</h2>
            <Form method="post" className="form" id={FORM} ref={form} noValidate>
              {!isLog && (
                <SelectField
                  name="pemetaan"
                  label={t.mapping}
                  key={`${given.pemetaan} ${given.hasOwn}`}
                  defaultValue={given.hasOwn ? OWN : given.pemetaan || preview.mapping}
                  hint={
                    preview.mapping === '' && lacking[0]
                      ? t.lacks(lacking[0].name, lacking[0].missing.slice(0, 4).join(', '))
                      : undefined
                  }
                >
                  {given.hasOwn && <option value={OWN}>{t.ownMapping}</option>}
                  {!given.hasOwn && preview.mapping === '' && <option value="">{t.noneFits}</option>}
                  {preview.suggestions.length > 0 && (
                    <optgroup label={t.suggested}>
                      {preview.suggestions.map((s) => (
                        <option key={s.id} value={s.id}>
                          {s.name} ({s.missing.length ? t.lacking(String(s.missing.length)) : t.known(String(s.found))})
                        </option>
                      ))}
                    </optgroup>
                  )}
                  <optgroup label={t.allMappings}>
                    {others.map((m) => (
                      <option key={m.id} value={m.id}>
                        {m.name}
                      </option>
                    ))}
                  </optgroup>
                </SelectField>
              )}
              <Owner skpd={given.skpd} />
              {(isLog || given.situs) && (
                <Field
                  name="situs"
                  label={t.site}
                  hint={t.siteHint}
                  defaultValue={given.situs}
                  problem={problems?.situs}
                  required={isLog}
                  placeholder="portal.kota.go.id"
                  autoCapitalize="none"
                  spellCheck={false}
                />
              )}
              <SelectField
                name="zona"
                label={t.zone}
                hint={t.zoneHint}
                key={`zona ${given.zona}`}
                defaultValue={given.zona}
              >
                {ZONES.map((zone) => (
                  <option key={zone} value={zone}>
                    {t[zoneWords[zone]]}
                  </option>
                ))}
              </SelectField>
              <div className="actions">
                <button type="submit" name="niat" value="ubah" className="button" aria-disabled={isBusy || undefined}>
                  {t.readAgain}
                </button>
                {isPulled && (
                  <button
                    type="submit"
                    name="niat"
                    value="tarik"
                    className="button"
                    aria-disabled={isBusy || undefined}
                  >
                    {t.pullAgain}
                  </button>
                )}
              </div>
              <p className="hidden" role="status">
                {isBusy ? t.reading : ''}
              </p>
            </Form>
          </section>
          <Feeds fed={fed} />
        </div>
      </div>
      <div className="wizard-end is-sticky">
        {preview.mapping && !isLacking && (
          <button
            type="submit"
            form={FORM}
            name="niat"
            value="lanjut"
            className={fits ? 'button is-main' : 'button'}
            aria-disabled={isBusy || undefined}
          >
            {t.goSave}
          </button>
        )}
        {!isLog && (
          <Link
            to={`/sumber/baru/${id}/petakan`}
            className={preview.mapping && !isLacking ? 'button' : 'button is-main'}
          >
            {given.hasOwn ? t.changeOwn : t.mapYourself}
          </Link>
        )}
      </div>
    </>
  );
}

const zoneWords = {
  '': 'zoneCity',
  UTC: 'zoneUtc',
  'Asia/Jakarta': 'zoneWib',
  'Asia/Makassar': 'zoneWita',
  'Asia/Jayapura': 'zoneWit',
} as const;

const sayMapping = (preview: Preview, lang: 'id' | 'en') =>
  preview.suggestions.find(({ id }) => id === preview.mapping)?.name ??
  preview.mappings.find(({ id }) => id === preview.mapping)?.name ??
  sayCode(lang, preview.mapping);

function Owner({ skpd }: { skpd: string }) {
  const t = useText(wizardText);
  const { city } = useShell();
  return (
    <SelectField name="skpd" label={t.owner} hint={t.ownerHint} defaultValue={skpd}>
      {city.skpd.map((office) => (
        <option key={office.code} value={office.code}>
          {office.name}
        </option>
      ))}
    </SelectField>
  );
}

/** Hours that make no sense, and the answer to them in one click. */
function ZoneDoubtCard({ doubt }: { doubt: NonNullable<Preview['doubt']> }) {
  const t = useText(wizardText);
  const f = useFormats();
  return (
    <section className="card wizard-doubt" aria-labelledby="judul-ragu">
      <h2 id="judul-ragu">{t.doubt}</h2>
      <p>{t.doubtWhy(f.percent(doubt.atNight, 0), doubt.rather, f.percent(doubt.atNightRather, 0))}</p>
      <Form method="post">
        <input type="hidden" name="zona" value={doubt.rather} />
        <button type="submit" name="niat" value="zona" className="button is-main">
          {t.readAs(doubt.rather)}
        </button>
      </Form>
    </section>
  );
}

function Feeds({ fed }: { fed: ReadProps['fed'] }) {
  const t = useText(wizardText);
  if (fed.metrics.length + fed.probes.length === 0) return null;
  return (
    <section className="card wizard-feeds" aria-labelledby="judul-guna">
      <h2 id="judul-guna">{t.feeds}</h2>
      <div className="card-body">
        {fed.metrics.length > 0 && <h3>{t.feedsMetrics}</h3>}
        <ul>
          {fed.metrics.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
        {fed.probes.length > 0 && (
          <details>
            <summary>{t.feedsProbes(String(fed.probes.length))}</summary>
            <ul>
              {fed.probes.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  );
}

/** What can be no source: the reason, and the ways on. */
function Unreadable({
  id,
  problem,
  isPulled,
  given,
}: {
  id: string;
  problem: string;
  isPulled: boolean;
  given: ReadProps['given'];
}) {
  const t = useText(wizardText);
  return (
    <>
      <WizardHead step={2} draft={id} />
      <section className="card wizard-form wizard-narrow form" aria-labelledby="judul-galat">
        <h2 id="judul-galat" className="wizard-bare">
          {isPulled ? t.notReached : t.notReadable}
        </h2>
        <FormMessage text={problem} />
        <div className="actions">
          <Link to={`/sumber/baru?rancangan=${id}`} className="button is-main">
            {isPulled ? t.changeConnection : t.chooseOther}
          </Link>
          {given.hasOwn && (
            <Link to={`/sumber/baru/${id}/petakan`} className="button">
              {t.changeOwn}
            </Link>
          )}
          <Form method="post" className="actions">
            {given.pemetaan && (
              <button type="submit" name="pemetaan" value="" className="button">
                {t.withoutMapping}
              </button>
            )}
            <button type="submit" name="niat" value="tarik" className="button">
              {t.tryAgain}
            </button>
          </Form>
        </div>
      </section>
    </>
  );
}
