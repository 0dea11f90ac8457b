import { t } from '@vscode/l10n';
import { formatNumber } from '../../src/numberFormat';
import { hasIds, type DraftProblem, type SchemaDraft } from '../../src/schemaDraft';
import type {
  FromSchemaPage,
  SchemaPreview,
  SchemaState,
  ToSchemaPage,
} from '../../src/schemaMessages';
import type { SchemaField } from '../../src/wireFormat';
import { button } from '../controls';
import { el, setShown, setText } from '../dom';
import { iconButton } from '../plots/iconButton';
import { ChecksumForm } from './checksumForm';
import { FieldForm } from './fieldForm';
import { FieldList } from './fieldList';
import { FieldLists } from './fieldLists';
import { fitOf } from './fitWords';
import { FramesView } from './framesView';
import { FramingForm } from './framingForm';
import { IdForm } from './idForm';
import { part } from './part';

const MAX_FIELDS = 256;
const NOTHING: SchemaPreview = { frames: [], problems: [], spans: [], ids: [] };

/** What the page has of VS Code. */
export interface SchemaPageHost {
  post(message: FromSchemaPage): void;
  /** What is kept over a reload of the window. */
  keep(state: SchemaState): void;
}

/** The page that builds a schema: framing, checksum and fields at the left, the last frames at the right. */
export class Builder {
  private target = { deviceId: '', deviceName: '' };
  private readonly lists = new FieldLists();
  private selected = -1;
  private held = false;
  private preview = NOTHING;
  private bytesIn = 0;
  private readonly title = el('h1');
  private readonly said = el('p', { class: 'said dim', attributes: { role: 'status' } });
  private readonly hold = button(t('Hold'), 'pause', 'hold', () => {
    this.setHeld(!this.held);
    this.host.post({ type: 'hold', held: this.held });
  });
  private readonly use = button(t('Use'), 'play', 'use', () => {
    this.host.post({ type: 'use', draft: this.draft() });
  });
  private readonly save = button(t('Save'), 'check', 'save', () => {
    this.host.post({ type: 'save', draft: this.draft() });
  });
  private readonly framing = new FramingForm(() => {
    this.checksum.offerFor(this.framing.chosen);
    if (!hasIds(this.framing.chosen)) this.lists.choose(undefined);
    this.showList();
    this.changed();
  });
  private readonly idForm = new IdForm({
    choose: (id) => this.work(() => this.lists.choose(id)),
    add: (id) => this.work(() => this.lists.add(id)),
    remove: () => this.work(() => this.removeId()),
    rename: (to) => this.work(() => this.lists.rename(to)),
  });
  private readonly checksum = new ChecksumForm(() => {
    this.changed();
  });
  private readonly form = new FieldForm(() => {
    this.fields[this.selected] = this.form.read();
    this.changed();
  });
  private readonly list = new FieldList({
    select: (at) => {
      this.select(at);
    },
    move: (at, by) => {
      this.move(at, by);
    },
    remove: (at) => {
      this.remove(at);
    },
    edit: () => {
      this.form.focus();
    },
  });
  private readonly frames = new FramesView((field) => {
    this.select(field);
  });
  private readonly none = el('p', {
    class: 'dim',
    text: t('No field yet. Add the first: its bytes stand out at once.'),
  });
  private readonly add = button(t('Add field'), 'add', 'add-field', () => {
    this.addField();
  });
  private readonly up = iconButton(
    t('Move up'),
    'chevronDown',
    'field-up',
    () => {
      this.move(this.selected, -1);
    },
    'Alt+↑',
  );
  private readonly down = iconButton(
    t('Move down'),
    'chevronDown',
    'field-down',
    () => {
      this.move(this.selected, 1);
    },
    'Alt+↓',
  );
  private readonly drop = iconButton(
    t('Remove the field'),
    'trash',
    'field-remove',
    () => {
      this.remove(this.selected);
    },
    'Delete',
  );
  private readonly fit = el('p', { attributes: { 'data-testid': 'fit' } });
  private readonly skip = button(t('Skip them'), undefined, 'skip-rest', () => {
    this.skipRest();
  });
  private readonly framingPart = part(t('Frames'), [this.framing.element]);
  private readonly checksumPart = part(t('Checksum'), [this.checksum.element]);
  private readonly idsPart = part(
    t('Ids'),
    [this.idForm.element],
    [this.idForm.drop.element, this.idForm.add.element],
  );
  private readonly fieldsPart = part(
    t('Fields'),
    [this.none, this.list.element],
    [this.up.element, this.down.element, this.drop.element, this.add.element],
  );
  private readonly formPart = part(t('Field'), [this.form.element]);

  constructor(
    root: HTMLElement,
    private readonly host: SchemaPageHost,
  ) {
    this.use.setPrimary(true);
    this.up.element.classList.add('turned');
    root.replaceChildren(this.layOut());
    this.refresh();
  }

  receive(message: ToSchemaPage): void {
    switch (message.type) {
      case 'draft':
        this.show(message);
        return;
      case 'preview':
        this.preview = message.preview;
        this.bytesIn = message.bytesIn;
        this.refresh();
        return;
      case 'done':
        setText(this.said, doneText(message.done, this.target.deviceName));
    }
  }

  private layOut(): HTMLElement {
    const region = (name: string, className: string, ...content: Node[]) => {
      const attributes = { role: 'region', 'aria-label': name, tabindex: '0' };
      return el('div', { class: className, attributes }, ...content);
    };
    const head = el(
      'header',
      { class: 'builder-head' },
      this.title,
      this.said,
      this.hold.element,
      this.use.element,
      this.save.element,
    );
    const form = region(
      t('Schema'),
      'builder-form',
      this.framingPart.element,
      this.checksumPart.element,
      this.idsPart.element,
      this.fieldsPart.element,
      this.formPart.element,
    );
    const newest = el('p', {
      class: 'small dim',
      text: t('Newest first. Click a byte to choose its field.'),
    });
    const fit = el('div', { class: 'row' }, this.fit, this.skip.element);
    const bytes = region(
      t('Last frames'),
      'builder-bytes',
      el('h2', { text: t('Last frames') }),
      fit,
      newest,
      this.frames.element,
    );
    return el('main', { class: 'builder' }, head, form, bytes);
  }

  private get fields(): SchemaField[] {
    return this.lists.fields;
  }

  private show({ state, checksums, held }: Extract<ToSchemaPage, { type: 'draft' }>): void {
    const { deviceId, deviceName, draft, id } = state;
    this.target = { deviceId, deviceName };
    const title = t('Schema of {0}', deviceName);
    setText(this.title, title);
    document.title = title;
    this.checksum.offer(checksums);
    this.framing.show(draft);
    this.checksum.show(draft);
    this.lists.load(draft, id);
    this.setHeld(held);
    this.showList();
    this.host.keep(state);
  }

  /** Shows the list that is worked on, from its first field on. */
  private showList(): void {
    this.idForm.show(this.lists.ids, this.lists.id);
    this.select(this.fields.length === 0 ? -1 : 0);
  }

  /** Does something to the ids; the list that is worked on then is shown. */
  private work(act: () => unknown): void {
    act();
    this.showList();
    this.changed();
  }

  private removeId(): void {
    const { id } = this.lists;
    if (id !== undefined) this.lists.remove(id);
  }

  /** The draft as it stands in the forms. */
  private draft(): SchemaDraft {
    const checksum = this.checksum.read();
    const framing = this.framing.read();
    return {
      ...framing,
      ...(checksum === undefined ? {} : { checksum }),
      ...this.lists.read(framing.kind),
    };
  }

  private changed(): void {
    setText(this.said, '');
    const work = {
      draft: this.draft(),
      ...(this.lists.id === undefined ? {} : { id: this.lists.id }),
    };
    this.host.post({ type: 'change', ...work });
    this.host.keep({ ...this.target, ...work });
    this.refresh();
  }

  private select(at: number): void {
    this.selected = Math.min(at, this.fields.length - 1);
    const field = this.fields.at(this.selected);
    if (this.selected >= 0 && field !== undefined) this.form.show(field);
    this.frames.select(this.selected);
    this.refresh();
  }

  private addField(): void {
    if (this.fields.length >= MAX_FIELDS) return;
    const last = this.fields.at(-1);
    const type = last === undefined || last.role !== undefined ? 'u8' : last.type;
    const order = last?.order === undefined ? {} : { order: last.order };
    this.fields.push({ name: this.freeName(), type, ...order });
    this.select(this.fields.length - 1);
    this.changed();
    this.form.focus();
  }

  private freeName(): string {
    const { names } = this.lists;
    let n = this.fields.length + 1;
    while (names.has(`value${String(n)}`)) n++;
    return `value${String(n)}`;
  }

  /** Gives the bytes that no field takes to one that is skipped. */
  private skipRest(): void {
    const { spareBytes } = fitOf(this.preview, this.bytesIn);
    if (spareBytes === 0 || this.fields.length >= MAX_FIELDS) return;
    const count = spareBytes === 1 ? {} : { count: Math.min(spareBytes, 1024) };
    this.fields.push({ name: '', type: 'u8', role: 'padding', ...count });
    this.select(this.fields.length - 1);
    this.changed();
    this.list.focus();
  }

  private move(at: number, by: -1 | 1): void {
    const to = at + by;
    if (at < 0 || to < 0 || to >= this.fields.length) return;
    const [field] = this.fields.splice(at, 1);
    this.fields.splice(to, 0, field);
    this.select(to);
    this.changed();
  }

  private remove(at: number): void {
    if (at < 0) return;
    this.fields.splice(at, 1);
    this.select(Math.min(at, this.fields.length - 1));
    this.changed();
    if (this.fields.length === 0) this.add.element.focus();
    else this.list.focus();
  }

  private setHeld(held: boolean): void {
    this.held = held;
    this.hold.setLabel(held ? t('Go on') : t('Hold'), held ? 'play' : 'pause');
  }

  private refresh(): void {
    const { fields, selected, preview } = this;
    this.list.show(fields, selected);
    this.list.update(fields, preview);
    this.frames.update(preview.frames);
    const areIds = hasIds(this.framing.chosen);
    setShown(this.idsPart.element, areIds);
    // Such frames have a checksum of their own.
    setShown(this.checksumPart.element, !areIds);
    this.idForm.offer(preview.ids);
    setShown(this.none, fields.length === 0);
    setShown(this.formPart.element, selected >= 0);
    const { text, spareBytes } = fitOf(preview, this.bytesIn);
    setText(this.fit, text);
    setShown(this.skip.element, spareBytes > 0 && fields.length > 0);
    const isFull = fields.length >= MAX_FIELDS;
    this.add.setDisabled(
      isFull ? t('A frame has at most {0} fields.', formatNumber(MAX_FIELDS)) : undefined,
    );
    const none = selected < 0 ? t('Choose a field first.') : undefined;
    for (const one of [this.up, this.down, this.drop]) one.setDisabled(none);
    this.showProblems();
  }

  private showProblems(): void {
    const { problems } = this.preview;
    const at = (place: DraftProblem['at']) => problems.find((one) => one.at === place)?.message;
    this.framingPart.setProblem(at('framing'));
    this.checksumPart.setProblem(at('checksum'));
    // That there is no field yet is said already.
    this.fieldsPart.setProblem(this.fields.length === 0 ? undefined : at('fields'));
    this.formPart.setProblem(at(this.selected));
    const isValid = this.framing.isValid() && this.checksum.isValid() && this.areFieldsValid();
    const wrong = isValid
      ? problems.at(0)?.message
      : t('Something typed is not understood: see there.');
    this.use.setDisabled(wrong);
    this.save.setDisabled(wrong);
  }

  private areFieldsValid(): boolean {
    const isId = !hasIds(this.framing.chosen) || this.idForm.isValid();
    return isId && (this.selected < 0 || this.form.isValid());
  }
}

function doneText(done: 'used' | 'saved', name: string): string {
  return done === 'used'
    ? t('{0} is read with it now. Save keeps it.', name)
    : t('Saved: {0} is read with it from now on.', name);
}
