import type { LoaderFunctionArgs } from '@remix-run/node';
import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { newestBoard } from '../../clickhouse/maturity';
import { readCertificate } from '../../clickhouse/maturity/certificate';
import { guard, mustBeAbout } from '../access/guard.server';
import { askedMonth } from '../maturity/asked.server';
import { printCertificate } from '../maturity/certificate.server';

/** `/kematangan/<skpd>/sertifikat.pdf?bulan=2026-10`: the stored result, printed. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'kematangan.$skpd_.sertifikat[.]pdf');
  const skpd = params.skpd ?? '';
  mustBeAbout(viewer, skpd, 'resource');
  const { profile } = await currentCity();
  const month = askedMonth(request) ?? (await newestBoard(now(), profile.zona_waktu)).month;
  const certificate = await readCertificate({ skpd, month });
  if (!certificate) return Response.json({ galat: 'SKPD ini belum dinilai pada bulan itu.' }, { status: 404 });
  return new Response(new Uint8Array(await printCertificate(certificate, profile)), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="kematangan-${skpd}-${month}.pdf"`,
      'Cache-Control': 'private, no-store',
    },
  });
}
