/** The request with the scheme and host the visitor used, which a proxy in between may have changed. */
export function asVisitorSaw(request: Request, visitor: { https: boolean; host: string }): Request {
  const url = new URL(request.url);
  if (!visitor.https && url.host === visitor.host) return request;
  const seen = new URL(`${visitor.https ? 'https' : 'http'}://${visitor.host}${url.pathname}${url.search}`);
  const hasBody = request.body !== null;
  return new Request(seen, {
    method: request.method,
    headers: request.headers,
    signal: request.signal,
    ...(hasBody ? { body: request.body, duplex: 'half' } : {}),
  } as RequestInit);
}
