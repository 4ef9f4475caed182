import { Link } from '@remix-run/react';
import type { Outcome, ProbeReading, Reached, SkpdMaturity } from '../../clickhouse/maturity';
import type { Appeal } from '../../clickhouse/maturity/appeals';
import { Chart } from '../charts/chart';
import type { ChartSpec } from '../charts/spec';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { MonthAppeals, ProbeAppeal } from './appeal-mark';
import { Marks } from './board-page';
import { CertificateLink } from './certificate-link';
import type { DeclaredBeside } from './declared.server';
import { DeclaredCard } from './declared-card';
import { maturityText } from './maturity.text';
import { MonthPicker, middleOf } from './month-picker';
import { probeValue, sayProbeDetail } from './probe-format';
import { stageSentence } from './sentence';
import { StageTrack } from './stage-track';
import './maturity.css';

interface Props {
  maturity: SkpdMaturity;
  instrument: string;
  openMonth: string;
  runningMonth: string;
  history: { spec: ChartSpec; svg: string } | null;
  /** The first month of a history that never reached stage 1. */
  belowSince: string | null;
  /** Appeals filed against this month, or accepted and in force in it. */
  appeals: Appeal[];
  /** How many appeals of the office wait for a decision, whatever their month. */
  openAppeals: number;
  declared: DeclaredBeside;
}

/** One office: where it stands, on which evidence, and what would move it up. */
export function SkpdPage({
  maturity,
  instrument,
  openMonth,
  runningMonth,
  history,
  belowSince,
  appeals,
  openAppeals,
  declared,
}: Props) {
  const t = useText(maturityText);
  const f = useFormats();
  const { lang } = useShell();
  const { stage, month } = maturity;
  return (
    <>
      <Crumb to="/kematangan">{t.title}</Crumb>
      <div className="skpd-head">
        <PageHead
          title={maturity.name}
          lead={
            <>
              {stageSentence(maturity, t, f)}{' '}
              <Marks row={{ baru: stage.baru, terancam: stage.terancam, provisional: stage.provisional }} />
            </>
          }
        />
        <div>
          <MonthPicker month={month} openMonth={openMonth} runningMonth={runningMonth} />
          <StageTrack
            named
            reached={stage.shown}
            possible={Math.max(stage.possible, stage.shown) as Reached}
            progress={stage.shown === stage.reached ? stage.progress : null}
            provisional={stage.provisional}
          />
        </div>
      </div>
      <div className="skpd-columns">
        <section className="card" aria-labelledby="judul-syarat">
          <h2 id="judul-syarat">{t.conditions(f.month(middleOf(month)))}</h2>
          <ProbeTable maturity={maturity} appeals={appeals} />
          <Fingerprint maturity={maturity} instrument={instrument} />
        </section>
        <div className="skpd-side">
          <Path maturity={maturity} />
          <DeclaredCard skpd={maturity.skpd} observed={stage.shown} declared={declared} />
          <MonthAppeals
            appeals={appeals}
            questions={Object.fromEntries(maturity.probes.map(({ probe, question }) => [probe, question[lang]]))}
            open={openAppeals}
          />
          {belowSince && (
            <section className="card" aria-labelledby="judul-riwayat">
              <h2 id="judul-riwayat">{t.history}</h2>
              <p className="card-body lead">{t.historyNever(f.month(middleOf(belowSince)))}</p>
            </section>
          )}
          {history && (
            <section className="card">
              <div className="card-body history">
                <Chart {...history} />
              </div>
            </section>
          )}
        </div>
      </div>
    </>
  );
}

/** The stages in the order that matters to the office: the one ahead first, then those already stood on. */
function stageOrder(next: number): number[] {
  const below = [1, 2, 3, 4].filter((tahap) => tahap < next).reverse();
  const above = [1, 2, 3, 4].filter((tahap) => tahap > next);
  return [next, ...below, ...above];
}

function ProbeTable({ maturity, appeals }: { maturity: SkpdMaturity; appeals: Appeal[] }) {
  const t = useText(maturityText);
  const f = useFormats();
  const next = maturity.toNext?.tahap ?? 4;
  return (
    <table className="table probes">
      <thead>
        <tr>
          <th scope="col">{t.question}</th>
          <th scope="col" className="num">
            {t.value}
          </th>
          <th scope="col" className="num">
            {t.threshold}
          </th>
          <th scope="col">{t.outcome}</th>
          <th scope="col">
            <span className="hidden">{t.evidence}</span>
          </th>
        </tr>
      </thead>
      {stageOrder(next).map((tahap) => {
        const here = maturity.probes.filter((probe) => probe.tahap === tahap);
        const mandatory = here.filter((probe) => probe.mandatory && judged(probe.outcome));
        const met = mandatory.filter((probe) => probe.outcome === 'terpenuhi').length;
        const unknown = mandatory.filter((probe) => isUnknown(probe.outcome)).length;
        if (here.length === 0) return null;
        return (
          <tbody key={tahap}>
            <tr className="probe-stage">
              <th scope="rowgroup" colSpan={5}>
                <span>
                  {t.stage(String(tahap))} · {t.stageName(String(tahap))}
                </span>
                <span>
                  {t.metOf(f.number(met, 0), f.number(mandatory.length, 0))}
                  {unknown > 0 && t.unknownToo(f.number(unknown, 0))}
                </span>
              </th>
            </tr>
            {here.map((probe) => (
              <ProbeRow key={probe.probe} probe={probe} maturity={maturity} appeals={appeals} />
            ))}
          </tbody>
        );
      })}
    </table>
  );
}

const judged = (outcome: Outcome) => outcome !== 'tidak_berlaku' && outcome !== 'dikecualikan';
const isUnknown = (outcome: Outcome) => outcome === 'bukti_kurang' || outcome === 'galat';

function ProbeRow({ probe, maturity, appeals }: { probe: ProbeReading; maturity: SkpdMaturity; appeals: Appeal[] }) {
  const t = useText(maturityText);
  const f = useFormats();
  const { lang } = useShell();
  const limit = probeValue(probe.threshold, probe.unit, lang, f);
  return (
    <tr className={isUnknown(probe.outcome) ? 'is-unjudged' : undefined}>
      <th scope="row">
        {probe.question[lang]}
        <small>
          {!probe.mandatory && <i>{t.supporting}</i>}
          {sayProbeDetail(probe.detail, lang)}
        </small>
      </th>
      <td className="num" data-label={t.value}>
        {probeValue(probe.value, probe.unit, lang, f)}
      </td>
      <td className="num" data-label={t.threshold}>
        <span title={probe.higherIsBetter ? t.atLeast : t.atMost}>
          {probe.higherIsBetter ? '≥' : '≤'} {limit}
        </span>
      </td>
      <td data-label={t.outcome}>
        <OutcomeWord outcome={probe.outcome} />
      </td>
      <td>
        <Link
          to={`/bukti/${maturity.skpd}/${probe.probe}?bulan=${maturity.month}`}
          aria-label={t.evidenceOf(probe.question[lang])}
        >
          {t.evidence}
        </Link>
        <ProbeAppeal appeals={appeals} reading={probe} month={maturity.month} />
      </td>
    </tr>
  );
}

const outcomeTones: Record<Outcome, string> = {
  terpenuhi: 'is-good',
  belum: 'is-bad',
  bukti_kurang: 'is-unknown',
  tidak_berlaku: 'is-unknown is-left-out',
  dikecualikan: 'is-unknown is-left-out',
  galat: 'is-warn',
};

/** The outcome of a probe: shape, word and colour. */
export function OutcomeWord({ outcome }: { outcome: Outcome }) {
  const t = useText(maturityText);
  return <span className={`status ${outcomeTones[outcome]}`}>{t[outcome]}</span>;
}

/** What would move the office up, the lightest step first. */
function Path({ maturity }: { maturity: SkpdMaturity }) {
  const t = useText(maturityText);
  const f = useFormats();
  const { lang } = useShell();
  const { toNext } = maturity;
  const steps = toNext?.probes.flatMap((id) => maturity.probes.filter((probe) => probe.probe === id)) ?? [];
  return (
    <section className="card" aria-labelledby="judul-jalan">
      <h2 id="judul-jalan">{toNext ? t.pathTo(String(toNext.tahap)) : t.top}</h2>
      {!toNext ? (
        <p className="card-body lead">{t.pathDone}</p>
      ) : (
        <ol className="path card-body">
          {steps.map((probe) => (
            <li key={probe.probe}>
              <span className="effort">{t[probe.effort]}</span>
              <b>{probe.question[lang]}</b>{' '}
              <span className="path-from">
                {probe.value === null || isUnknown(probe.outcome)
                  ? t.connect
                  : t.fromTo(
                      probeValue(probe.value, probe.unit, lang, f),
                      probeValue(probe.threshold, probe.unit, lang, f),
                    )}
              </span>
              <small>{probe.remedy[lang]}</small>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** What anyone needs to compute the same result again. */
function Fingerprint({ maturity, instrument }: { maturity: SkpdMaturity; instrument: string }) {
  const t = useText(maturityText);
  const f = useFormats();
  const newest = Object.values(maturity.watermark).sort().at(-1);
  const sha = maturity.sha256;
  return (
    <p className="fingerprint">
      {t.instrument(instrument)}
      {newest && ` · ${t.dataUntil(f.dateTime(newest))}`} · {t.fingerprint}{' '}
      <code title={sha}>
        {sha.slice(0, 4)}…{sha.slice(-4)}
      </code>{' '}
      · <CertificateLink skpd={maturity.skpd} month={maturity.month} />
    </p>
  );
}
