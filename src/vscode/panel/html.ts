import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** A page of ours: one script, one style sheet of its name, the toolkit, and a policy that lets nothing else in. */
export function panelHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  page: 'webview' | 'schema' = 'webview',
): string {
  const nonce = randomBytes(16).toString('base64url');
  const asset = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
  const language = vscode.env.language.replaceAll(/[^\w-]/g, '');
  const policy = [
    `default-src 'none'`,
    `img-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${asset(`${page}.css`)}">
<title>TelemetryHub</title>
</head>
<body>
<div id="app"></div>
${texts(nonce)}
<script nonce="${nonce}" src="${asset(`${page}.js`)}" data-toolkit="${asset('toolkit.js')}"></script>
</body>
</html>`;
}

/** The texts in the reader's language; nothing in English, where the keys are the texts. */
function texts(nonce: string): string {
  const { bundle } = vscode.l10n;
  if (bundle === undefined) return '';
  const json = JSON.stringify(bundle).replaceAll('<', '\\u003c');
  return `<script nonce="${nonce}" type="application/json" id="l10n">${json}</script>`;
}
