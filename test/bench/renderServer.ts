import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { themes } from '../ui/themes';

/** Bundles that esbuild.js has made, by what the page calls them. */
const FILES = new Map<string, readonly [file: string, type: string]>(
  Object.entries({
    '/page.js': ['bench/renderPage.js', 'text/javascript'],
    '/host.js': ['bench/hostWorker.js', 'text/javascript'],
    '/page.css': ['webview.css', 'text/css'],
  }),
);

function html(): string {
  const { bodyClass, variables } = themes.dark;
  const colours = Object.entries(variables).map(([name, value]) => `--vscode-${name}:${value}`);
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bench</title>
<style>html{${colours.join(';')};--vscode-font-family:sans-serif;--vscode-font-size:13px} body{margin:0}
#app{display:flex;flex-direction:column;height:100vh}</style>
<link rel="stylesheet" href="page.css"></head>
<body class="${bodyClass}"><div id="app"></div><script src="page.js"></script></body></html>`;
}

/** Serves the render bench's page on a free port. */
export async function serveRender(): Promise<{ origin: string; close: () => void }> {
  const server = createServer(({ url = '/' }, response) => {
    const [file, type] = FILES.get(url) ?? [undefined, 'text/html'];
    response.setHeader('content-type', `${type}; charset=utf-8`);
    // Without them a page has no shared memory, of which a store is made.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    response.end(file === undefined ? html() : readFileSync(path.join(__dirname, file)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://127.0.0.1:${String(address.port)}`, close };
}
