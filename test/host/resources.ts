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

/** Processes this host has started and that still run; empty where `ps` is not to be had. */
export function childPids(): number[] {
  if (process.platform === 'win32') return [];
  const ps = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' });
  return ps.stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, name]) => Number(parent) === process.pid && name !== 'ps')
    .map(([pid]) => Number(pid))
    .sort((a, b) => a - b);
}

/** Open file descriptors, NaN where the system does not list them. */
export function openFiles(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/fd').length : NaN;
}

/** Threads of this process, NaN where the system does not list them. */
export function threads(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/task').length : NaN;
}
