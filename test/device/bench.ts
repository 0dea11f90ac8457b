import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SourceTransport } from '../../src/transport/link';
import type { Chunk, LinkState } from '../../src/model';
import { serialOptions } from '../unit/transport/serialOptions';

/** The bundle under test: suites lie in dist/test/device. */
export const sourcePath = path.resolve(__dirname, '../../source.js');

/** How many times as often `npm run soak` does it. */
export const repetitions = Number(process.env.TELEMETRYHUB_SOAK ?? 1);

/** A transport on a port, with all that it has told. */
export interface Bench {
  readonly transport: SourceTransport;
  readonly chunks: Chunk[];
  readonly links: { state: LinkState; lost: boolean; atMs: number }[];
  readonly dropped: number[];
  readonly lost: () => number;
  readonly opened: () => number;
}

/** Makes the transport; the caller opens and disposes it. */
export async function serialBench(
  port: string,
  inProcess = false,
  textsPath?: string,
): Promise<Bench> {
  const chunks: Chunk[] = [];
  const links: Bench['links'] = [];
  const dropped: number[] = [];
  const source = {
    kind: 'serial',
    bufferBytes: 16 * 1024 * 1024,
    serial: serialOptions(port),
  } as const;
  const transport = new SourceTransport(
    { sourcePath, inProcess, textsPath, source },
    {
      onChunk: (chunk) => chunks.push(chunk),
      onLink: (state, lost) => links.push({ state, lost, atMs: performance.now() }),
      onDropped: (bytes) => dropped.push(bytes),
      onFatal: () => undefined,
      onNote: () => undefined,
      onInjected: () => undefined,
    },
  );
  await transport.load();
  const lost = (): number => links.filter((link) => link.lost).length;
  const opened = (): number => links.filter(({ state }) => state.kind === 'open').length;
  return { transport, chunks, links, dropped, lost, opened };
}

/** How many bytes arrived. */
export function receivedBytes({ chunks }: Bench): number {
  return chunks.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** All bytes that arrived. */
export function received({ chunks }: Bench): Buffer {
  return Buffer.concat(chunks.map(({ bytes }) => bytes));
}

/** Process ids of the children of `pid`; Linux. */
export function childPids(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}

/** The source processes that this test has started and that still live. */
export function sourcePids(): number[] {
  return childPids(process.pid).filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(sourcePath),
  );
}

/** True while the process runs: one that has ended and waits for its parent to notice does not. */
export function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/status`, 'utf8').includes('\nState:\tZ');
  } catch {
    return false;
  }
}

/** Processor time a process has used so far, in milliseconds. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // Behind the name in brackets, which may hold spaces: fields 14 and 15, in ticks of 10 ms.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
