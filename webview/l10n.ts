import { config } from '@vscode/l10n';

/** Must be the first import of the page: from here on every text is in the reader's language. */
const table = document.getElementById('l10n')?.textContent;
if (table !== undefined && table.trim() !== '') config({ contents: table });
