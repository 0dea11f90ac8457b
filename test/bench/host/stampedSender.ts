import { writeSync } from 'node:fs';

/**
 * A board: writes CSV rows to its output, of which the first value is the wall clock at their writing, in milliseconds
 * since `baseMs`. Arguments: rows a second, channels, baseMs. Ends with SIGTERM, and says then how many rows it sent.
 */
const [rowsPerS, channels, baseMs] = process.argv.slice(2).map(Number);
const rest = `${',1.5'.repeat(channels - 1)}\n`;
/** A burst that took longer to write would be a backlog: the rest follows in the next one. */
const MAX_ROWS = 4096;

const wallMs = (): number => performance.timeOrigin + performance.now();
const startMs = wallMs();
let sent = 0;
let ending = false;

function burst(): void {
  const nowMs = wallMs();
  const due = Math.floor(((nowMs - startMs) * rowsPerS) / 1000) - sent;
  const rows = Math.min(due, MAX_ROWS);
  if (rows > 0) {
    write(Buffer.from(`${(nowMs - baseMs).toFixed(2)}${rest}`.repeat(rows)));
    sent += rows;
  }
  if (ending) {
    process.stderr.write(`${sent}\n`, () => process.exit(0));
  } else setTimeout(burst, 1);
}

function write(bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

// The first line after a port has opened may be the rest of one, and does not count.
write(Buffer.from('\n'));
process.on('SIGTERM', () => (ending = true));
burst();
