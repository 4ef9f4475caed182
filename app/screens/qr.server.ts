import { create } from 'qrcode';

/** A QR code as one SVG path of unit squares, without its quiet zone. */
export interface QrDrawing {
  size: number;
  path: string;
}

/** Draws an address so that a phone reads it off a wall. */
export function drawQr(text: string): QrDrawing {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const rows = Array.from({ length: size }, (_, y) => {
    const runs: string[] = [];
    for (let x = 0; x < size; ) {
      let end = x;
      while (end < size && modules.get(y, end)) end += 1;
      if (end > x) runs.push(`M${x} ${y}h${end - x}v1h${x - end}z`);
      x = Math.max(end, x + 1);
    }
    return runs.join('');
  });
  return { size, path: rows.join('') };
}
