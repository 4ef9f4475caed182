import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { writeAudit } from '../../clickhouse/accounts/audit';
import { currentCity } from '../../clickhouse/city/apply';
import { complaintHistory } from '../../clickhouse/metrics/families/aduan/history';
import { guard, mustBeAbout } from '../access/guard.server';
import { ComplaintPage } from '../complaints/complaint-page';
import { trouble } from '../shell/trouble';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Aduan ${data?.versions ? data.number : ''} · Ruang Kendali` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'aduan.$sumber.$nomor');
  const [source, number] = [params.sumber ?? '', params.nomor ?? ''];
  const found = await complaintHistory(source, number);
  // Whether a complaint of another office exists is not told either.
  if (!found || (found === 'rahasia' && viewer.role === 'skpd')) throw trouble({ what: 'tidak-ada' });
  if (found === 'rahasia') return { source, number, versions: null, names: {} };
  mustBeAbout(viewer, found.at(-1)?.skpd ?? '');
  // One complaint is as near to its reporter as the product goes: who looked at it is written down before it is shown.
  await writeAudit({
    actor: viewer.userId,
    role: viewer.role,
    action: 'lihat-data-pribadi',
    subject: `${source}/${number}`,
    detail: 'riwayat aduan',
  });
  const { profile } = await currentCity();
  const names = Object.fromEntries([
    ...profile.skpd.map(({ kode, nama }) => [kode, nama]),
    ...profile.kecamatan.map(({ kode, nama }) => [kode, nama]),
    ...profile.sumber.map(({ id, nama }) => [id, nama]),
  ]) as Record<string, string>;
  return { source, number, versions: found, names };
}

export default function Complaint() {
  return <ComplaintPage {...useLoaderData<typeof loader>()} />;
}
