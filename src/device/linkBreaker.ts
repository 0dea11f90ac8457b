import { t } from '@vscode/l10n';
import type { OnHit } from '../fault/bytePath';
import type { FaultSpec } from '../model';
import type { Transport } from '../transport/transport';
import type { DeviceClock } from './clock';

/** Faults that act on the link itself, every so often: `disconnect` and `dtrGlitch`. */
export class LinkBreaker {
  private readonly cancels = new Map<number, () => void>();

  constructor(
    private readonly clock: DeviceClock,
    private readonly transport: () => Transport,
    private readonly onNote: (text: string) => void,
  ) {}

  add(faultId: number, spec: FaultSpec, onHit: OnHit): void {
    let left = spec.count ?? Infinity;
    const wait = () => {
      const cancel = this.clock.after(spec.parameters.everyS * 1000, () => {
        left--;
        onHit(this.clock.nowMs(), 1);
        this.strike(spec);
        if (left > 0 && this.cancels.has(faultId)) wait();
      });
      this.cancels.set(faultId, cancel);
    };
    wait();
  }

  remove(faultId: number): void {
    this.cancels.get(faultId)?.();
    this.cancels.delete(faultId);
  }

  private strike({ kind, parameters }: FaultSpec): void {
    const transport = this.transport();
    const done =
      kind === 'disconnect'
        ? transport.dropLink?.(t('broken by a fault'))
        : transport.glitchDtr?.(parameters.holdMs);
    done?.catch((error: unknown) => {
      this.onNote(error instanceof Error ? error.message : String(error));
    });
  }
}
