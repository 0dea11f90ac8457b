import * as vscode from 'vscode';
import { writeFormat } from '../../decode/writeFormat';
import type { Device } from '../../device/device';
import { twoDecimals } from '../../numberFormat';
import { LINE_KINDS } from '../../wireFormat';
import { openSettingsAt } from '../openSettings';
import type { CommandContext } from './context';
import { newDecoderScript } from './decoderScript';
import { onDevice } from './target';

/** Keeps the format that was detected, whatever comes. */
export const pinFormat = onDevice(async ({ defined }, device) => {
  const { format } = device;
  if (format.kind === 'set') return;
  if (format.kind !== 'detected') {
    throw new Error(
      vscode.l10n.t(
        'The format of {0} is not known yet: there is nothing to pin. Choose one instead.',
        device.profile.name,
      ),
    );
  }
  await defined.setFormat(device, writeFormat(format.format));
});

/** Changes to the format that "Why is nothing plotted?" proposes. */
export const useProposedFormat = onDevice(async ({ defined }, device) => {
  const explained = await device.explained();
  const remedy = explained.find((one) => one.remedy !== undefined)?.remedy;
  if (remedy === undefined) {
    throw new Error(
      vscode.l10n.t('No known format reads what {0} sends. Choose one.', device.profile.name),
    );
  }
  await defined.setFormat(device, writeFormat(remedy));
});

interface FormatItem extends vscode.QuickPickItem {
  readonly choose?: () => Promise<void>;
}

/** Asks for the format: those that fit the last bytes first, with their scores. */
export const chooseFormat = onDevice(async (context, device) => {
  const items = [...(await fitting(context, device)), ...others(context, device)];
  const placeHolder = vscode.l10n.t('Wire format of {0}', device.profile.name);
  const chosen = await vscode.window.showQuickPick(items, { placeHolder });
  await chosen?.choose?.();
});

async function fitting({ defined }: CommandContext, device: Device): Promise<FormatItem[]> {
  const auto: FormatItem = {
    label: `$(search) ${vscode.l10n.t('Detect it')}`,
    description: 'auto',
    choose: () => defined.setFormat(device, 'auto'),
  };
  const fits = await device.guesses();
  const guesses = fits.map(({ format, score }): FormatItem => {
    const description = vscode.l10n.t('fits the last bytes: {0}', twoDecimals(score));
    const choose = () => defined.setFormat(device, writeFormat(format));
    return { label: format.kind, description, choose };
  });
  return [auto, ...guesses];
}

function others(context: CommandContext, device: Device): FormatItem[] {
  const { defined } = context;
  const separator = (label: string): FormatItem => {
    return { label, kind: vscode.QuickPickItemKind.Separator };
  };
  const byName = [...LINE_KINDS, 'justFloat', 'indexFloat', 'min', 'serialTransfer'] as const;
  return [
    separator(vscode.l10n.t('All that need no more than a name')),
    ...byName.map((kind): FormatItem => {
      return { label: kind, choose: () => defined.setFormat(device, kind) };
    }),
    separator(vscode.l10n.t('Binary frames with fields, and decoders of your own')),
    {
      label: `$(symbol-structure) ${vscode.l10n.t('Build a schema…')}`,
      choose: async () => {
        (await context.schemas.get()).open(device);
      },
    },
    {
      label: `$(new-file) ${vscode.l10n.t('Write a decoder script…')}`,
      choose: async () => {
        await newDecoderScript(context, device.profile.id);
      },
    },
    {
      label: `$(settings-gear) ${vscode.l10n.t('Define in settings…')}`,
      choose: () => openSettingsAt('telemetryhub.devices'),
    },
  ];
}
