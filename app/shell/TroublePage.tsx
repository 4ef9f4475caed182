import { isRouteErrorResponse, Link, useLocation, useRouteError } from '@remix-run/react';
import { shellText } from '../text/shell';
import { troubleText } from '../text/trouble';
import { useRoleName } from './AccountMenu';
import { isTrouble, type Part, type Trouble } from './trouble';
import { useFormats, useShell, useText } from './use-shell';

/** What stands where a page could not: not found, outside the role, a part that is down, or our own mistake. */
export function TroublePage() {
  const t = useText(troubleText);
  const { down, viewer } = useShell();
  const roleName = useRoleName();
  const kind = troubleKind(useRouteError(), down);
  const title = troubleTitle(kind, t);
  if (kind.what === 'tidak-ada') return <Notice status={404} title={title} lines={[t.notFoundWhy]} />;
  if (kind.what === 'terlarang') {
    return <Notice status={403} title={title} lines={[t.forbiddenWhy(viewer ? roleName(viewer.role) : '?')]} />;
  }
  if (kind.what === 'bagian-mati') {
    const why = kind.part === 'engine' ? t.downEngine : t.downRedis;
    return <Notice status={503} title={title} lines={[why, t.downNext]} retry />;
  }
  return <Notice status={500} title={title} lines={[t.brokenWhy]} retry />;
}

/** What an error means to a reader. A page that failed while a part is down failed because of it: the root asked the parts in the same request. */
export function troubleKind(error: unknown, down: Part[]): Trouble | { what: 'rusak' } {
  if (isRouteErrorResponse(error)) {
    if (isTrouble(error.data)) return error.data;
    if (error.status === 404) return { what: 'tidak-ada' };
    if (error.status === 403) return { what: 'terlarang' };
  }
  return down[0] ? { what: 'bagian-mati', part: down[0] } : { what: 'rusak' };
}

export function troubleTitle(kind: ReturnType<typeof troubleKind>, t: (typeof troubleText)['id']): string {
  return {
    'tidak-ada': t.notFound,
    terlarang: t.forbidden,
    'bagian-mati': t.down,
    rusak: t.broken,
  }[kind.what];
}

function Notice(props: { status: number; title: string; lines: string[]; retry?: boolean }) {
  const t = useText(troubleText);
  const shell = useText(shellText);
  const formats = useFormats();
  const { now, viewer } = useShell();
  const { pathname, search } = useLocation();
  return (
    <section className="notice" aria-labelledby="judul-kabar">
      <p className="notice-code">
        {t.code(props.status)}
        {now.getTime() > 0 && ` · ${formats.dateTime(now)}`}
      </p>
      <h1 id="judul-kabar">{props.title}</h1>
      {props.lines.map((line) => (
        <p key={line} className="lead">
          {line}
        </p>
      ))}
      <p className="actions">
        {props.retry && (
          <a className="button is-main" href={`${pathname}${search}`}>
            {t.retry}
          </a>
        )}
        <Link className={props.retry ? 'button' : 'button is-main'} to={viewer ? '/' : '/masuk'} reloadDocument>
          {viewer ? t.home : shell.signIn}
        </Link>
      </p>
    </section>
  );
}
