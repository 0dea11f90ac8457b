import { t } from '@vscode/l10n';
import { el, setShown } from '../dom';
import { CHANNEL_PREFIX, channelOf, channelOfRows } from './draggedChannel';

const TYPE = 'application/x-telemetryhub-channel';
/** What VS Code puts on a drag out of the tree: the rows' handles, which end in their ids. */
const TREE_TYPE = 'application/vnd.code.tree.telemetryhub.devices';
const NEW_PLOT = 'new';

/** Takes channels dropped on a plot, or beside the plots for one of their own; shows where they would land. */
export class DropTarget {
  /** Appears at the end of the stack while something is dragged. */
  readonly zone = el('div', {
    class: 'drop-zone',
    text: t('New plot'),
    attributes: { 'data-testid': 'drop-zone' },
  });
  private over: HTMLElement | undefined;

  /** `plotIdOf`: the plot in whose element something is. */
  constructor(
    private readonly stack: HTMLElement,
    private readonly plotIdOf: (
      element: Element,
    ) => { id: string; element: HTMLElement } | undefined,
    private readonly drop: (channelId: string, plotId: string) => void,
  ) {
    setShown(this.zone, false);
    for (const event of ['dragenter', 'dragover'] as const) {
      stack.addEventListener(event, (drag) => {
        this.drag(drag);
      });
    }
    stack.addEventListener('dragleave', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && stack.contains(relatedTarget))) this.end();
    });
    stack.addEventListener('drop', (event) => {
      this.take(event);
    });
    document.addEventListener('dragend', () => {
      this.end();
    });
  }

  private drag(event: DragEvent): void {
    const types = event.dataTransfer?.types ?? [];
    if (![TYPE, TREE_TYPE, 'text/plain'].some((type) => types.includes(type))) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    setShown(this.zone, true);
    const target = this.targetOf(event);
    if (target.element === this.over) return;
    this.over?.classList.remove('drop-here');
    this.over = target.element;
    this.over.classList.add('drop-here');
  }

  private targetOf(event: DragEvent): { id: string; element: HTMLElement } {
    const { target } = event;
    const alone = { id: NEW_PLOT, element: this.zone };
    if (event.ctrlKey || event.metaKey || !(target instanceof Element)) return alone;
    return this.plotIdOf(target) ?? alone;
  }

  private take(event: DragEvent): void {
    const { dataTransfer } = event;
    if (dataTransfer === null) return;
    const channelId =
      channelOf(dataTransfer.getData('text/plain')) ??
      (dataTransfer.getData(TYPE).replace(CHANNEL_PREFIX, '') || undefined) ??
      channelOfRows(dataTransfer.getData(TREE_TYPE));
    const { id } = this.targetOf(event);
    this.end();
    if (channelId === undefined) return;
    event.preventDefault();
    this.drop(channelId, id);
  }

  private end(): void {
    this.over?.classList.remove('drop-here');
    this.over = undefined;
    setShown(this.zone, false);
    this.stack.scrollTop = Math.min(this.stack.scrollTop, this.stack.scrollHeight);
  }
}
