import * as vscode from 'vscode';
import { nothingCame, type Explanation } from '../decode/explain';
import type { Device } from '../device/device';
import { formatText, numberText } from './words';

/** "Why is nothing plotted?" answered in full: what came, the rule it broke, the nearest format, the fix. */
export async function explainText(device: Device): Promise<string> {
  const { l10n } = vscode;
  const { bytesIn, samples } = device.counters;
  const explanations = bytesIn === 0 ? [nothingCame()] : await device.explained();
  const came = l10n.t(
    '{0}: {1} bytes in, {2} samples. Format: {3}.',
    device.profile.name,
    numberText(bytesIn),
    numberText(samples),
    formatText(device.format),
  );
  if (explanations.length === 0) {
    return [came, '', l10n.t('Nothing is refused: all that came is plotted.'), ''].join('\n');
  }
  return [came, '', ...explanations.flatMap(paragraph)].join('\n');
}

function paragraph({ excerpt, count, rule, nearest, fix }: Explanation): string[] {
  const { l10n } = vscode;
  const many = count > 1 ? ` (${l10n.t('{0} times', numberText(count))})` : '';
  return [
    ...(excerpt === '' ? [] : [`${l10n.t('Received:')}  ${excerpt}`]),
    `${l10n.t('Rule broken:')}  ${rule}${many}`,
    ...(nearest === undefined ? [] : [`${l10n.t('Nearest format:')}  ${nearest}`]),
    `${l10n.t('What to do:')}  ${fix}`,
    '',
  ];
}
