import * as vscode from 'vscode';
import type { ShownAtHalt } from '../../api';
import type { Store } from '../../store/store';
import { Disposables } from '../disposables';
import type { Focus } from '../focus';
import { OnDemand } from '../onDemand';
import type { DebugSessions } from './debugSessions';
import type { HaltLines } from './haltLines';

const SETTING = 'telemetryhub.debug.valuesAtHalt';

/** Has the lines at which debuggers hold targets show what was measured; its code is loaded with the first halt. */
export class HaltValues {
  private readonly owned = new Disposables();
  private readonly lines: OnDemand<HaltLines>;
  private shownLines: readonly ShownAtHalt[] = [];
  /** Nothing is loaded before it. */
  private wasHalted = false;

  constructor(
    private readonly sessions: DebugSessions,
    store: Store,
    focus: Focus,
    private readonly onBug: (error: unknown) => void,
  ) {
    this.lines = this.owned.add(
      new OnDemand(async () => {
        const { HaltLines: Lines } = await import('./haltLines');
        return new Lines(store, focus);
      }),
    );
    this.owned.onDispose(sessions.onChange(() => this.update()));
    this.owned.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SETTING)) this.update();
      }),
    );
    this.owned.add(vscode.window.onDidChangeVisibleTextEditors(() => this.update()));
  }

  /** What stands behind lines of visible editors now. */
  get shown(): readonly ShownAtHalt[] {
    return this.shownLines;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private update(): void {
    this.wasHalted ||= this.sessions.halted.length > 0;
    if (this.wasHalted) this.show().catch(this.onBug);
  }

  private async show(): Promise<void> {
    const lines = await this.lines.get();
    const isOn = vscode.workspace.getConfiguration().get(SETTING) !== false;
    // Asked now: it may have gone on while the code was loaded.
    this.shownLines = lines.show(isOn ? this.sessions.halted : []);
  }
}
