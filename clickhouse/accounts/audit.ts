import { now } from '../clock';
import { DATABASE, warehouse } from '../warehouse/client';

/** What people did that somebody may later have to answer for. */
type AuditAction =
  | 'masuk'
  | 'masuk-gagal'
  | 'keluar'
  | 'keluar-semua'
  | 'undangan-dibuat'
  | 'undangan-diterima'
  | 'sandi-diganti'
  | 'akun-diubah'
  | 'akun-dinonaktifkan'
  | 'token-dibuat'
  | 'token-dicabut'
  | 'lihat-data-pribadi'
  | 'ekspor'
  | 'sumber-diatur'
  | 'sumber-ditambah'
  | 'berkas-diunggah'
  | 'keberatan-diajukan'
  | 'keberatan-dicabut'
  | 'keberatan-diterima'
  | 'keberatan-ditolak'
  | 'nilai-dinyatakan'
  | 'alarm-rahasia'
  | 'alarm-dibaca'
  | 'alarm-dibisukan'
  | 'alarm-dibunyikan'
  | 'layar-dipasang'
  | 'layar-dinamai'
  | 'layar-diatur'
  | 'layar-dicabut';

interface AuditEntry {
  /** The user's id, never a name or e-mail; `sistem` for the product itself. */
  actor: string;
  role: string;
  action: AuditAction;
  subject?: string;
  detail?: string;
}

/** Adds one line to the audit log. */
export async function writeAudit(entry: AuditEntry): Promise<void> {
  await warehouse().insert({
    table: `${DATABASE}.audit_log`,
    values: [{ at: now().toISOString(), subject: '', detail: '', ...entry }],
    format: 'JSONEachRow',
  });
}
