import { config } from '@vscode/l10n';
import { writeNumbersIn } from '../src/numberFormat';

/** Must be the first import of the page: from here on every text and number is in the reader's language. */
const table = document.getElementById('l10n')?.textContent;
if (table !== undefined && table.trim() !== '') config({ contents: table });
writeNumbersIn(document.documentElement.lang);
