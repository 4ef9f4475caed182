import '@fontsource-variable/plus-jakarta-sans/index.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/components.css';
import './styles/shell.css';
import latinFont from '@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2?url';
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useNonce } from './shell/nonce';
import type { PageHandle } from './shell/page-handle';
import { Shell } from './shell/Shell';
import { shellData } from './shell/shell-data.server';
import { TroublePage, troubleKind, troubleTitle } from './shell/TroublePage';
import type { Theme } from './shell/theme';
import { useShell } from './shell/use-shell';
import { troubleText } from './text/trouble';

export const links: LinksFunction = () => [
  { rel: 'preload', href: latinFont, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
];

export const meta: MetaFunction<typeof loader> = ({ data, error }) => {
  const product = 'Ruang Kendali';
  if (!error) return [{ title: product }];
  const kind = troubleKind(error, data?.down ?? []);
  return [{ title: `${troubleTitle(kind, troubleText[data?.lang ?? 'id'])} · ${product}` }];
};

/** Public by nature: it gives a stranger the city's name and nothing else. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const data = await shellData(request);
  if (data.viewer && data.city.tiles) context.allowTiles?.(data.city.tiles);
  return data;
}

export function Layout({ children }: { children: ReactNode }) {
  const { lang } = useShell();
  const theme = useTheme();
  const nonce = useNonce();
  return (
    <html lang={lang} data-tema={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={{ auto: 'light dark', terang: 'light', gelap: 'dark' }[theme]} />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

function useTheme(): Theme {
  const { theme } = useShell();
  const page = useMatches().at(-1);
  const own =
    (page?.handle as PageHandle | undefined)?.hasOwnTheme && (page?.data as { theme?: Theme } | undefined)?.theme;
  return own || theme;
}

export default function App() {
  return (
    <Shell>
      <Outlet />
    </Shell>
  );
}

export function ErrorBoundary() {
  return (
    <Shell>
      <TroublePage />
    </Shell>
  );
}
