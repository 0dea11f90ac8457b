import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/bootstrap.mjs';
import { themes, type ThemeName } from './themes';

/** A page that is only the stage, so that its suites stand on no other part of the panel. */
const ENTRY = `
import { EventBook } from './webview/eventBook';
import { Popover } from './webview/popover';
import { Stage } from './webview/stage';
import './webview/toolkit';
const events = new EventBook();
const root = document.getElementById('app');
const stage = new Stage({
  root,
  post: (message) => { void window.telemetryhubReceive(message); },
  spanMs: 60000,
  onSpan: (spanMs) => { root.dataset.span = String(spanMs); },
  events,
  popover: new Popover(document.body),
  showTable: () => { root.dataset.table = 'shown'; },
});
const body = document.createElement('div');
body.className = 'body';
body.dataset.tab = 'plots';
body.append(stage.element);
root.append(body);
window.stage = stage;
window.addEventListener('message', ({ data }) => {
  if (data.type === 'events') events.apply(data);
  stage.receive(data);
});
`;

let bundle: Promise<{ js: string; css: string }> | undefined;

async function bundled(): Promise<{ js: string; css: string }> {
  const common = { bundle: true, write: false, target: 'chrome130', logLevel: 'warning' } as const;
  const stdin = { contents: ENTRY, resolveDir: root, loader: 'ts' } as const;
  const [script, style] = await Promise.all([
    build({ ...common, stdin, format: 'iife', platform: 'browser' }),
    build({ ...common, entryPoints: [path.join(root, 'webview/style.css')], outdir: 'unused' }),
  ]);
  return { js: script.outputFiles[0].text, css: style.outputFiles[0].text };
}

function html(theme: ThemeName): string {
  const { bodyClass, variables } = themes[theme];
  const colours = Object.entries(variables).map(([name, value]) => `--vscode-${name}:${value}`);
  const fonts =
    '--vscode-font-family:"Segoe UI","Ubuntu","Liberation Sans","DejaVu Sans",sans-serif;--vscode-font-size:13px;' +
    '--vscode-editor-font-family:"Liberation Mono",monospace';
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Stage</title>
<style>html{${colours.join(';')};${fonts}} #app{display:flex;flex-direction:column;overflow:auto}</style>
<link rel="stylesheet" href="stage.css"></head>
<body class="${bodyClass}"><div id="app"></div><script src="stage.js"></script></body></html>`;
}

/** Serves the stage alone, built from its sources, on a free port. */
export async function serveStage(theme: ThemeName): Promise<{ origin: string; close: () => void }> {
  bundle ??= bundled();
  const { js, css } = await bundle;
  const server = createServer(({ url = '/' }, response) => {
    const [type, text] = url.endsWith('.js')
      ? ['javascript', js]
      : url.endsWith('.css')
        ? ['css', css]
        : ['html', html(theme)];
    response.setHeader('content-type', `text/${type}; charset=utf-8`);
    response.end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://127.0.0.1:${String(address.port)}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
