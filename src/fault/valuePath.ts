import type { FaultSpec, NamedColumn } from '../model';
import type { OnHit } from './stage';
import { ValueFault } from './values';

interface Placed {
  readonly faultId: number;
  readonly fault: ValueFault;
  readonly onHit: OnHit;
  left: number;
}

const KINDS: readonly FaultSpec['kind'][] = [
  'stuck',
  'spike',
  'drift',
  'noise',
  'nan',
  'delayed',
  'intermittent',
];

/** The value faults of one device, on ordered samples, in the order in which they were armed. */
export class ValuePath {
  private placed: readonly Placed[] = [];
  private made = 0;

  /** Values that are gaps because of a fault, and were none before it. */
  get madeNaN(): number {
    return this.made;
  }

  static carries(kind: FaultSpec['kind']): boolean {
    return KINDS.includes(kind);
  }

  apply(columns: readonly NamedColumn[]): readonly NamedColumn[] {
    let damaged = columns;
    for (const one of this.placed) {
      const { columns: next, hits, madeNaN } = one.fault.apply(damaged, one.left);
      one.left -= hits.length;
      this.made += madeNaN;
      damaged = next;
      if (hits.length > 0) one.onHit(hits);
    }
    return damaged;
  }

  add(faultId: number, spec: FaultSpec, onHit: OnHit): void {
    const left = spec.count ?? Infinity;
    this.placed = [...this.placed, { faultId, fault: new ValueFault(spec), onHit, left }];
  }

  remove(faultId: number): void {
    this.placed = this.placed.filter((one) => one.faultId !== faultId);
  }
}
