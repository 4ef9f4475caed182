import { useText } from '../shell/use-shell';
import { defineText } from '../text/define';

const certificateText = defineText({
  id: { certificate: 'Sertifikat (PDF)' },
  en: { certificate: 'Certificate (PDF, in Indonesian)' },
});

/** To the printed result of an office and month. */
export function CertificateLink({ skpd, month }: { skpd: string; month: string }) {
  const t = useText(certificateText);
  return (
    <a href={`/kematangan/${skpd}/sertifikat.pdf?bulan=${month}`} target="_blank" rel="noreferrer">
      {t.certificate}
    </a>
  );
}
