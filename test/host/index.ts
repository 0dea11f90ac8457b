import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';

/**
 * Runs the host suites beside this bundle and rejects when a test fails. On the oldest VS Code only
 * those named `*.min.test` run: what must work there is activation, commands and a plot. Those of the folder `debug` need a
 * board and a debugger beside us, and run by themselves.
 */
export async function run(): Promise<void> {
  // Mocha is an ES module: a bundle in CommonJS gets its constructor only this way on every host.
  const { default: Mocha } = await import('mocha');
  // VS Code formats nothing, and logs much: scripts/host-launcher.mjs shows only what is marked.
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => {
    console.log(`[suite] ${format(...parts)}`);
  };
  const mocha = new Mocha({ timeout: 30_000, forbidOnly: true, color: true });
  const ending = process.env.TELEMETRYHUB_VSCODE === 'oldest' ? '.min.test.js' : '.test.js';
  const debug = process.env.TELEMETRYHUB_SUITE === 'debug';
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
  const chosen = files.filter((f) => f.endsWith(ending) && f.startsWith('debug') === debug);
  for (const file of chosen.sort()) {
    mocha.addFile(path.join(__dirname, file));
  }
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      if (failures === 0) resolve();
      else reject(new Error(`${failures} host tests failed`));
    });
    const results = process.env.TELEMETRYHUB_RESULTS;
    if (results === undefined) return;
    const failed: string[] = [];
    runner.on('fail', (test, error: unknown) => {
      const [why] = String(error).split('\n');
      failed.push(`${test.fullTitle()}: ${why}`);
    });
    // After every test, so that a run that is cut short still says how far it came.
    const write = () => {
      writeFileSync(results, JSON.stringify({ ...runner.stats, failed }));
    };
    for (const event of ['test end', 'fail', 'end']) runner.on(event, write);
  });
}
