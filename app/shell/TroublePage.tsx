import { isRouteErrorResponse, Link, useLocation, useRouteError } from '@remix-run/react';
import { shellText } from '../text/shell';
import { troubleText } from '../text/trouble';
import { useRoleName } from './AccountMenu';
import { isTrouble, type Part } from './trouble';
import { useFormats, useShell, useText } from './use-shell';

/** What stands where a page could not: not found, outside the role, a part that is down, or our own mistake. */
export function TroublePage() {
  const error = useRouteError();
  const t = useText(troubleText);
  const { down, viewer } = useShell();
  const roleName = useRoleName();
  const trouble = isRouteErrorResponse(error) && isTrouble(error.data) ? error.data : null;
  const status = isRouteErrorResponse(error) ? error.status : 500;

  if (trouble?.what === 'tidak-ada' || status === 404) {
    return <Notice status={404} title={t.notFound} lines={[t.notFoundWhy]} />;
  }
  if (trouble?.what === 'terlarang') {
    return <Notice status={403} title={t.forbidden} lines={[t.forbiddenWhy(viewer ? roleName(viewer.role) : '?')]} />;
  }
  // A page that failed while a part is down failed because of it: the root asked the parts in the same request.
  const part: Part | undefined = trouble?.what === 'bagian-mati' ? trouble.part : down[0];
  if (part) {
    const why = part === 'engine' ? t.downEngine : t.downRedis;
    return <Notice status={503} title={t.down} lines={[why, t.downNext]} retry />;
  }
  return <Notice status={status} title={t.broken} lines={[t.brokenWhy]} retry />;
}

function Notice(props: { status: number; title: string; lines: string[]; retry?: boolean }) {
  const t = useText(troubleText);
  const shell = useText(shellText);
  const formats = useFormats();
  const { now, viewer } = useShell();
  const { pathname, search } = useLocation();
  return (
    <section className="notice" aria-labelledby="judul-kabar">
      <title>{`${props.title} · Ruang Kendali`}</title>
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
