#!/usr/bin/env node
// @ts-check
// Stands in for the desktop's executable in runTests({ vscodeExecutablePath }): same flags, same exit
// code, but the suite runs in a VS Code server with a headless browser in front of it.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser, root } from './bootstrap.mjs';
import { browserArgs } from './browser.mjs';
import { developmentFolder, makeProfile, startServer } from './server.mjs';

/** How test/host/index.ts marks what belongs to the suite among all that VS Code logs. */
const suiteMark = '[suite] ';

/** @param {string} name */
function flags(name) {
  const prefix = `--${name}=`;
  return process.argv.filter((a) => a.startsWith(prefix)).map((a) => a.slice(prefix.length));
}

/** @param {unknown} argument */
function asText(argument) {
  return typeof argument === 'string' ? argument : JSON.stringify(argument);
}

/**
 * Opens the page that runs the suite, and resolves to the suite's exit code.
 * @param {string} address
 * @param {(line: string) => void} log
 */
async function runInBrowser(address, log) {
  const executablePath = ensureBrowser();
  const browser = await chromium.launch({ executablePath, args: browserArgs() });
  const page = await browser.newPage();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  /** @param {string} type @param {unknown[]} args */
  const onLog = (type, args) => {
    const text = args.map(asText).join(' ');
    if (text.startsWith(suiteMark)) console.log(text.slice(suiteMark.length));
    log(`${type}: ${text}`);
  };
  await page.exposeFunction('codeAutomationLog', onLog);
  /** @type {Promise<number>} */
  const exit = new Promise((resolve, reject) => {
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    page.once('crash', () => {
      reject(new Error('the page crashed'));
    });
  });
  await page.goto(address);
  const code = await exit;
  await browser.close();
  return code;
}

async function main() {
  const host = process.env.TELEMETRYHUB_VSCODE === 'oldest' ? 'oldest' : 'today';
  const profile = makeProfile();
  const server = await startServer(host, profile.folder);
  const extension = developmentFolder(flags('extensionDevelopmentPath'), profile.folder);
  const remote = `vscode-remote://127.0.0.1:${server.port}`;
  const payload = [
    ['extensionDevelopmentPath', remote + extension],
    ['extensionTestsPath', remote + flags('extensionTestsPath')[0]],
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({
    folder: process.argv.slice(2).find((a) => a.startsWith('/')) ?? profile.workspace,
    payload: JSON.stringify(payload),
  });
  /** @type {string[]} */
  const lines = [];
  const suite = process.env.TELEMETRYHUB_SUITE === 'debug' ? `${host}-debug` : host;
  const logFile = path.join(root, 'test-results', `vscode-${suite}.log`);
  try {
    const code = await runInBrowser(`${server.origin}/?${query.toString()}`, (line) =>
      lines.push(line),
    );
    if (code !== 0) console.error(`the suite ended with ${code}; VS Code's own log: ${logFile}`);
    return code;
  } finally {
    mkdirSync(path.dirname(logFile), { recursive: true });
    writeFileSync(logFile, `${lines.join('\n')}\n${server.output()}`);
    await server.stop();
    profile.remove();
  }
}

process.exit(await main());
