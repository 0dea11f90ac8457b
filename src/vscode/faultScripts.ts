import { t } from '@vscode/l10n';
import type { Device } from '../device/device';
import type { Devices } from '../device/devices';
import type * as scriptCode from '../fault/script';
import type { FaultClock } from '../fault/stage';
import { listen } from '../listen';
import type { FaultScript, FaultSpec } from '../model';

/** Where scripts are kept: the setting `telemetryhub.faultScripts` in the extension. */
export interface ScriptStore {
  /** As it counts, checked for nothing. */
  read(): unknown;
  write(value: unknown): Promise<void>;
}

/** A script under way. */
export interface RunningScript {
  readonly device: Device;
  readonly run: scriptCode.ScriptRun;
}

const SETTING = 'telemetryhub.faultScripts';

/**
 * The fault scripts of the workspace, and which of them are under way; each runs once at a time. What reads and runs them is
 * loaded with the first: most workspaces have none.
 */
export class FaultScripts {
  private scripts: readonly FaultScript[] = [];
  private wrong: readonly string[] = [];
  private readonly running = new Map<string, RunningScript>();
  private readonly listeners = new Set<() => void>();
  private writing: Promise<void> = Promise.resolve();
  private readonly off: () => void;
  private code: typeof scriptCode | undefined;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly devices: Devices,
    private readonly clock: FaultClock,
    private readonly store: ScriptStore,
    private readonly onError: (error: unknown) => void,
  ) {
    this.off = devices.onChange(() => {
      void this.stopWhere(({ device }) => this.devices.get(device.profile.id) !== device);
    });
  }

  /** In the order of the setting; those that are wrong are left out. */
  get all(): readonly FaultScript[] {
    return this.scripts;
  }

  /** What is wrong with the setting, one message each. */
  get problems(): readonly string[] {
    return this.wrong;
  }

  /** The run of a script; undefined while it does not run. */
  runOf(name: string): RunningScript | undefined {
    return this.running.get(name);
  }

  get someRuns(): boolean {
    return this.running.size > 0;
  }

  /** Resolves once the setting has been read, where it is being read. */
  get settled(): Promise<void> {
    return this.reading;
  }

  /** Reads the setting, for the first time or again; before that there are none. */
  apply(): Promise<void> {
    this.reading = this.read();
    return this.reading;
  }

  /** Starts a script on a device; rejects where it cannot. What it cannot arm ends it and is handed to `onError`. */
  async start(script: FaultScript, device: Device): Promise<void> {
    const { ScriptRun } = await this.load();
    if (this.running.has(script.name)) {
      throw new Error(t('{0} runs already. Stop it first.', script.name));
    }
    if (script.steps.length === 0) {
      throw new Error(t('{0} has no faults yet. Add one from the panel.', script.name));
    }
    const run = new ScriptRun(script, device, this.clock);
    this.running.set(script.name, { device, run });
    this.changed();
    const end = () => {
      if (this.running.get(script.name)?.run === run) this.running.delete(script.name);
      this.changed();
    };
    run.finished.catch(this.onError).finally(end);
  }

  /** Ends a script and disarms what it has armed; does nothing when it does not run. */
  async stop(name: string): Promise<void> {
    await this.stopWhere(({ run }) => run.script.name === name);
  }

  /** Ends every script that runs on one of these devices. */
  async stopOn(devices: readonly Device[]): Promise<void> {
    await this.stopWhere(({ device }) => devices.includes(device));
  }

  /** Adds a script, or replaces the one of that name. */
  save(script: FaultScript): Promise<void> {
    return this.edit((entries) => {
      const at = entries.findIndex((entry) => nameOf(entry) === script.name);
      return at < 0 ? [...entries, script] : entries.with(at, script);
    });
  }

  /** Adds a fault to a script, which is made where there is none of that name. */
  addStep(name: string, atS: number, fault: FaultSpec): Promise<void> {
    const steps = this.scripts.find((script) => script.name === name)?.steps ?? [];
    return this.save({ name, steps: [...steps, { atS, fault }].sort((a, b) => a.atS - b.atS) });
  }

  /** Ends a script and forgets it. */
  async remove(name: string): Promise<void> {
    await this.stop(name);
    await this.edit((entries) => entries.filter((entry) => nameOf(entry) !== name));
  }

  /** Called when scripts came or went, started or ended. */
  onChange(listener: () => void): () => void {
    return listen(this.listeners, listener);
  }

  dispose(): void {
    this.off();
    this.listeners.clear();
    void this.stopWhere(() => true);
  }

  private async read(): Promise<void> {
    if (this.entries().length > 0) await this.load();
    const wrong: string[] = [];
    const scripts: FaultScript[] = [];
    for (const entry of this.entries(wrong)) {
      const script = this.code?.parseScript(entry);
      if (script === undefined) continue;
      if (typeof script === 'string') wrong.push(`${SETTING}: ${script}`);
      else if (scripts.some(({ name }) => name === script.name)) {
        wrong.push(t('{0}: two scripts are named {1}. Rename one.', SETTING, script.name));
      } else scripts.push(script);
    }
    this.wrong = wrong;
    this.scripts = scripts;
    this.changed();
  }

  private async load(): Promise<typeof scriptCode> {
    return (this.code ??= await import('../fault/script'));
  }

  private async stopWhere(chosen: (one: RunningScript) => boolean): Promise<void> {
    const ending = [...this.running.values()].filter(chosen);
    await Promise.all(ending.map(({ run }) => run.cancel())).catch(this.onError);
  }

  private entries(wrong: string[] = []): unknown[] {
    const value = this.store.read();
    if (Array.isArray(value)) return value as unknown[];
    if (value !== undefined) wrong.push(t('{0} must be a list in brackets.', SETTING));
    return [];
  }

  private edit(change: (entries: unknown[]) => unknown[]): Promise<void> {
    // One after the other: each starts from what the former has written.
    const edited = this.writing.then(async () => {
      await this.store.write(change(this.entries()));
      await this.apply();
    });
    this.writing = edited.catch(() => undefined);
    return edited;
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

function nameOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : undefined;
}
