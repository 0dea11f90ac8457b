// @ts-check
// npm test [-- suite ...] [-- --soak]: everything from a fresh clone to one line `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootstrap, root } from './bootstrap.mjs';
import { check } from './check.mjs';

/** Mocha with its counting reporter; CI sees a suite without files as the failure it is. */
const mocha = path.join('node_modules', 'mocha', 'bin', 'mocha.js');
/** @param {string[]} files under dist/test, with an `!` before those that are left out */
const mochaOn = (...files) => [
  ...['--enable-source-maps', mocha],
  ...files.flatMap((file) =>
    file.startsWith('!') ? ['--ignore', `dist/test/${file.slice(1)}`] : [`dist/test/${file}`],
  ),
];

/** Needs a processor and nothing else, while hosts and pages mostly wait. */
const inProcessor = 'unit/decode/fuzz.test.cjs';

/** The UI suites that drive a whole workbench: they wait for VS Code more than they work. */
const inWorkbench = ['reload*', 'vsix', 'window', 'workbench*'].map(
  (name) => `ui/${name}.test.cjs`,
);

/** @param {...string} which */
const hostTests = (...which) => ['scripts/test-host.mjs', ...which];

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string[]} args for Node
 * @property {import('./bootstrap.mjs').Part[]} needs
 * @property {number} limitMin after which it must be hanging: well above what a busy machine needs
 * @property {boolean} [givesWay] takes the processor when nobody else wants it, beside all that follow
 * @property {boolean} [besideNext] runs while the next one does, and prints what it has to say afterwards
 */

/** What runs, in order. @type {Suite[]} */
const suites = [
  {
    name: 'unit',
    args: mochaOn('unit/**/*.test.cjs', `!${inProcessor}`),
    needs: [],
    limitMin: 5,
  },
  {
    name: 'fuzz',
    args: mochaOn(inProcessor),
    needs: [],
    limitMin: 15,
    givesWay: true,
  },
  {
    name: 'host-debug',
    args: hostTests('today', 'debug'),
    needs: ['today', 'browser', 'qemu', 'gdb'],
    limitMin: 12,
    besideNext: true,
  },
  { name: 'host', args: hostTests('today'), needs: ['today', 'browser'], limitMin: 8 },
  { name: 'host-oldest', args: hostTests('oldest'), needs: ['oldest', 'browser'], limitMin: 5 },
  {
    name: 'ui-workbench',
    args: mochaOn(...inWorkbench),
    needs: ['today', 'browser', 'socat'],
    limitMin: 20,
    besideNext: true,
  },
  {
    name: 'ui-page',
    args: mochaOn('ui/*.test.cjs', ...inWorkbench.map((file) => `!${file}`)),
    needs: ['browser'],
    limitMin: 30,
  },
  { name: 'device', args: mochaOn('device/**/*.test.cjs'), needs: ['socat', 'qemu'], limitMin: 12 },
];

/** Without it only old bundles could run, so nothing does. */
const buildStep = 'esbuild.js';

const inCi = Boolean(process.env.CI);
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const soakFactor = process.argv.includes('--soak') ? 10 : 1;
const chosen = suites.filter(
  ({ name }) => asked.length === 0 || asked.includes(name.split('-')[0]),
);

const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed in which suite, for the end: a run has thousands of lines. @type {string[]} */
const failures = [];

/** @param {string} what @param {string} why */
function unavailable(what, why) {
  console.error(`${what}: ${inCi ? 'FAILED' : 'skipped'}: ${why}`);
  if (inCi) total.failed++;
  else total.skipped++;
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * A suite's children belong to its process group, so that none of them outlives it.
 * @param {import('node:child_process').ChildProcess} child
 */
function kill({ pid }) {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // the group is gone already, which is all we want
  }
}

/**
 * Has a process give way to others. Linux weighs sessions, of which each suite is one, before it weighs processes.
 * @param {import('node:child_process').ChildProcess} child
 */
function giveWay({ pid }) {
  if (pid === undefined) return;
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_LOW);
    writeFileSync(`/proc/${pid}/autogroup`, '19');
  } catch {
    // no such thing here: it takes its share as all others do
  }
}

/**
 * Runs one suite to its end or its time limit and adds up what its reporter counted.
 * @param {Suite} suite
 */
async function runSuite(suite) {
  const results = path.join(root, 'test-results', `${suite.name}.json`);
  rmSync(results, { force: true });
  const title = `\n=== ${suite.name}`;
  const isBeside = suite.besideNext === true || suite.givesWay === true;
  if (!isBeside) console.log(title);
  const env = {
    ...process.env,
    TELEMETRYHUB_RESULTS: results,
    TELEMETRYHUB_SOAK: String(soakFactor),
  };
  const detached = process.platform !== 'win32';
  const stdio = isBeside ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, suite.args, { cwd: root, stdio, env, detached });
  running.add(child);
  if (suite.givesWay) giveWay(child);
  /** @type {Buffer[]} */
  const said = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (/** @type {Buffer} */ chunk) => said.push(chunk));
  }
  const limitMin = suite.limitMin * soakFactor;
  const startedMs = performance.now();
  const timer = setTimeout(() => kill(child), limitMin * 60_000);
  const closed = once(child, 'close');
  await once(child, 'exit');
  clearTimeout(timer);
  kill(child);
  running.delete(child);
  // What it said last may still be in the pipe; a grandchild that left the group may hold it open for ever.
  await Promise.race([closed, sleep(5000, undefined, { ref: false })]);
  if (isBeside) console.log(`${title}\n${Buffer.concat(said).toString()}`);
  const minutes = (performance.now() - startedMs) / 60_000;
  const ending =
    minutes >= limitMin ? `over ${limitMin} min` : `exit ${child.exitCode ?? child.signalCode}`;
  addResults(suite.name, results, ending);
  console.log(`${suite.name}: ${minutes.toFixed(1)} min${slowest(results)}`);
}

/** @param {string} file of results */
function slowest(file) {
  const files = Object.entries(readStats(file).seconds ?? {}).sort((a, b) => b[1] - a[1]);
  const named = files.slice(0, 5).map(([name, seconds]) => `${name} ${seconds.toFixed(0)} s`);
  return named.length === 0 ? '' : `, most of it ${named.join(', ')}`;
}

/**
 * @param {string} name
 * @param {string} file
 * @param {string} ending
 */
function addResults(name, file, ending) {
  const stats = readStats(file);
  total.passed += stats.passes;
  total.failed += stats.failures;
  failures.push(...(stats.failed ?? []).map((test) => `${name}: ${test}`));
  for (let i = 0; i < stats.pending; i++) unavailable(name, 'a test could not run here');
  // A whole report has an end; without one the suite crashed, hung or left early.
  const whole = stats.tests > 0 && stats.end !== undefined;
  if (!whole || (stats.failures === 0 && ending !== 'exit 0')) {
    const crash = `${name}: FAILED: ${stats.tests} tests, ${ending}`;
    console.error(crash);
    failures.push(crash);
    total.failed++;
  }
}

/**
 * @param {string} file
 * @returns {{ tests: number, passes: number, failures: number, pending: number, end?: string, seconds?: Record<string, number>, failed?: string[] }}
 */
function readStats(file) {
  try {
    /** @type {unknown} */
    const parsed = JSON.parse(readFileSync(file, 'utf8'));
    return /** @type {ReturnType<typeof readStats>} */ (parsed);
  } catch {
    // none, or cut off in the middle: the caller counts that as the failure it is
    return { tests: 0, passes: 0, failures: 0, pending: 0 };
  }
}

/** Builds and checks; returns the steps that failed. */
function prepare() {
  const built = spawnSync(process.execPath, ['esbuild.js'], { cwd: root, stdio: 'inherit' });
  const failed = asked.length === 0 ? check() : [];
  return built.status === 0 ? failed : [...failed, buildStep];
}

async function main() {
  mkdirSync(path.join(root, 'test-results'), { recursive: true });
  const missing = bootstrap(chosen.flatMap((suite) => suite.needs));
  const failed = prepare();
  for (const line of failed) console.error(`FAILED: ${line}`);
  total.failed += failed.length;
  /** @type {Promise<void>[]} */
  let beside = [];
  /** @type {Promise<void>[]} */
  const patient = [];
  for (const suite of failed.includes(buildStep) ? [] : chosen) {
    const lacking = suite.needs.filter((need) => missing.includes(need));
    if (lacking.length > 0) {
      unavailable(suite.name, `no ${lacking.join(', ')}`);
      continue;
    }
    const run = runSuite(suite);
    (suite.givesWay ? patient : beside).push(run);
    if (suite.besideNext || suite.givesWay) continue;
    await Promise.all(beside);
    beside = [];
  }
  await Promise.all([...beside, ...patient]);
  for (const failure of [...failed, ...failures]) console.log(`failed: ${failure}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const child of running) kill(child);
    process.exit(130);
  });
}
await main();
