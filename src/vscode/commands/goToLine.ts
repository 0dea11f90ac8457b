import * as vscode from 'vscode';
import { isText } from '../../decode/isText';
import type { Channel, Device } from '../../device/device';
import {
  namesSought,
  type PrintingPlace,
  type WantedChannel,
} from '../../sourceCode/printingLines';
import { searchSources, type SourceSearch } from '../../sourceCode/searchSources';
import { identifiersOf } from '../../sourceCode/sourceNames';
import { openSettingsAt } from '../openSettings';
import { sourceNamesFor } from '../sourceCode/sourceNameSetting';
import { workspaceSources, type WorkspaceSource } from '../sourceCode/workspaceSources';
import { textColumn } from '../textColumn';
import { numberText } from '../words';
import { onChannel } from './target';

type Place = PrintingPlace & { readonly file: WorkspaceSource };
interface Search extends SourceSearch<WorkspaceSource> {
  readonly isCut: boolean;
}

/** Opens the line of the workspace's sources that prints a channel, or a list of those that equally may; reads only. */
export const goToLine = onChannel(async (_, device, channel) => {
  if (vscode.workspace.workspaceFolders === undefined) {
    throw new Error(
      vscode.l10n.t(
        'No folder is open. Open the folder with the sources of {0}, then try again.',
        device.profile.name,
      ),
    );
  }
  const wanted = wantedOf(device, channel);
  const search = await searchWithProgress(wanted);
  if (search.endedBy === 'cancel') return;
  const [surest] = search.found;
  if (search.found.length === 0) await sayNotFound(wanted, search);
  else
    await open(
      wanted,
      search.found.filter(({ rank }) => rank === surest.rank),
    );
});

function wantedOf({ recentBytes }: Device, { name }: Channel): WantedChannel {
  const identifiers = identifiersOf(name, sourceNamesFor());
  return { name, identifiers, isBinary: !isText(recentBytes) };
}

function searchWithProgress(wanted: WantedChannel): Thenable<Search> {
  const title = vscode.l10n.t('Looking for the line that prints {0}', wanted.name);
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    const { sources, isCut } = await workspaceSources(token);
    const isCancelled = () => token.isCancellationRequested;
    const search = await searchSources(sources, wanted, isCancelled, () => performance.now());
    return { ...search, isCut };
  });
}

async function open(wanted: WantedChannel, places: readonly Place[]): Promise<void> {
  const former = vscode.window.activeTextEditor;
  const back = former && { document: former.document, selection: former.selection };
  const chosen = places.length === 1 ? places[0] : await choose(wanted, places);
  if (chosen !== undefined) await show(chosen, false);
  else if (back !== undefined) {
    // The previews of the list have taken its place.
    await vscode.window.showTextDocument(back.document, { selection: back.selection });
  }
}

interface PlaceItem extends vscode.QuickPickItem {
  readonly place: Place;
}

function choose(wanted: WantedChannel, places: readonly Place[]): Promise<Place | undefined> {
  const items: PlaceItem[] = places.map((place) => ({
    label: `${vscode.workspace.asRelativePath(place.file.uri)}:${String(place.line + 1)}`,
    detail: place.text,
    place,
  }));
  const pick = vscode.window.createQuickPick<PlaceItem>();
  pick.items = items;
  pick.matchOnDetail = true;
  pick.placeholder = vscode.l10n.t('Each of these lines may print {0}', wanted.name);
  return new Promise((resolve) => {
    pick.onDidChangeActive((active) => {
      const item = active.at(0);
      // One that is gone meanwhile has no preview; chosen, it says so.
      if (item !== undefined) show(item.place, true).catch(() => undefined);
    });
    pick.onDidAccept(() => {
      resolve(pick.activeItems.at(0)?.place);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

async function show(place: Place, isPreview: boolean): Promise<void> {
  const at = new vscode.Position(place.line, place.column);
  await vscode.window.showTextDocument(place.file.uri, {
    selection: new vscode.Range(at, at.translate(0, place.length)),
    viewColumn: textColumn(),
    preserveFocus: isPreview,
    preview: isPreview,
  });
}

async function sayNotFound(wanted: WantedChannel, search: Search): Promise<void> {
  const names = namesSought(wanted)
    .map((name) => `"${name}"`)
    .join(', ');
  const text = vscode.l10n.t(
    'No line that prints {0} was found: {1} in {2} source files. If the source calls it otherwise, say so in telemetryhub.sourceNames.',
    wanted.name,
    names,
    numberText(search.filesRead),
  );
  const openSettings = vscode.l10n.t('Open Settings');
  const chosen = await vscode.window.showInformationMessage(
    [text, ...leftOut(search)].join(' '),
    openSettings,
  );
  if (chosen === openSettings) await openSettingsAt('telemetryhub.sourceNames');
}

/** What was not looked at, and why. */
function leftOut({ filesSkipped, endedBy, isCut }: Search): string[] {
  const skipped = numberText(filesSkipped);
  return [
    ...(filesSkipped === 0
      ? []
      : endedBy === undefined
        ? [vscode.l10n.t('{0} files were too large, or could not be read.', skipped)]
        : [vscode.l10n.t('The search ended at its limit; {0} files were not read.', skipped)]),
    ...(isCut ? [vscode.l10n.t('There are more source files than it looks at.')] : []),
  ];
}
