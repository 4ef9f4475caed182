import { Link, NavLink, useMatches, useNavigation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { maySee } from '../access/routes';
import { shellText } from '../text/shell';
import { AccountMenu, AppearanceForms } from './AccountMenu';
import { DataElsewhere } from './DataElsewhere';
import { FilterBar } from './FilterBar';
import { Menu } from './Menu';
import { nav } from './nav';
import type { PageHandle } from './page-handle';
import { useShell, useText } from './use-shell';

/** The frame around every page. A route chooses its frame and filters with `export const handle: PageHandle`. */
export function Shell({ children }: { children: ReactNode }) {
  const handle = useMatches().at(-1)?.handle as PageHandle | undefined;
  const { viewer } = useShell();
  const frame = handle?.frame ?? 'shell';
  if (frame === 'bare') return children;
  if (frame === 'plain' || !viewer) return <PlainFrame>{children}</PlainFrame>;
  return <FullFrame handle={handle}>{children}</FullFrame>;
}

function FullFrame({ handle, children }: { handle: PageHandle | undefined; children: ReactNode }) {
  const t = useText(shellText);
  const { viewer, alarms } = useShell();
  const role = viewer?.role;
  const filters = handle?.filters ?? [];
  const counts: Record<string, number> = { '/alarm': alarms.standing, '/sumber': alarms.ofSources };
  const items = nav.filter((item) => role && maySee(item.route, role));
  const link = (item: (typeof nav)[number]) => (
    <NavLink key={item.to} to={item.to} end={item.to === '/'} className="nav-link" prefetch="intent">
      {t[item.label] as string}
      {(counts[item.to] ?? 0) > 0 && (
        <span className="nav-count">
          {counts[item.to]}
          <span className="hidden"> {t.alarms}</span>
        </span>
      )}
    </NavLink>
  );
  const seldom = items.filter((item) => item.seldom);
  return (
    <>
      <SkipLink />
      <header className="top">
        <div className="top-in">
          <Brand />
          <nav className="nav-wide" aria-label={t.mainNav}>
            {items.filter((item) => !item.seldom).map(link)}
            {seldom.length > 0 && (
              <Menu className="nav-more" label={t.more} name="menu">
                <div className="menu-links">{seldom.map(link)}</div>
              </Menu>
            )}
          </nav>
          <div className="top-end">
            <AccountMenu />
            <Menu
              className="nav-narrow"
              label={<span className="menu-word">{t.menu}</span>}
              describe={t.menu}
              name="menu"
            >
              <nav className="menu-links" aria-label={t.mainNav}>
                {items.map(link)}
              </nav>
            </Menu>
          </div>
        </div>
        <Progress />
      </header>
      <main id="isi" className="page" tabIndex={-1}>
        {filters.length > 0 && <FilterBar filters={filters} standardPeriod={handle?.standardPeriod} />}
        <DataElsewhere />
        {children}
      </main>
    </>
  );
}

function PlainFrame({ children }: { children: ReactNode }) {
  return (
    <div className="plain">
      <SkipLink />
      <header className="plain-top">
        <Brand />
      </header>
      <main id="isi" className="plain-main" tabIndex={-1}>
        <Welcome />
        {children}
      </main>
      <footer className="plain-foot">
        <AppearanceForms />
      </footer>
    </div>
  );
}

/** Beside the form on a wide screen: whose product this is and the ladder it measures. Nothing here that the form needs. */
function Welcome() {
  const t = useText(shellText);
  const { city } = useShell();
  const stages = [t.stage1, t.stage2, t.stage3, t.stage4];
  return (
    <aside className="welcome" aria-label={t.product}>
      <p className="welcome-city">{city.name || t.product}</p>
      <p className="welcome-what">{t.welcome}</p>
      <ol className="welcome-stages">
        {stages.map((stage, i) => (
          <li key={stage} className={`welcome-stage is-${i + 1}`}>
            <span>{stage}</span>
          </li>
        ))}
      </ol>
    </aside>
  );
}

function SkipLink() {
  return (
    <a className="skip" href="#isi">
      {useText(shellText).skip}
    </a>
  );
}

/** The product, whose it is, and whether its figures are real. */
function Brand() {
  const t = useText(shellText);
  const { city } = useShell();
  return (
    <div className="brand">
      <Link to="/" className="brand-name">
        {t.product}
      </Link>
      {city.name && <span className="brand-city">{city.name}</span>}
      {city.demo && (
        <span className="badge" title={t.demoMeaning}>
          {t.demo}
        </span>
      )}
    </div>
  );
}

/** A thin line while the next page loads. */
function Progress() {
  const busy = useNavigation().state !== 'idle';
  const t = useText(shellText);
  return (
    <div className={busy ? 'progress is-busy' : 'progress'} role="status">
      {busy && <span className="hidden">{t.loading}</span>}
    </div>
  );
}
