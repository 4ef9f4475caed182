import type { Role } from './roles';

/** Everyone of the city's government who signed in with a password. */
const people = ['pimpinan', 'perencana', 'analis', 'skpd', 'admin'] as const satisfies Role[];

export interface Access {
  /** `public`: also without signing in. Otherwise the roles that may see it; to a screen nothing opens that does not name `device`. */
  see: 'public' | readonly Role[];
  /** A resource answers with JSON or a file, so its refusals are JSON too; a page leads to sign-in or shows why not. */
  kind: 'page' | 'resource';
  /** Also systems that bring a token (`rk token`); resources only. */
  clients?: true;
}

/**
 * THE place that says who may see what. One line for every file under app/routes, named as the file is.
 * A route without a line does not type-check (`guard` takes only these names) and fails routes.test.ts.
 */
export const routes = {
  $: { see: 'public', kind: 'page' },
  _index: { see: people, kind: 'page' },
  // Staff of an office see the alarms that it owns, and may acknowledge those.
  'alarm._index': { see: people, kind: 'page' },
  'alarm.$id': { see: people, kind: 'page' },
  'alarm.aturan': { see: people, kind: 'page' },
  'aduan._index': { see: people, kind: 'page' },
  // The loader lets staff of an office see complaints of their own only, and nobody secret ones.
  'aduan.$sumber.$nomor': { see: people, kind: 'page' },
  akun: { see: people, kind: 'page' },
  // Systems of offices send records here; each delivery is signed with the secret of its source.
  'api.v1.sumber.$id.peristiwa': { see: 'public', kind: 'resource' },
  'api.v1.metrik._index': { see: people, kind: 'resource', clients: true },
  'api.v1.metrik.$id': { see: people, kind: 'resource', clients: true },
  'api.v1.openapi[.]json': { see: people, kind: 'resource', clients: true },
  baris: { see: people, kind: 'page' },
  'bukti.$skpd.$probe': { see: people, kind: 'page' },
  // A paired screen sees the wall, a person a look at it, and any other browser a code by which it can be paired.
  dinding: { see: 'public', kind: 'page' },
  // A screen tells which scene it shows, and learns the time.
  'dinding_.kabar': { see: [...people, 'device'], kind: 'resource' },
  // A screen without figures asks whether it was paired.
  'dinding_.pasang': { see: 'public', kind: 'resource' },
  healthz: { see: 'public', kind: 'resource' },
  'kamus._index': { see: people, kind: 'page' },
  'kamus.$id': { see: people, kind: 'page' },
  'kematangan._index': { see: people, kind: 'page' },
  'kematangan.$skpd': { see: people, kind: 'page' },
  // Staff of an office see and suppose of their own only.
  'kematangan.andai': { see: people, kind: 'page' },
  'kematangan.banding': { see: people, kind: 'page' },
  // The whole board: staff of an office see their own page.
  'kematangan.unduh': { see: ['pimpinan', 'perencana', 'analis', 'admin'], kind: 'resource' },
  // Staff of an office file appeals for their own office only, and read its own only.
  'kematangan.$skpd_.keberatan.$probe': { see: ['skpd'], kind: 'page' },
  'kematangan.$skpd_.pernyataan': { see: people, kind: 'page' },
  // An office declares for itself, planners for all.
  'kematangan.$skpd_.pernyataan_.isi': { see: ['perencana', 'skpd', 'admin'], kind: 'page' },
  'kematangan.keberatan._index': { see: people, kind: 'page' },
  'kematangan.keberatan.$id': { see: people, kind: 'page' },
  'kematangan.keberatan.$id_.cabut': { see: ['skpd'], kind: 'page' },
  // Who decides about appeals.
  'kematangan.keberatan.$id_.putusan': { see: ['perencana', 'admin'], kind: 'page' },
  'kematangan.$skpd_.sertifikat[.]pdf': { see: people, kind: 'resource' },
  kepuasan: { see: people, kind: 'page' },
  keluar: { see: 'public', kind: 'page' },
  'layar._index': { see: ['admin'], kind: 'page' },
  'layar.$id': { see: ['admin'], kind: 'page' },
  'layanan._index': { see: people, kind: 'page' },
  'layanan.$kode': { see: people, kind: 'page' },
  'layanan.telaah': { see: people, kind: 'page' },
  masuk: { see: 'public', kind: 'page' },
  situs: { see: people, kind: 'page' },
  mengapa: { see: people, kind: 'page' },
  partisipasi: { see: people, kind: 'page' },
  'peta._index': { see: people, kind: 'page' },
  // What the map asks for when it is moved; the list of a circle links to complaints, which guard themselves.
  'peta.data': { see: people, kind: 'resource' },
  'peta.daftar': { see: people, kind: 'page' },
  'peta.dasar': { see: people, kind: 'resource' },
  'sumber._index': { see: ['pimpinan', 'perencana', 'analis', 'admin'], kind: 'page' },
  'sumber.$id': { see: ['pimpinan', 'perencana', 'analis', 'admin'], kind: 'page' },
  // Who runs sources and mends them; rejected records are shown masked, yet are records of persons.
  'sumber.$id_.perintah': { see: ['analis', 'admin'], kind: 'page' },
  'sumber.$id_.tolak': { see: ['analis', 'admin'], kind: 'page' },
  'sumber.$id_.unduh-tolak': { see: ['analis', 'admin'], kind: 'resource' },
  // Who makes new sources and gives files to those that are.
  'sumber.$id_.unggah': { see: ['analis', 'admin'], kind: 'page' },
  'sumber.baru._index': { see: ['analis', 'admin'], kind: 'page' },
  'sumber.baru.$rancangan.baca': { see: ['analis', 'admin'], kind: 'page' },
  'sumber.baru.$rancangan.petakan': { see: ['analis', 'admin'], kind: 'page' },
  'sumber.baru.$rancangan.simpan': { see: ['analis', 'admin'], kind: 'page' },
  'sumber.baru.$rancangan.kirim': { see: ['analis', 'admin'], kind: 'page' },
  'sumber.unggah': { see: ['analis', 'admin'], kind: 'resource' },
  tampilan: { see: 'public', kind: 'page' },
  unduh: { see: people, kind: 'resource' },
  'undangan.$token': { see: 'public', kind: 'page' },
} as const satisfies Record<string, Access>;

export type RouteId = keyof typeof routes;
/** Who `guard` returns: always somebody, except on public routes. */
export type PublicRouteId = { [K in RouteId]: (typeof routes)[K]['see'] extends 'public' ? K : never }[RouteId];

export function accessOf(id: RouteId): Access {
  return routes[id];
}

export function maySee(id: RouteId, role: Role): boolean {
  const { see } = accessOf(id);
  return see === 'public' || see.includes(role);
}
