import { Link } from '@remix-run/react';
import type { HistoryMonth, Outcome, ProbeReading, Reached, SkpdMaturity } from '../../clickhouse/maturity';
import type { Appeal } from '../../clickhouse/maturity/appeals';
import type { LosiReading } from '../../clickhouse/maturity/losi';
import { Chart } from '../charts/chart';
import { Spark } from '../charts/spark';
import type { ChartSpec } from '../charts/spec';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { MonthAppeals, ProbeAppeal } from './appeal-mark';
import { boardText } from './board.text';
import { Marks } from './board-page';
import { BoardVersions } from './board-parts';
import { CertificateLink } from './certificate-link';
import { writeCompare } from './compare-address';
import type { DeclaredBeside } from './declared.server';
import { DeclaredCard } from './declared-card';
import { LosiPanel } from './losi-panel';
import { maturityText } from './maturity.text';
import { MonthPicker, middleOf } from './month-picker';
import { limitValue, probeValue, sayProbeDetail } from './probe-format';
import type { ProbeWords } from './probe-words.server';
import { stageSentence } from './sentence';
import { StageTrack } from './stage-track';
import { whatIfHref } from './what-if-address';
import './board.css';
import './maturity.css';

interface Props {
  maturity: SkpdMaturity;
  words: ProbeWords;
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
  losi: LosiReading[];
}

/** One office: where it stands, on which evidence, and what would move it up. */
export function SkpdPage({
  maturity,
  words,
  openMonth,
  runningMonth,
  history,
  belowSince,
  appeals,
  openAppeals,
  declared,
  losi,
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
      <BoardVersions board={maturity} words={words} />
      <div className="skpd-columns">
        <section className="card" aria-labelledby="judul-syarat">
          <h2 id="judul-syarat">{t.conditions(f.month(middleOf(month)))}</h2>
          <ProbeTable maturity={maturity} appeals={appeals} />
          <Fingerprint maturity={maturity} />
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
                <Movements history={maturity.history} />
              </div>
            </section>
          )}
        </div>
      </div>
      <LosiPanel losi={losi} />
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
  const own = useText(boardText);
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
          <th scope="col" className="probe-trend">
            {own.trendHead}
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
              <th scope="rowgroup" colSpan={6}>
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
  const own = useText(boardText);
  const { lang } = useShell();
  const isOpen = probe.outcome === 'belum' || isUnknown(probe.outcome);
  const limit = limitValue(probe.threshold, probe.unit, lang, f);
  return (
    <tr className={isUnknown(probe.outcome) ? 'is-unjudged' : undefined}>
      <th scope="row">
        {probe.question[lang]}
        <small>
          {!probe.mandatory && <i>{t.supporting}</i>}
          {sayProbeDetail(probe.detail, lang)}
        </small>
        {isOpen && (
          <details className="remedy">
            <summary aria-label={`${own.remedy}: ${probe.question[lang]}`}>{own.remedy}</summary>
            {probe.remedy[lang]}
          </details>
        )}
      </th>
      <td className="num" data-label={t.value}>
        {probeValue(probe.value, probe.unit, lang, f)}
      </td>
      <td className="num" data-label={t.threshold}>
        <span title={probe.higherIsBetter ? t.atLeast : t.atMost}>
          {probe.higherIsBetter ? '≥' : '≤'} {limit}
        </span>
        {probe.loosened && (
          <small className="is-warn" title={own.looser}>
            ▲ {own.loosened}
          </small>
        )}
      </td>
      <td className="probe-trend">
        {probe.trend.filter((value) => value !== null).length > 1 && (
          <Spark
            values={probe.trend}
            target={probe.threshold}
            tone={probe.outcome === 'terpenuhi' ? 'good' : probe.outcome === 'belum' ? 'bad' : 'unknown'}
            label={own.trend(probe.question[lang], f.number(probe.trend.length, 0))}
            width={84}
            height={28}
          />
        )}
      </td>
      <td data-label={t.outcome}>
        <OutcomeWord outcome={probe.outcome} />
        {probe.since && <small>{own.since(f.month(middleOf(probe.since)))}</small>}
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
  const own = useText(boardText);
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
      <p className="actions card-body">
        {toNext && (
          <Link className="button is-main" to={whatIfHref(maturity.skpd, toNext.probes, maturity.month)}>
            {own.tryWhatIf}
          </Link>
        )}
        <Link
          className="button"
          to={`/kematangan/banding?${writeCompare({ left: maturity.skpd, right: maturity.skpd, month: maturity.month })}`}
        >
          {own.compareYear}
        </Link>
      </p>
    </section>
  );
}

/** The months in which the stage moved or stood on trial, newest first. */
function Movements({ history }: { history: HistoryMonth[] }) {
  const t = useText(maturityText);
  const own = useText(boardText);
  const f = useFormats();
  const stage = (n: Reached) => (n === 0 ? t.none.toLowerCase() : t.stage(String(n)).toLowerCase());
  const moved = history.filter(
    (row) => row.movement === 'naik' || row.movement === 'turun' || row.baru || row.terancam,
  );
  if (moved.length === 0) return <p className="note">{own.steady}</p>;
  return (
    <details className="movements" open={moved.length <= 6}>
      <summary>{own.movements}</summary>
      <ol>
        {[...moved].reverse().map((row) => (
          <li key={row.month}>
            <span>{f.month(middleOf(row.month))}</span>
            <span>
              {row.movement === 'naik' && <span className="is-good">▲ {own.risen(stage(row.shown))} </span>}
              {row.movement === 'turun' && <span className="is-bad">▼ {own.lost(stage(row.shown))} </span>}
              <Marks row={{ baru: row.baru, terancam: row.terancam, provisional: false }} />
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** What anyone needs to compute the same result again. */
function Fingerprint({ maturity }: { maturity: SkpdMaturity }) {
  const t = useText(maturityText);
  const f = useFormats();
  const newest = Object.values(maturity.watermark).sort().at(-1);
  const sha = maturity.sha256;
  return (
    <p className="fingerprint">
      {t.instrument(maturity.instrument)}
      {newest && ` · ${t.dataUntil(f.dateTime(newest))}`} · {t.fingerprint}{' '}
      <code title={sha}>
        {sha.slice(0, 4)}…{sha.slice(-4)}
      </code>{' '}
      · <CertificateLink skpd={maturity.skpd} month={maturity.month} />
    </p>
  );
}
