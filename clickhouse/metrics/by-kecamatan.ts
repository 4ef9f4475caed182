export interface KecamatanComplaints {
  /** Kemendagri code such as 36.71.04. */
  kode: string;
  nama: string;
  penduduk: number | null;
  /** Open complaints. */
  terbuka: number;
  /** Of those, past their limit. */
  lewatBatas: number;
  /** Open complaints per 10,000 residents; null when the population is not known. */
  per10rb: number | null;
}

/** Open complaints of every kecamatan at one moment, and those that the map cannot show. */
export async function openComplaintsByKecamatan(_input: {
  at: Date;
  timezone: string;
}): Promise<{ rows: KecamatanComplaints[]; tanpaLokasi: number; luarKota: number; total: number }> {
  throw new Error('not implemented');
}

/** Complaints received in a period by what became of them; the parts and the remainder add up to the total. */
export interface ComplaintTotals {
  total: number;
  /** Received, not yet in work. */
  menunggu: number;
  diproses: number;
  /** Closed by the reporter or an admin. */
  selesai: number;
  ditutupSistem: number;
  diarsipkan: number;
  bukanKewenangan: number;
  tertunda: number;
  /** Total minus the parts: states that none of them names ("belum terklasifikasi"). */
  sisa: number;
}

export async function complaintTotals(_input: { from: Date; to: Date; skpd?: string }): Promise<ComplaintTotals> {
  throw new Error('not implemented');
}
