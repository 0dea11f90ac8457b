import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

/** How many there are of each kind of thing that keeps Node alive. */
export function resourceCounts(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** Command lines of the processes that this host has started and that still run; none without `ps`. */
export function children(): string[] {
  if (process.platform === 'win32') return [];
  const ps = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return ps.stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null && Number(match[2]) === process.pid)
    .map((match) => `${match?.[1] ?? ''} ${match?.[3] ?? ''}`)
    .filter((line) => !/ ps -A/.test(line))
    .sort();
}

/** Open file descriptors, NaN where the system does not list them. */
export function openFiles(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/fd').length : NaN;
}

/** Threads of this process, NaN where the system does not list them. */
export function threads(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/task').length : NaN;
}
