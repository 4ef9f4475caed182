import { createHash } from 'node:crypto';
import { complaintClusters, complaintDays } from '../../clickhouse/map/complaints';
import { gridZoom } from '../../clickhouse/map/grid';
import type { MetricInput } from '../../clickhouse/metrics';
import { readBox } from './map-address';
import { spotOf } from './map-page.server';

/** What a map that is moved asks for: `isi=kelompok&zoom=12.4&kotak=w,s,e,n`, or `isi=hari` for the days of the period. */
export async function mapAnswer(asked: URLSearchParams, input: MetricInput) {
  if (asked.get('isi') === 'hari') return complaintDays(input);
  const box = readBox(asked.get('kotak'));
  const zoom = Number(asked.get('zoom') || Number.NaN);
  if (asked.get('isi') !== 'kelompok' || !box || !Number.isFinite(zoom)) return null;
  return { zoom: gridZoom(zoom), clusters: (await complaintClusters(input, gridZoom(zoom), box)).map(spotOf) };
}

/** JSON with a tag of its content, so that what has not changed is not sent again. */
export function taggedJson(request: Request, content: unknown): Response {
  const text = JSON.stringify(content);
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  const headers = { ETag: tag, 'Cache-Control': 'private, no-cache', 'Content-Type': 'application/json' };
  // A proxy or the compression on the way may have made the tag a weak one.
  const known = (request.headers.get('If-None-Match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes(tag) ? new Response(null, { status: 304, headers }) : new Response(text, { headers });
}
