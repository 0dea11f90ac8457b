// @ts-check
// npm run package: one VSIX for all platforms, refused when it holds anything but what it should.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './bootstrap.mjs';

const maxBytes = 3 * 1024 * 1024;

/** What must be inside; everything inside must match one of `allowed`. */
const required = [
  'package.json',
  'package.nls.json',
  'package.nls.de.json',
  'l10n/bundle.l10n.de.json',
  'media/walkthrough/simulate.md',
  'readme.md',
  'changelog.md',
  'LICENSE.txt',
  'dist/extension.js',
  'dist/worker.js',
  'dist/scriptWorker.js',
  'dist/previewWorker.js',
  'dist/source.js',
  'dist/webview.js',
  'dist/webview.css',
  'dist/schema.js',
  'dist/toolkit.js',
  'dist/schema.css',
  'dist/NOTICES.txt',
  'prebuilds/linux-x64/@serialport+bindings-cpp.glibc.node',
  'prebuilds/win32-x64/@serialport+bindings-cpp.node',
  'prebuilds/darwin-x64+arm64/@serialport+bindings-cpp.node',
];
const allowed = [
  /^dist\/(extension|worker|scriptWorker|previewWorker|source|webview|toolkit|schema|cli)\.js$/,
  /^dist\/parts\/[\w-]+\.js$/,
  /^dist\/((webview|schema)\.css|NOTICES\.txt)$/,
  /^media\/[\w-]+\.(png|svg|ttf)$/,
  /^media\/walkthrough\/[\w.-]+\.(md|png|svg)$/,
  /^prebuilds\/(?!android)[\w+-]+\/[\w@+.-]+\.node$/,
  /^l10n\/bundle\.l10n\.\w+\.json$/,
  /^package(\.nls(\.\w+)?)?\.json$/,
  /^(readme|changelog)\.md$/,
  /^LICENSE\.txt$/,
];

/** The names of all entries of a ZIP file, from its central directory. @param {Buffer} zip */
function zipEntries(zip) {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = zip.readUInt32LE(end + 16);
  return Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
    const nameBytes = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameBytes);
    at += 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    return name;
  });
}

/** What is wrong with the package, in words. @param {string} file */
function problemsOf(file) {
  const prefix = 'extension/';
  const names = zipEntries(readFileSync(file))
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
  const bytes = statSync(file).size;
  return [
    ...required.filter((name) => !names.includes(name)).map((name) => `lacks ${name}`),
    ...names.filter((name) => !allowed.some((a) => a.test(name))).map((name) => `holds ${name}`),
    ...(bytes > maxBytes ? [`has ${bytes} bytes, more than ${maxBytes}`] : []),
  ];
}

/** Packs the extension and checks the result; returns the VSIX. Throws when anything is wrong. */
export function packageVsix() {
  const file = path.join(root, 'telemetryhub.vsix');
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = [vsce, 'package', '--no-dependencies', '--out', file];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`vsce failed:\n${stdout}${stderr}`);
  const warnings = `${stdout}${stderr}`.split('\n').filter((line) => /warn/i.test(line));
  const problems = [...warnings, ...problemsOf(file)];
  if (problems.length > 0) throw new Error(`the package is not right:\n${problems.join('\n')}`);
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = packageVsix();
  console.log(`${path.basename(file)}: ${(statSync(file).size / 1024 / 1024).toFixed(2)} MB`);
}
