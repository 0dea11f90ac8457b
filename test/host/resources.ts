import { spawnSync } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';

/** How many there are of each kind of thing that keeps Node alive. */
export function resourceCounts(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** Source processes that this host has started, dead ones that nobody reaped included; none without `ps`. */
export function sourcePids(known: readonly number[] = []): number[] {
  if (process.platform === 'win32') return [];
  const ps = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const children = ps.stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)?.slice(1) ?? [])
    .filter(([, parent]) => Number(parent) === process.pid);
  // VS Code has children of its own; a dead one has lost its command line and is known by its pid.
  return children
    .filter(([pid, , args]) => args.includes('source.js') || known.includes(Number(pid)))
    .map(([pid]) => Number(pid));
}

/** Open file descriptors by kind: sockets, pipes, event queues; none where the system does not list them. */
export function openFiles(): Record<string, number> {
  const counts: Record<string, number> = {};
  if (process.platform !== 'linux') return counts;
  for (const fd of readdirSync('/proc/self/fd')) {
    const kind = kindOf(`/proc/self/fd/${fd}`);
    if (kind !== undefined) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** Threads of this process, NaN where the system does not list them. */
export function threads(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/task').length : NaN;
}

/** The kind before `:[inode]`; of plain files, which VS Code opens and closes, only devices count. */
function kindOf(link: string): string | undefined {
  try {
    const target = readlinkSync(link);
    if (target.startsWith('/')) return target.startsWith('/dev/') ? target : undefined;
    return target.replace(/:?\[\d+\]$/, '');
  } catch {
    return undefined; // the listing's own descriptor
  }
}
