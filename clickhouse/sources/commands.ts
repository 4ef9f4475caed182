import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeAudit } from '../accounts/audit';
import { currentCity } from '../city/apply';
import type { CityProfile, CitySource } from '../city/schema';
import { now } from '../clock';
import { countReplayable } from '../ledger/rejects';
import { findRun, isPull, isPulling, type Run, requestOf, requestRun, unfinishedRuns } from '../ledger/runs';
import { localMidnight } from '../local-time';
import { PlainError } from '../plain-error';
import { whyNoBackfill } from './backfill';
import { isPaused, setPaused } from './switches';

/** Who gives a command, for the audit log: a user's id and role, or `sistem` for the command line. */
export interface Commander {
  actor: string;
  role: string;
  /** What the run is told to be asked by: tombol | perintah. */
  trigger: 'tombol' | 'perintah';
}

/*
 * What a person may order of a source, from its page and from the command line alike. Each is one row that the worker acts on;
 * what cannot be done is refused with one sentence before anything is written.
 */

async function sourceOf(sourceId: string): Promise<{ source: CitySource; profile: CityProfile }> {
  const { profile } = await currentCity();
  const source = profile.sumber.find((s) => s.id === sourceId);
  if (!source) throw new PlainError(`Sumber "${sourceId}" tidak ada pada profil kota.`);
  return { source, profile };
}

const note = ({ actor, role }: Commander, subject: string, detail: string) =>
  writeAudit({ actor, role, action: 'sumber-diatur', subject, detail });

/** Stops (or starts again) the schedule of a source. */
export async function pauseSource(sourceId: string, paused: boolean, by: Commander): Promise<void> {
  const { source } = await sourceOf(sourceId);
  await setPaused(source.id, paused, by.actor);
  await note(by, source.id, paused ? 'jeda' : 'lanjut');
}

/** Refuses what a source in this state does not take. */
async function mayPull(source: CitySource): Promise<void> {
  if (!source.sambungan)
    throw new PlainError(`Sumber "${source.nama}" tidak ditarik sendiri; berkasnya dimuat dengan: rk ingest`);
  if (await isPaused(source.id))
    throw new PlainError(`Sumber "${source.nama}" sedang dijeda. Lanjutkan dulu, lalu ulangi.`);
}

/** Pulls what is new at a source now. */
export async function runNow(sourceId: string, by: Commander): Promise<Run> {
  const { source } = await sourceOf(sourceId);
  await mayPull(source);
  if (await isPulling(source.id))
    throw new PlainError(`Tarikan sumber "${source.nama}" sedang berjalan atau mengantre. Tunggu sampai selesai.`);
  const run = await requestRun(source.id, [], by.trigger);
  await note(by, source.id, 'jalankan');
  return run;
}

/** Asks a source for an older period again: whole days of the city, the last one included. */
export async function backfill(sourceId: string, days: { from: string; to: string }, by: Commander): Promise<Run> {
  const { source, profile } = await sourceOf(sourceId);
  const whyNot = whyNoBackfill(source);
  if (whyNot) throw new PlainError(whyNot);
  await mayPull(source);
  const from = dayStart(days.from, profile.zona_waktu);
  const to = new Date(Math.min(dayStart(days.to, profile.zona_waktu, 1).getTime(), now().getTime()));
  if (from >= to)
    throw new PlainError('Periode tidak sah: tanggal awal harus sebelum tanggal akhir dan sebelum hari ini.');
  const range = { from: from.toISOString(), to: to.toISOString() };
  const run = await requestRun(source.id, [], by.trigger, randomUUID(), { range });
  await note(by, source.id, `isi ulang ${days.from} sampai ${days.to}`);
  return run;
}

function dayStart(day: string, timezone: string, daysLater = 0): Date {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const asDate = new Date(`${day}T00:00:00Z`);
  if (!year || Number.isNaN(asDate.getTime()) || asDate.toISOString().slice(0, 10) !== day)
    throw new PlainError('Tanggal tidak sah. Tulis seperti 2026-08-01.');
  return localMidnight(Number(year), Number(month), Number(date) + daysLater, timezone);
}

/** Does what an ended run did once more, as a new run: the same files, the same period, the same records. */
export async function rerun(runId: string, by: Commander): Promise<Run> {
  const old = /^[0-9a-f-]{36}$/.test(runId) ? await findRun(runId) : undefined;
  if (!old) throw new PlainError('Run ini tidak dikenal.');
  if (old.state === 'antre' || old.state === 'berjalan')
    throw new PlainError('Run ini belum selesai. Tunggu sampai selesai, lalu ulangi.');
  const { source } = await sourceOf(old.source_id);
  const request = requestOf(old);
  if (request.replayOf) return replay(source.id, request.replayOf, by);
  const gone = old.files.filter((file) => !existsSync(file)).length;
  if (request.range) {
    await mayPull(source);
  } else if (isPull(old) && (gone > 0 || old.files.length === 0)) {
    throw new PlainError(
      'Berkas tarikan dibuang sesudah dimuat, jadi tarikan ini tidak dapat diulang. Pakai "Jalankan sekarang", atau isi ulang periodenya.',
    );
  } else if (gone > 0) {
    throw new PlainError(
      `${gone} dari ${old.files.length} berkas run ini sudah tidak ada di tempatnya. Kembalikan berkasnya, atau muat dengan: rk ingest`,
    );
  }
  const run = await requestRun(source.id, request.range ? [] : old.files, by.trigger, randomUUID(), request);
  await note(by, source.id, `ulangi ${runId}`);
  return run;
}

/** Reads rejected records again with the profile and mapping as they are now: those of some runs, or all open ones. */
export async function replay(sourceId: string, runs: string[], by: Commander): Promise<Run> {
  const { source } = await sourceOf(sourceId);
  if (runs.some((run) => !/^[0-9a-f-]{36}$/.test(run))) throw new PlainError('Run ini tidak dikenal.');
  const open = await countReplayable(source.id, runs);
  if (open === 0)
    throw new PlainError(
      'Tidak ada catatan tertolak yang dapat dibaca ulang. Yang rusak bentuknya hanya tertolong oleh berkas yang diperbaiki.',
    );
  const busy = (await unfinishedRuns({ source: source.id })).some((run) => requestOf(run).replayOf);
  if (busy) throw new PlainError('Catatan tertolak sumber ini sedang dibaca ulang. Tunggu sampai selesai.');
  const run = await requestRun(source.id, [], by.trigger, randomUUID(), { replayOf: runs });
  await note(by, source.id, `baca ulang ${open} catatan tertolak`);
  return run;
}
