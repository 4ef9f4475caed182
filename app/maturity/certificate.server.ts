import PDFDocument from 'pdfkit';
import type { CityProfile } from '../../clickhouse/city/schema';
import type { Outcome, ProbeReading } from '../../clickhouse/maturity';
import type { Certificate } from '../../clickhouse/maturity/certificate';
import { sayCode } from '../sources/sources.text';
import { type Formats, formatsFor } from '../text/format';
import { maturityText } from './maturity.text';
import { middleOf } from './month-picker';
import { probeValue, sayProbeDetail } from './probe-format';

/** Documents are of Indonesian offices, whatever the language of the screen. */
const t = maturityText.id;

/** Fonts that every reader of PDF has: of the WOFF2 that the pages use, the library embeds empty glyphs. */
const FONTS = { plain: 'Helvetica', bold: 'Helvetica-Bold', mono: 'Courier' } as const;

/** Points of an A4 page. */
const PAGE = { width: 595.28, height: 841.89, left: 51, right: 51, top: 48, bottom: 62 };
const WIDTH = PAGE.width - PAGE.left - PAGE.right;
const INK = '#0f1b2d';
const INK_2 = '#47586f';
const LINE = '#dfe6ef';
const RAISED = '#eef3f9';
const TRACK = ['#e1e8f1', '#bcd9f3', '#7fb6e6', '#3b86c6', '#1b4f82'];
const TONES: Record<Outcome, string> = {
  terpenuhi: '#0d7a5f',
  belum: '#b3321c',
  bukti_kurang: '#5d6b80',
  tidak_berlaku: '#5d6b80',
  dikecualikan: '#5d6b80',
  galat: '#875400',
};

/** Columns of the table of probes: x from the left edge of the text, and width. */
const COLUMNS = {
  question: { x: 8, width: 236 },
  outcome: { x: 252, width: 68 },
  value: { x: 318, width: 64 },
  threshold: { x: 384, width: 68 },
  n: { x: 450, width: 43 },
} as const;

/** What was seen stands below a row, under all of its columns. */
const DETAIL_WIDTH = WIDTH - 24;

type City = Pick<CityProfile, 'nama' | 'zona_waktu' | 'data_contoh' | 'kop_surat'>;

interface Style {
  size?: number;
  color?: string;
  font?: keyof typeof FONTS;
  align?: 'left' | 'right' | 'center';
  gap?: number;
}

/** A page being written from top to bottom. */
class Sheet {
  y = PAGE.top;
  constructor(
    readonly doc: PDFKit.PDFDocument,
    private readonly onNewPage: () => void,
  ) {}

  private use({ size = 9, font = 'plain' }: Style): void {
    this.doc.font(FONTS[font]).fontSize(size);
  }

  height(text: string, width: number, style: Style = {}): number {
    this.use(style);
    return this.doc.heightOfString(text, { width, lineGap: style.gap ?? 1 });
  }

  /** Writes text at a place, without moving on; returns its height. */
  put(text: string, x: number, y: number, width: number, style: Style = {}): number {
    this.use(style);
    const { color = INK, align = 'left', gap = 1 } = style;
    this.doc.fillColor(color).text(text, PAGE.left + x, y, { width, align, lineGap: gap });
    return this.height(text, width, style);
  }

  /** Writes a paragraph over the whole width and moves below it. */
  paragraph(text: string, style: Style = {}, after = 4): void {
    this.room(this.height(text, WIDTH, style));
    this.y += this.put(text, 0, this.y, WIDTH, style) + after;
  }

  rule(y: number, width = 0.6, color = LINE): void {
    this.doc
      .lineWidth(width)
      .strokeColor(color)
      .moveTo(PAGE.left, y)
      .lineTo(PAGE.left + WIDTH, y)
      .stroke();
  }

  /** Begins a new page when less than this is left; true when it did. */
  room(height: number): boolean {
    if (this.y + height <= PAGE.height - PAGE.bottom) return false;
    this.doc.addPage();
    this.y = PAGE.top;
    this.onNewPage();
    return true;
  }

  heading(text: string, keepWith = 40): void {
    this.y += 12;
    this.room(18 + keepWith);
    this.y += this.put(text, 0, this.y, WIDTH, { size: 11, font: 'bold' }) + 5;
  }
}

/** The printed result of one office and month, as an A4 PDF. The same result gives the same bytes. */
export async function printCertificate(certificate: Certificate, city: City): Promise<Buffer> {
  const { maturity, computedAt } = certificate;
  const f = formatsFor('id', city.zona_waktu);
  const month = f.month(middleOf(maturity.month));
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: 0, bottom: 0, left: PAGE.left, right: PAGE.right },
    bufferPages: true,
    lang: 'id-ID',
    displayTitle: true,
    info: {
      Title: `Sertifikat kematangan ${maturity.name}, ${month}`,
      Author: city.kop_surat.pemerintah,
      Subject: `Instrumen ${maturity.instrument}, SHA-256 ${maturity.sha256}`,
      Producer: 'Ruang Kendali',
      Creator: 'Ruang Kendali',
      CreationDate: computedAt,
      ModDate: computedAt,
    },
  });
  const pieces: Buffer[] = [];
  doc.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<void>((resolve) => doc.once('end', resolve));
  const stamp = () => city.data_contoh && stampDemo(doc);
  stamp();
  const sheet = new Sheet(doc, stamp);
  letterhead(sheet, city);
  title(sheet, certificate, city, month);
  summary(sheet, certificate, f);
  probeTable(sheet, maturity, f);
  appeals(sheet, certificate, f);
  watermarks(sheet, certificate, f);
  recomputation(sheet, certificate, f);
  footers(sheet, certificate, month);
  doc.end();
  await ended;
  return Buffer.concat(pieces);
}

/** Across the page, behind the text. */
function stampDemo(doc: PDFKit.PDFDocument): void {
  doc.save();
  doc.rotate(-52, { origin: [PAGE.width / 2, PAGE.height / 2] });
  doc.font(FONTS.bold).fontSize(92).fillColor('#f6ebe9');
  const words = 'DATA CONTOH';
  doc.text(words, (PAGE.width - doc.widthOfString(words)) / 2, PAGE.height / 2 - 40, { lineBreak: false });
  doc.restore();
}

function letterhead(sheet: Sheet, { kop_surat: kop }: City): void {
  const centred = { align: 'center' as const };
  sheet.paragraph(kop.pemerintah, { ...centred, size: 13, font: 'bold' }, 0);
  sheet.paragraph(kop.unit, { ...centred, size: 11, font: 'bold' }, 1);
  const reach = [kop.telepon && `Telepon ${kop.telepon}`, kop.surel, kop.laman].filter(Boolean).join(' · ');
  sheet.paragraph([kop.alamat, reach].filter(Boolean).join('\n'), { ...centred, size: 8.5, color: INK_2 }, 5);
  sheet.rule(sheet.y, 1.6, INK);
  sheet.rule(sheet.y + 2.6, 0.5, INK);
  sheet.y += 17;
}

function title(sheet: Sheet, { maturity }: Certificate, city: City, month: string): void {
  const centred = { align: 'center' as const };
  sheet.paragraph('SERTIFIKAT KEMATANGAN LAYANAN ELEKTRONIK', { ...centred, size: 13.5, font: 'bold' }, 7);
  sheet.paragraph(maturity.name, { ...centred, size: 12, font: 'bold' }, 1);
  sheet.paragraph(`${city.nama} · bukti ${month}`, { ...centred, size: 10, color: INK_2 }, 12);
}

/** The stage, how sure it is, and the figures beside it. */
function summary(sheet: Sheet, { maturity, computedAt, params }: Certificate, f: Formats): void {
  const { stage } = maturity;
  const { doc } = sheet;
  const top = sheet.y;
  const half = 226;
  const facts: [string, string][] = [
    ['Tahap terkonfirmasi', stage.confirmed === 0 ? 'belum ada' : t.stage(String(stage.confirmed))],
    ['Tahap bila bukti lengkap', stage.possible === 0 ? 'belum ada' : t.stage(String(stage.possible))],
    ['Cakupan bukti', f.percent(stage.coverage, 0)],
    [
      stage.reached === 4 ? 'Kemajuan' : `Kemajuan menuju tahap ${stage.reached + 1}`,
      stage.progress === null ? 'belum dapat dihitung' : f.percent(stage.progress, 0),
    ],
    ['Periode bukti', `1 s.d. ${f.date(new Date(Date.parse(params.to) - 1))}`],
    ['Dihitung', f.dateTime(computedAt)],
    ['Instrumen', `versi ${maturity.instrument}`],
  ];
  const height = 14 + facts.length * 15 + 6;
  doc.save().lineWidth(0.8).strokeColor(LINE).roundedRect(PAGE.left, top, WIDTH, height, 6).stroke().restore();
  sheet.put('Tahap yang dicapai', 14, top + 13, half - 28, { size: 9, color: INK_2 });
  const reached = stage.reached === 0 ? 'Belum tahap 1' : t.stage(String(stage.reached));
  sheet.put(reached, 14, top + 26, half - 28, { size: stage.reached === 0 ? 20 : 26, font: 'bold' });
  sheet.put(stage.reached === 0 ? '' : t.stageName(String(stage.reached)), 14, top + 58, half - 28, {
    size: 10.5,
    color: INK_2,
  });
  const step = (half - 28 - 9) / 4;
  for (const tahap of [1, 2, 3, 4]) {
    const x = PAGE.left + 14 + (tahap - 1) * (step + 3);
    const box = () => doc.roundedRect(x, top + 79, step, 8, 2);
    if (tahap <= stage.reached) box().fill(TRACK[tahap] as string);
    else box().fill(TRACK[0] as string);
    if (tahap > stage.reached && tahap <= stage.possible)
      box().lineWidth(0.8).dash(2, { space: 2 }).stroke('#3b86c6').undash();
  }
  sheet.put(interval(stage), 14, top + 93, half - 28, { size: 8, color: INK_2 });
  let y = top + 12;
  for (const [name, value] of facts) {
    sheet.put(name, half + 8, y, 124, { size: 8.5, color: INK_2 });
    sheet.put(value, half + 132, y, WIDTH - half - 132 - 12, { size: 8.5, align: 'right' });
    y += 15;
  }
  sheet.y = top + height;
}

function interval(stage: Certificate['maturity']['stage']): string {
  if (stage.provisional) return 'Sementara: kurang dari separuh syarat dapat dinilai dari bukti.';
  if (stage.possible > stage.reached)
    return `Garis putus-putus: dapat mencapai tahap ${stage.possible} bila bukti yang kurang dilengkapi.`;
  return 'Bukti cukup: tahap ini tidak berubah oleh bukti yang masih kurang.';
}

function probeTable(sheet: Sheet, { probes, changes }: Certificate['maturity'], f: Formats): void {
  sheet.heading('Syarat, hasil, dan bukti', 70);
  tableHead(sheet);
  for (const tahap of [1, 2, 3, 4]) {
    const here = probes.filter((probe) => probe.tahap === tahap);
    if (here.length === 0) continue;
    if (sheet.room(56)) tableHead(sheet);
    stageRow(sheet, tahap, here, f);
    for (const probe of here)
      probeRow(
        sheet,
        probe,
        changes.filter((change) => change.probe === probe.probe),
        f,
      );
  }
}

function tableHead(sheet: Sheet): void {
  const { question, outcome, value, threshold, n } = COLUMNS;
  const style: Style = { size: 7.5, color: INK_2 };
  const y = sheet.y;
  sheet.put('Syarat', question.x, y, question.width, style);
  sheet.put('Hasil', outcome.x, y, outcome.width, style);
  sheet.put('Nilai', value.x, y, value.width, { ...style, align: 'right' });
  sheet.put('Ambang', threshold.x, y, threshold.width, { ...style, align: 'right' });
  sheet.put('Bukti (n)', n.x, y, n.width - 2, { ...style, align: 'right' });
  sheet.y += 13;
}

function stageRow(sheet: Sheet, tahap: number, probes: readonly ProbeReading[], f: Formats): void {
  const judged = probes.filter((p) => p.mandatory && p.outcome !== 'tidak_berlaku' && p.outcome !== 'dikecualikan');
  const met = judged.filter((p) => p.outcome === 'terpenuhi').length;
  sheet.doc.rect(PAGE.left, sheet.y, WIDTH, 17).fillOpacity(0.75).fill(RAISED).fillOpacity(1);
  sheet.put(`Tahap ${tahap} · ${t.stageName(String(tahap))}`, 8, sheet.y + 3.5, 250, { size: 8.5, font: 'bold' });
  sheet.put(t.metOf(f.number(met, 0), f.number(judged.length, 0)), 258, sheet.y + 4, WIDTH - 266, {
    size: 8,
    color: INK_2,
    align: 'right',
  });
  sheet.y += 17;
}

function probeRow(sheet: Sheet, probe: ProbeReading, changes: Certificate['maturity']['changes'], f: Formats): void {
  const { question, outcome, value, threshold, n } = COLUMNS;
  const own = changes.map(
    ({ what, standard, isLooser }) =>
      ` ${what === 'ambang' ? `Ambang kota, baku ${probeValue(standard, probe.unit, 'id', f)}` : `Minimal bukti kota, baku ${f.number(standard, 0)}`}${isLooser ? ' (dilonggarkan)' : ''}.`,
  );
  const role = probe.mandatory ? 'wajib' : 'pendukung';
  const detail = `${probe.probe} · ${role}. ${sayProbeDetail(probe.detail, 'id')}${own.join('')}`;
  const small: Style = { size: 7.2, color: INK_2, gap: 0.6 };
  const limit = `${probe.higherIsBetter ? 'min.' : 'maks.'}\u00a0${probeValue(probe.threshold, probe.unit, 'id', f)}`;
  const asked = Math.max(
    sheet.height(probe.question.id, question.width, { size: 8.5 }),
    sheet.height(limit, threshold.width, { size: 8.5 }),
  );
  const height = asked + sheet.height(detail, DETAIL_WIDTH, small) + 9;
  if (sheet.room(height)) tableHead(sheet);
  const y = sheet.y + 4;
  sheet.put(probe.question.id, question.x, y, question.width, { size: 8.5 });
  sheet.put(detail, question.x, y + asked, DETAIL_WIDTH, small);
  sheet.put(t[probe.outcome], outcome.x, y, outcome.width, { size: 8.5, color: TONES[probe.outcome], font: 'bold' });
  sheet.put(probeValue(probe.value, probe.unit, 'id', f), value.x, y, value.width, { size: 8.5, align: 'right' });
  sheet.put(limit, threshold.x, y, threshold.width, { size: 8.5, align: 'right', color: INK_2 });
  sheet.put(f.number(probe.n, 0), n.x, y, n.width - 2, { size: 8.5, align: 'right' });
  sheet.y += height;
  sheet.rule(sheet.y, 0.5);
}

function appeals(sheet: Sheet, { maturity, appeals }: Certificate, f: Formats): void {
  const excused = maturity.probes.filter((probe) => probe.outcome === 'dikecualikan');
  sheet.heading('Sanggahan yang diterima');
  if (excused.length === 0) sheet.paragraph('Tidak ada. Semua syarat dinilai dari bukti.', { color: INK_2 });
  for (const probe of excused) {
    const appeal = appeals.find((a) => a.probe === probe.probe);
    const until = appeal?.validUntil ? ` Berlaku sampai ${f.date(`${appeal.validUntil}T12:00:00Z`)}.` : '';
    const asked = appeal?.reason && appeal.reason !== probe.detail ? ` Alasan SKPD: ${appeal.reason}` : '';
    sheet.paragraph(`${probe.question.id} (${probe.probe})`, { font: 'bold', size: 8.5 }, 0);
    sheet.paragraph(`${probe.detail}${until}${asked}`, { size: 8.5, color: INK_2 });
  }
}

/** Newest record of each kind of source that the result rests on. */
function watermarks(sheet: Sheet, { maturity }: Certificate, f: Formats): void {
  sheet.heading('Data terbaru tiap jenis sumber');
  const marks = Object.entries(maturity.watermark).sort(([a], [b]) => a.localeCompare(b));
  if (marks.length === 0) sheet.paragraph('Belum ada sumber yang menyebut SKPD ini.', { color: INK_2 });
  for (const [table, at] of marks) {
    sheet.room(15);
    const name = sayCode('id', table);
    sheet.put(name.charAt(0).toUpperCase() + name.slice(1), 0, sheet.y, 220, { size: 8.5, color: INK_2 });
    sheet.put(`sampai ${f.dateTime(at)}`, 220, sheet.y, WIDTH - 220, { size: 8.5 });
    sheet.y += 14;
  }
}

function recomputation(sheet: Sheet, { maturity, params }: Certificate, f: Formats): void {
  sheet.heading('Sidik jari dan cara menghitung ulang', 120);
  const command = `rk nilai --periode ${maturity.month} --skpd ${maturity.skpd} --periksa`;
  const box = (label: string, text: string) => {
    sheet.room(42);
    sheet.paragraph(label, { size: 8, color: INK_2 }, 2);
    sheet.doc.roundedRect(PAGE.left, sheet.y, WIDTH, 19, 3).fillOpacity(0.75).fill(RAISED).fillOpacity(1);
    sheet.put(text, 8, sheet.y + 5.5, WIDTH - 16, { size: 9.5, font: 'mono' });
    sheet.y += 27;
  };
  box('SHA-256 atas semua yang menentukan hasil ini', maturity.sha256);
  box('Perintah pada pemasangan yang memegang datanya', command);
  sheet.paragraph(
    `Perintah itu menilai lagi ${f.month(middleOf(maturity.month))} dari bukti yang tersimpan dengan instrumen ${maturity.instrument} dan membandingkan sidik jarinya. ` +
      'Bila bukti dan aturannya sama, sidik jarinya sama dengan yang tercetak di atas, angka demi angka. Bila berbeda, perintah itu menyebut syarat yang berubah.',
    { size: 8.5, color: INK_2, gap: 2 },
    6,
  );
  sheet.paragraph(
    `Parameter kueri: from ${params.from}, to ${params.to}, timezone ${params.timezone}, skpd ${params.skpd}. ` +
      'Baris bukti tiap syarat terbuka pada halaman SKPD di Ruang Kendali, tanpa data pribadi.',
    { size: 8.5, color: INK_2, gap: 2 },
    6,
  );
  sheet.paragraph(
    'Dokumen ini dihitung secara otomatis dari bukti. Kebenarannya diperiksa dengan menghitung ulang, bukan dengan tanda tangan.',
    { size: 8.5, gap: 2 },
  );
}

function footers(sheet: Sheet, { maturity }: Certificate, month: string): void {
  const { doc } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page);
    const y = PAGE.height - 42;
    sheet.rule(y - 7, 0.5);
    const style: Style = { size: 7.5, color: INK_2 };
    sheet.put(`${maturity.shortName} · ${month} · sidik ${maturity.sha256.slice(0, 16)}`, 0, y, 380, style);
    sheet.put(`Halaman ${page + 1} dari ${count}`, 380, y, WIDTH - 380, { ...style, align: 'right' });
  }
}
