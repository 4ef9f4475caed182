import { Form, Link, useLocation } from '@remix-run/react';
import type { Role } from '../access/roles';
import { shellText } from '../text/shell';
import { Menu } from './Menu';
import { useShell, useText } from './use-shell';

/** A role's name in the viewer's language. */
export function useRoleName(): (role: Role) => string {
  const t = useText(shellText);
  const names: Record<Role, string> = {
    pimpinan: t.rolePimpinan,
    perencana: t.rolePerencana,
    analis: t.roleAnalis,
    skpd: t.roleSkpd,
    admin: t.roleAdmin,
    device: t.roleDevice,
  };
  return (role) => names[role];
}

/** Who is signed in, as what, and what is theirs: account, appearance, language, sign out. */
export function AccountMenu() {
  const t = useText(shellText);
  const roleName = useRoleName();
  const { viewer, city } = useShell();
  if (!viewer) return null;
  const office = viewer.skpd ? (city.skpd.find((s) => s.code === viewer.skpd)?.shortName ?? viewer.skpd) : null;
  return (
    <Menu
      className="account"
      name="menu"
      describe={`${t.accountOf(viewer.name)} ${office ?? roleName(viewer.role)}`}
      label={
        <>
          <span className="account-initials" data-initials={initials(viewer.name)} />
          <span className="account-name">{viewer.name}</span>{' '}
          <span className="account-role">{office ?? roleName(viewer.role)}</span>
        </>
      }
    >
      <p className="menu-who">
        <strong>{viewer.name}</strong>
        <span>{office ?? roleName(viewer.role)}</span>
      </p>
      <Link className="menu-item" to="/akun">
        {t.myAccount}
      </Link>
      <AppearanceForms />
      <Form method="post" action="/keluar">
        <button className="menu-item" type="submit">
          {t.signOut}
        </button>
      </Form>
    </Menu>
  );
}

/** First letters of the first and the last name: what fits on a phone. A mark rather than words: the name of the menu tells the whole. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('');
}

/** Language and theme as plain forms: they work without scripts and come back to the same page. */
export function AppearanceForms() {
  const t = useText(shellText);
  const { lang, theme } = useShell();
  const { pathname, search } = useLocation();
  const back = <input type="hidden" name="kembali" value={`${pathname}${search}`} />;
  return (
    <>
      <Form method="post" action="/tampilan" className="choice" aria-label={t.appearance} preventScrollReset>
        {back}
        {(
          [
            ['auto', t.auto],
            ['terang', t.light],
            ['gelap', t.dark],
          ] as const
        ).map(([value, label]) => (
          <button key={value} name="tema" value={value} type="submit" aria-pressed={theme === value}>
            {label}
          </button>
        ))}
      </Form>
      <Form method="post" action="/tampilan" className="choice" aria-label={t.language} preventScrollReset>
        {back}
        {(
          [
            ['id', 'Indonesia'],
            ['en', 'English'],
          ] as const
        ).map(([value, label]) => (
          <button key={value} name="bahasa" value={value} type="submit" lang={value} aria-pressed={lang === value}>
            {label}
          </button>
        ))}
      </Form>
    </>
  );
}
