import * as vscode from 'vscode';

/** A row's look: label, description and icon; it has no rows below it until it is told so. */
export function leaf(
  label: string,
  description: string,
  icon?: string,
  colour?: string,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = description;
  if (icon !== undefined) {
    const themeColour = colour === undefined ? undefined : new vscode.ThemeColor(colour);
    item.iconPath = new vscode.ThemeIcon(icon, themeColour);
  }
  return item;
}

/** Lines as Markdown, empty ones left out: names and causes come from devices and are taken as text. */
export function textLines(lines: readonly string[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  for (const line of lines.filter((one) => one !== '')) {
    text.appendText(line).appendMarkdown('\n\n');
  }
  return text;
}
