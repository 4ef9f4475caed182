/**
 * What a browser may do with our pages. Everything comes from our own origin; inline scripts are those
 * that the answer names, by its nonce or by their hashes.
 * `tiles` is the origin of the map's background where the city's profile configures one: the only other origin there ever is.
 * `style-src 'unsafe-inline'` is for style attributes of server-drawn charts; it cannot run code.
 */
export function securityHeaders(
  inlineScripts: readonly string[],
  https: boolean,
  tiles: string | null = null,
): Record<string, string> {
  const ofTiles = tiles ? ` ${tiles}` : '';
  return {
    'Content-Security-Policy': [
      "default-src 'self'",
      `script-src 'self' ${inlineScripts.join(' ')}`,
      "style-src 'self' 'unsafe-inline'",
      `img-src 'self' data: blob:${ofTiles}`,
      "font-src 'self'",
      `connect-src 'self'${ofTiles}`,
      "worker-src 'self'",
      "object-src 'none'",
      "base-uri 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    // Over plain http a browser ignores these two, and complains of the second.
    ...(https ? { 'Strict-Transport-Security': 'max-age=15552000', 'Cross-Origin-Opener-Policy': 'same-origin' } : {}),
  };
}
