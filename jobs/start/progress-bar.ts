const WIDTH = 28;

/** A progress line: redrawn in place on a terminal, a line per tenth elsewhere. */
export function progressBar(out: NodeJS.WriteStream = process.stderr) {
  let lastTenth = -1;
  return {
    show(share: number, label: string) {
      const percent = Math.floor(share * 100);
      if (out.isTTY) {
        const full = Math.round(share * WIDTH);
        out.write(
          `\r\x1b[K[${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}] ${String(percent).padStart(3)} %  ${label}`,
        );
      } else if (Math.floor(percent / 10) !== lastTenth) {
        lastTenth = Math.floor(percent / 10);
        out.write(`${String(percent).padStart(3)} %  ${label}\n`);
      }
    },
    done(label: string) {
      out.write(out.isTTY ? `\r\x1b[K${label}\n` : `${label}\n`);
    },
  };
}
