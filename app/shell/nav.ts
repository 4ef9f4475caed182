import type { RouteId } from '../access/routes';
import type { shellText } from '../text/shell';

interface NavItem {
  to: string;
  /** Word in app/text/shell.ts. */
  label: keyof (typeof shellText)['id'];
  /** Shown to those who may see this route. */
  route: RouteId;
  /** Asked for seldom: on a wide screen it stands in a menu at the end of the line. */
  seldom?: true;
}

/** The main navigation. A new page adds its line here and its word in app/text/shell.ts. */
export const nav: readonly NavItem[] = [
  { to: '/', label: 'overview', route: '_index' },
  { to: '/alarm', label: 'alarmPage', route: 'alarm._index' },
  { to: '/layanan', label: 'services', route: 'layanan._index' },
  { to: '/aduan', label: 'complaints', route: 'aduan._index' },
  { to: '/peta', label: 'map', route: 'peta._index' },
  { to: '/kematangan', label: 'maturity', route: 'kematangan._index' },
  { to: '/kepuasan', label: 'satisfaction', route: 'kepuasan' },
  { to: '/situs', label: 'websites', route: 'situs' },
  { to: '/partisipasi', label: 'citizens', route: 'partisipasi' },
  { to: '/kamus', label: 'dictionary', route: 'kamus._index', seldom: true },
  { to: '/sumber', label: 'sources', route: 'sumber._index', seldom: true },
  { to: '/layar', label: 'screens', route: 'layar._index', seldom: true },
];
