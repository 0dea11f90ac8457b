import type { IdFrame } from '../wireFormat';
import type { Columns } from './columns';
import type { PayloadReader, PayloadVerdict } from './payload';
import { SchemaPlan } from './schemaPlan';
import { isReply } from './words';

/** Payloads of packed fields, by the id of their frame. */
export class FieldsPayload implements PayloadReader {
  private readonly plans = new Map<number, SchemaPlan>();
  private readonly other: SchemaPlan | undefined;
  private body: Buffer = Buffer.alloc(0);
  private view = new DataView(this.body.buffer, 0, 0);

  constructor(frames: readonly IdFrame[], columns: Columns) {
    for (const { id, fields } of frames) {
      if (id !== null) this.plans.set(id, new SchemaPlan(fields, columns));
    }
    const other = frames.find(({ id }) => id === null);
    this.other = other && new SchemaPlan(other.fields, columns);
  }

  read(body: Buffer, from: number, to: number, id: number, timeMs: number): PayloadVerdict {
    const plan = this.plans.get(id) ?? this.other;
    const length = to - from;
    if (plan?.bytes !== length || length === 0) return this.notFields(plan, body, from, to, id);
    if (body !== this.body) {
      this.body = body;
      this.view = new DataView(body.buffer, body.byteOffset, body.length);
    }
    plan.read(this.view, from, timeMs);
    return 'telemetry';
  }

  private notFields(
    plan: SchemaPlan | undefined,
    body: Buffer,
    from: number,
    to: number,
    id: number,
  ): PayloadVerdict {
    const text = replyIn(body, from, to);
    if (text !== undefined) return { log: text };
    const length = String(to - from);
    if (plan === undefined || plan.bytes === 0) {
      const hex = body.toString('hex', from, Math.min(to, from + 32));
      return { log: `frame ${String(id)}, ${length} bytes, no fields given: ${hex}` };
    }
    const detail = `payload of ${length} bytes, the schema has ${String(plan.bytes)}`;
    return { cause: 'length', detail };
  }
}

/** Answers and events of a device come as text in frames of their own. */
function replyIn(body: Buffer, from: number, to: number): string | undefined {
  let end = to;
  while (end > from && (body[end - 1] === 10 || body[end - 1] === 13)) end--;
  for (let i = from; i < end; i++) if (body[i] < 32 || body[i] > 126) return undefined;
  const text = body.toString('latin1', from, end);
  return isReply(text) ? text : undefined;
}
