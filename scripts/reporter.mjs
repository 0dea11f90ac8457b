// @ts-check
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** Mocha's `spec`, which also leaves its counts where scripts/test.mjs looks for them. */
class Reporter extends Mocha.reporters.Spec {
  /** @param {Mocha.Runner} runner @param {Mocha.MochaOptions} options */
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.TELEMETRYHUB_RESULTS;
    if (file === undefined) return;
    /** Of each test file with its hooks: who wants a shorter run sees where to look. @type {Record<string, number>} */
    const seconds = {};
    /** Said again at the end of all suites, where it is found. @type {string[]} */
    const failed = [];
    runner.on('fail', (test, /** @type {unknown} */ error) => {
      const [why] = String(error).split('\n');
      failed.push(`${test.fullTitle()}: ${why}`);
    });
    // After every test, so that a run that is cut short still says how far it came.
    const write = () => {
      writeFileSync(file, JSON.stringify({ ...runner.stats, seconds, failed }));
    };
    for (const event of ['test end', 'fail', 'end']) runner.on(event, write);
    let startedMs = 0;
    runner.on('suite', (suite) => {
      if (suite.parent?.root) startedMs = performance.now();
    });
    runner.on('suite end', (suite) => {
      if (!suite.parent?.root) return;
      const name = path.basename(suite.file ?? suite.title);
      seconds[name] = (seconds[name] ?? 0) + (performance.now() - startedMs) / 1000;
    });
  }
}

// Mocha finds a reporter by its module's default export.
export default Reporter;
