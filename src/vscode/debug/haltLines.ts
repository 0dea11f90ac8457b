import * as vscode from 'vscode';
import type { ShownAtHalt } from '../../api';
import type { Channel } from '../../device/device';
import { meaningText } from '../../meaningText';
import { valuesAt } from '../../sourceCode/valuesAt';
import type { Store } from '../../store/store';
import type { Focus } from '../focus';
import { meaningOf } from '../meaningOf';
import { valueText } from '../words';
import type { HaltedSession } from './debugSessions';
import { sourceUri } from './sourceUri';

/** Writes behind the lines at which targets are held what their devices showed at that moment. */
export class HaltLines {
  private readonly look = vscode.window.createTextEditorDecorationType({
    after: { margin: '0 0 0 3ch', color: new vscode.ThemeColor('telemetryhub.haltValues') },
  });

  constructor(
    private readonly store: Store,
    private readonly focus: Focus,
  ) {}

  /** Shows these and takes away all others; returns what stands in visible editors. */
  show(halts: readonly HaltedSession[]): readonly ShownAtHalt[] {
    const texts = halts
      .map(({ place, ...halt }) => ({
        ...place,
        path: sourceUri(place.path).path,
        text: this.textOf(halt),
      }))
      .filter(({ text }) => text !== '');
    const shown: ShownAtHalt[] = [];
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      const here = texts.filter(
        ({ path, line }) => samePath(path, document.uri.path) && line <= document.lineCount,
      );
      editor.setDecorations(
        this.look,
        here.map(({ line, text }) => {
          const { end } = document.lineAt(line - 1).range;
          const renderOptions = { after: { contentText: text } };
          return { range: new vscode.Range(end, end), renderOptions };
        }),
      );
      shown.push(...here.map(({ path, line, text }) => ({ path, line, text })));
    }
    return shown;
  }

  dispose(): void {
    this.look.dispose();
  }

  private textOf({ device, timeMs }: Omit<HaltedSession, 'place'>): string {
    const plotted = device.channels.filter(({ id }) => this.focus.isPlotted(device, id));
    const channels = plotted.length > 0 ? plotted : device.channels;
    return valuesAt(this.store, channels, timeMs, textOfValue);
  }
}

function textOfValue(value: number, channel: Channel): string {
  return meaningText(value, meaningOf(channel)) ?? valueText(value, channel.unit);
}

/** Drives of Windows are written in either case. */
function samePath(a: string, b: string): boolean {
  const isDrive = /^\/[a-z]:/i;
  return isDrive.test(a) ? a.toLowerCase() === b.toLowerCase() : a === b;
}
