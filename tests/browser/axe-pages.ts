import { type RouteId, routes } from '../../app/access/routes';

/**
 * Addresses that overview.test.ts opens in the demo city, a page of it whose first link to the route it follows, a test that comes by
 * itself, or why none.
 */
type Looked = string[] | { linkedFrom: string } | { by: string } | { not: string };

/** The route that an address comes to, by the names of route files: the one that names most of it. */
export function routeOf(address: string): RouteId {
  const { pathname } = new URL(address, 'http://uji.local');
  const isAt = (id: RouteId) => {
    const steps = id
      .split(/\.(?![^[]*\])/)
      .filter((step) => step !== '_index')
      .map((step) => (step.startsWith('$') ? '[^/]+' : step.replaceAll(/[[\]]/g, '').replace(/_$/, '')));
    return id !== '$' && new RegExp(`^/${steps.join('/')}$`).test(pathname);
  };
  const unnamed = (id: RouteId) => id.split('$').length;
  return (Object.keys(routes) as RouteId[]).filter(isAt).sort((a, b) => unnamed(a) - unnamed(b))[0] ?? '$';
}

/** Where axe-core looks at what each route draws. */
export const LOOKED_AT: Partial<Record<RouteId, Looked>> = {
  $: { by: 'overview' },
  _index: ['/', '/?skpd=disdukcapil'],
  'alarm._index': ['/alarm'],
  'alarm.$id': { by: 'wall-pairing' },
  'alarm.aturan': ['/alarm/aturan'],
  'aduan._index': ['/aduan'],
  'aduan.$sumber.$nomor': { by: 'overview' },
  akun: ['/akun'],
  baris: ['/baris?metrik=aduan_masuk'],
  'bukti.$skpd.$probe': ['/bukti/disdukcapil/pesan-dibalas'],
  dinding: { by: 'overview' },
  'kamus._index': ['/kamus'],
  'kamus.$id': ['/kamus/aduan_masuk'],
  'kematangan._index': ['/kematangan'],
  'kematangan.$skpd': ['/kematangan/disdukcapil'],
  'kematangan.$skpd_.keberatan.$probe': { by: 'planner-walk' },
  'kematangan.$skpd_.pernyataan': ['/kematangan/disdukcapil/pernyataan'],
  'kematangan.$skpd_.pernyataan_.isi': { linkedFrom: '/kematangan/disdukcapil/pernyataan' },
  'kematangan.andai': ['/kematangan/andai'],
  'kematangan.banding': ['/kematangan/banding'],
  'kematangan.keberatan._index': ['/kematangan/keberatan'],
  'kematangan.keberatan.$id': { by: 'planner-walk' },
  'kematangan.keberatan.$id_.putusan': { by: 'planner-walk' },
  kepuasan: ['/kepuasan'],
  'layanan._index': ['/layanan'],
  'layanan.$kode': ['/layanan/ktp-el'],
  'layanan.telaah': ['/layanan/telaah'],
  'layar._index': ['/layar'],
  'layar.$id': { by: 'wall-pairing' },
  masuk: { by: 'planner-walk' },
  mengapa: ['/mengapa?metrik=aduan_masuk'],
  partisipasi: ['/partisipasi'],
  'peta._index': ['/peta'],
  'peta.daftar': ['/peta/daftar?petak=10.815.529'],
  situs: ['/situs'],
  'sumber._index': ['/sumber'],
  'sumber.$id': ['/sumber/aduan-lapor'],
  'sumber.$id_.perintah': { not: 'seen only without scripts, which axe-core is one of: a title and a sentence' },
  'sumber.$id_.tolak': ['/sumber/aduan-lapor/tolak'],
  'sumber.$id_.unggah': ['/sumber/situs-kota/unggah'],
  'sumber.baru._index': ['/sumber/baru'],
  'sumber.baru.$rancangan.baca': { by: 'new-source' },
  'sumber.baru.$rancangan.petakan': { by: 'new-source' },
  'sumber.baru.$rancangan.simpan': { by: 'new-source' },
  'sumber.baru.$rancangan.kirim': { by: 'new-source' },
  'undangan.$token': { by: 'planner-walk' },
};
