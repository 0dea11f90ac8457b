import { t } from '@vscode/l10n';
import type { OnHit } from '../fault/stage';
import type { FaultSpec } from '../model';
import type { Transport } from '../transport/transport';
import type { DeviceClock } from './clock';

/** What the link breaker needs of its device. */
export interface LinkBreakerParts {
  readonly clock: DeviceClock;
  readonly transport: () => Transport;
  readonly isOpen: () => boolean;
  /** The device cannot do what was asked, and never will. */
  readonly onImpossible: (faultId: number, why: string) => void;
}

interface Placed {
  readonly spec: FaultSpec;
  readonly onHit: OnHit;
  left: number;
  cancel: () => void;
}

/** Faults that act on the link itself, every so often while it is open: `disconnect` and `dtrGlitch`. */
export class LinkBreaker {
  private readonly placed = new Map<number, Placed>();

  constructor(private readonly parts: LinkBreakerParts) {}

  /** Strikes `everyS` seconds from now, and so on. */
  add(faultId: number, spec: FaultSpec, onHit: OnHit): void {
    const left = spec.count ?? Infinity;
    const placed: Placed = { spec, onHit, left, cancel: () => undefined };
    this.placed.set(faultId, placed);
    this.wait(faultId, placed);
  }

  remove(faultId: number): void {
    this.placed.get(faultId)?.cancel();
    this.placed.delete(faultId);
  }

  private wait(faultId: number, placed: Placed): void {
    placed.cancel = this.parts.clock.after(placed.spec.parameters.everyS * 1000, () => {
      if (this.parts.isOpen()) this.strike(faultId, placed);
      if (placed.left > 0 && this.placed.has(faultId)) this.wait(faultId, placed);
    });
  }

  private strike(faultId: number, placed: Placed): void {
    const { spec, onHit } = placed;
    placed.left--;
    const { clock, onImpossible } = this.parts;
    const transport = this.parts.transport();
    const timeMs = clock.nowMs();
    if (spec.kind === 'disconnect') {
      // Known before the link breaks: whoever notices it must find the injection.
      onHit([{ timeMs, count: 1 }]);
      transport.dropLink?.(t('broken by a fault')).catch((error: unknown) => {
        onImpossible(faultId, messageOf(error));
      });
      return;
    }
    const { holdMs } = spec.parameters;
    transport
      .glitchDtr?.(holdMs)
      .then(() => onHit([{ timeMs, count: 1, untilMs: timeMs + holdMs }]))
      .catch((error: unknown) => onImpossible(faultId, messageOf(error)));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
