// @ts-check
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Mocha's `spec`, which also leaves its counts where scripts/test.mjs looks for them. */
class Reporter extends Mocha.reporters.Spec {
  /** @param {Mocha.Runner} runner @param {Mocha.MochaOptions} options */
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.TELEMETRYHUB_RESULTS;
    if (file === undefined) return;
    // After every test, so that a run that is cut short still says how far it came.
    const write = () => {
      writeFileSync(file, JSON.stringify(runner.stats));
    };
    for (const event of ['test end', 'fail', 'end']) runner.on(event, write);
  }
}

// Mocha finds a reporter by its module's default export.
export default Reporter;
